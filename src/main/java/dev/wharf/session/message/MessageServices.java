package dev.wharf.session.message;

import dev.wharf.directory.Contacts;
import dev.wharf.directory.DeviceLists;
import dev.wharf.directory.GroupCensus;
import dev.wharf.directory.Groups;
import dev.wharf.directory.LidMap;
import dev.wharf.directory.PrivacyTokens;
import dev.wharf.event.EventLog;
import dev.wharf.keystore.PreKeyStore;
import dev.wharf.keystore.appstate.TokenSalts;
import dev.wharf.keystore.ratchet.RatchetStore;
import dev.wharf.limits.Limiter;
import dev.wharf.messaging.Errands;
import dev.wharf.messaging.MessageStore;
import dev.wharf.messaging.MissingMessages;
import dev.wharf.messaging.Outbox;
import dev.wharf.session.media.MediaServices;
import java.security.SecureRandom;

/** What the messages of all accounts share. */
public record MessageServices(
    Commits commits,
    LeftOver.Finder leftOver,
    EventLog eventLog,
    RatchetStore ratchets,
    RecentRatchets recentRatchets,
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
    GroupsAtLogin groupsAtLogin,
    MediaServices media,
    SecureRandom random) {}
