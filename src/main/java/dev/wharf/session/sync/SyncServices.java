package dev.wharf.session.sync;

import dev.wharf.directory.Contacts;
import dev.wharf.directory.LidMap;
import dev.wharf.event.Presence;
import dev.wharf.keystore.appstate.AppStateStore;
import dev.wharf.keystore.appstate.Untaken;
import dev.wharf.messaging.MessageStore;
import dev.wharf.messaging.MissingMessages;
import io.vertx.mutiny.sqlclient.Pool;

/** What the syncing of all accounts shares. */
public record SyncServices(
    Pool pool,
    AppStateStore appState,
    Contacts contacts,
    LidMap lids,
    MessageStore messages,
    MissingMessages missing,
    Untaken untaken,
    Blobs blobs,
    Presence presence) {}
