package dev.wharf.session;

import dev.wharf.account.AccountBoard;
import dev.wharf.account.AccountLedger;
import dev.wharf.account.lifecycle.Lifecycle;
import dev.wharf.account.lifecycle.Timings;
import dev.wharf.directory.Contacts;
import dev.wharf.directory.DeviceLists;
import dev.wharf.directory.GroupCensus;
import dev.wharf.directory.Groups;
import dev.wharf.directory.LidMap;
import dev.wharf.directory.PrivacyTokens;
import dev.wharf.event.EventLog;
import dev.wharf.keystore.CredentialStore;
import dev.wharf.keystore.PreKeyStore;
import dev.wharf.keystore.appstate.AppStateStore;
import dev.wharf.keystore.appstate.TokenSalts;
import dev.wharf.keystore.appstate.Untaken;
import dev.wharf.keystore.ratchet.RatchetStore;
import dev.wharf.keystore.ratchet.SignedPreKeys;
import dev.wharf.limits.Limiter;
import dev.wharf.limits.LimitsConfig;
import dev.wharf.messaging.Errands;
import dev.wharf.messaging.MessageStore;
import dev.wharf.messaging.MissingMessages;
import dev.wharf.messaging.Outbox;
import dev.wharf.protocol.noise.GenuineChains;
import dev.wharf.protocol.noise.TrustAnchor;
import dev.wharf.protocol.pairing.ClientVersion;
import dev.wharf.session.media.MediaServices;
import dev.wharf.session.message.Commits;
import dev.wharf.session.message.LeftOver;
import dev.wharf.session.message.MessageServices;
import dev.wharf.session.message.RecentRatchets;
import dev.wharf.session.sync.MediaBlobs;
import dev.wharf.session.sync.SyncServices;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/** Puts together what all sessions share. */
class SessionWiring {

  /**
   * As shipped, those that take so long each are still more a second than logins that begin, once
   * there is room for all that may be on their way, three times that long after the first.
   */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(3);

  @Produces
  @Singleton
  SessionServices services(
      Vertx vertx,
      SessionConfig config,
      LimitsConfig limits,
      CredentialStore credentials,
      PreKeyStore preKeys,
      AccountLedger ledger,
      AccountBoard board,
      MessageServices messages,
      SyncServices sync,
      SignedPreKeys signedPreKeys,
      Clock clock,
      Timers timers,
      SecureRandom random) {
    var timings = timings(config);
    return new SessionServices(
        config,
        timings,
        new Lifecycle(timings, random::nextDouble),
        new Dialer(vertx, config),
        new Link.Trust(new GenuineChains(trustAnchor(config, limits)), config.clockSkew(), clock),
        new Versions(ClientVersion.parse(config.version())),
        timers,
        turnstile(vertx, timers, config.pairingSpacing(), config),
        turnstile(vertx, timers, Duration.ofSeconds(1).dividedBy(config.loginsPerSecond()), config),
        credentials,
        preKeys,
        signedPreKeys,
        ledger,
        board,
        messages,
        sync,
        clock,
        random);
  }

  private static Turnstile turnstile(
      Vertx vertx, Timers timers, Duration spacing, SessionConfig config) {
    return new Turnstile(
        vertx.getOrCreateContext(), timers, spacing, config.connectingAtOnce(), ON_ITS_WAY);
  }

  private static Timings timings(SessionConfig config) {
    var reconnect = config.reconnect();
    return new Timings(
        config.connectTimeout(),
        config.qrShows(),
        config.firstQr(),
        config.nextQr(),
        config.qrBatches(),
        config.pairingCode(),
        config.restart(),
        config.login(),
        config.sync(),
        config.phoneNumber().limit(),
        config.activation(),
        reconnect.base(),
        reconnect.factor(),
        reconnect.cap(),
        reconnect.jitter(),
        reconnect.attempts(),
        reconnect.stable(),
        config.tooManyAttempts(),
        config.credentialAge());
  }

  @Produces
  @Singleton
  MessageServices messages(
      Vertx vertx,
      Pool pool,
      EventLog eventLog,
      RatchetStore ratchets,
      PreKeyStore preKeys,
      Outbox outbox,
      MessageStore messages,
      MissingMessages missing,
      Errands errands,
      Limiter limiter,
      LidMap lids,
      DeviceLists devices,
      Contacts contacts,
      PrivacyTokens tokens,
      TokenSalts tokenSalts,
      Groups groups,
      GroupCensus groupCensus,
      SessionConfig config,
      MediaServices media,
      SecureRandom random) {
    return new MessageServices(
        new Commits(vertx, pool),
        new LeftOver.Finder(pool),
        eventLog,
        ratchets,
        new RecentRatchets(),
        preKeys,
        outbox,
        messages,
        missing,
        errands,
        limiter,
        lids,
        devices,
        contacts,
        tokens,
        tokenSalts,
        groups,
        groupCensus,
        config.groupsAtLogin(),
        media,
        random);
  }

  @Produces
  @Singleton
  SyncServices sync(
      SessionConfig config,
      Pool pool,
      AppStateStore appState,
      Contacts contacts,
      LidMap lids,
      MessageStore messages,
      MissingMessages missing,
      Untaken untaken,
      MediaBlobs blobs) {
    return new SyncServices(
        pool, appState, contacts, lids, messages, missing, untaken, blobs, config.presence());
  }

  @Produces
  @Singleton
  VersionLookup versionLookup(Vertx vertx, SessionConfig config) {
    return new VersionLookup(vertx, config);
  }

  @Produces
  @Singleton
  Timers timers(Vertx vertx) {
    return new VertxTimers(vertx);
  }

  /** Production talks to WhatsApp and to nobody who merely says so. */
  private static TrustAnchor trustAnchor(SessionConfig config, LimitsConfig limits) {
    var anchor = TrustAnchor.ofHex(config.trustAnchor());
    if (ConfigUtils.isProfileActive("prod") && !anchor.equals(TrustAnchor.WHATSAPP)) {
      throw new IllegalStateException(
          "wharf.whatsapp.trust-anchor is not WhatsApp's: in production only the genuine one is"
              + " accepted. Leave it unset, or run with the profile 'sandbox' to use a sandbox.");
    }
    if (anchor.equals(TrustAnchor.WHATSAPP) && !limits.enforced()) {
      throw new IllegalStateException(
          "wharf.limits.enforced=false lifts the limits that keep numbers from being banned. That"
              + " is for sandboxes only: leave it unset.");
    }
    return anchor;
  }
}
