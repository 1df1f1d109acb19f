package dev.wharf.session;

import dev.wharf.account.AccountBoard;
import dev.wharf.account.AccountLedger;
import dev.wharf.account.lifecycle.Lifecycle;
import dev.wharf.account.lifecycle.Timings;
import dev.wharf.keystore.CredentialStore;
import dev.wharf.keystore.PreKeyStore;
import dev.wharf.keystore.ratchet.SignedPreKeys;
import dev.wharf.session.message.MessageServices;
import dev.wharf.session.sync.SyncServices;
import java.security.SecureRandom;
import java.time.Clock;

/** What all sessions of this process share. */
record SessionServices(
    SessionConfig config,
    Timings timings,
    Lifecycle lifecycle,
    Dialer dialer,
    Link.Trust trust,
    Versions versions,
    Timers timers,
    Turnstile pairings,
    Turnstile logins,
    CredentialStore credentials,
    PreKeyStore preKeys,
    SignedPreKeys signedPreKeys,
    AccountLedger ledger,
    AccountBoard board,
    MessageServices messages,
    SyncServices sync,
    Clock clock,
    SecureRandom random) {}
