package dev.wharf.messaging.content;

import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.appstate.AppStateKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What devices tell each other in a message. Whoever acts on one first asks {@link #selfOnly}, and
 * if so believes it only from a device of the same account (messaging.md 7.2).
 */
public sealed interface Control {

  /** Whether only our own devices may say this. */
  default boolean selfOnly() {
    return switch (this) {
      case Expiration _, PhoneNumberShared _, Other _ -> false;
      case KeyShare _,
          KeyRequest _,
          HistorySync _,
          SecurityNotifications _,
          AppStateBroken _,
          PlaceholderRequest _,
          HistoryRequest _,
          PeerRequest _,
          PeerResponse _,
          LidMigration _ ->
          true;
    };
  }

  /** Keys of the app state. A key the phone does not know comes without data and is left out. */
  record KeyShare(List<AppStateKey> keys, List<Opaque> unknown) implements Control {}

  record KeyRequest(List<Opaque> keyIds) implements Control {}

  /**
   * A part of the past waits to be fetched, or is in here.
   *
   * @param type 0 the start, 1 status, 2 full, 3 recent, 4 names, 5 other data, 6 on demand
   * @param inline compressed history, instead of a file
   * @param progress in percent
   * @param request which request of ours it answers
   */
  record HistorySync(
      int type,
      int chunk,
      OptionalInt progress,
      MediaRef file,
      Optional<Opaque> inline,
      Optional<String> request)
      implements Control {}

  /** Whether a person is told when somebody's keys change. */
  record SecurityNotifications(boolean on) implements Control {}

  /** A device could not read its app state any more. */
  record AppStateBroken(List<String> collections) implements Control {}

  /** Asks our phone for messages that we could not read. */
  record PlaceholderRequest(List<MessageRef> messages) implements Control {}

  /**
   * Asks our phone for messages before one that we have.
   *
   * @param count at most so many
   */
  record HistoryRequest(
      Jid chat, MessageId oldest, boolean oldestFromMe, Instant oldestAt, int count)
      implements Control {}

  /** Another request between our devices. */
  record PeerRequest(int type) implements Control {}

  /**
   * An answer to a request between our devices.
   *
   * @param request the id of the message that asked
   * @param messages serialised WebMessageInfos, which the history package reads
   */
  record PeerResponse(int type, Optional<String> request, List<Opaque> messages)
      implements Control {}

  /**
   * Messages of this chat shall disappear.
   *
   * @param seconds 0 for never
   */
  record Expiration(int seconds, Optional<Instant> at) implements Control {}

  /** Somebody lets us see the phone number behind a hidden id. */
  record PhoneNumberShared() implements Control {}

  /** Which hidden id belongs to which phone user: phone user to LID, both bare. */
  record LidMigration(Map<Jid, Jid> lids) implements Control {}

  /** Anything else. */
  record Other(int type) implements Control {}
}
