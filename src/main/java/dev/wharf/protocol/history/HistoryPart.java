package dev.wharf.protocol.history;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.Opaque;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One thing out of the past. */
public sealed interface HistoryPart {

  /** A chat, after all of its messages. */
  record Chat(
      Jid jid,
      Optional<Jid> phone,
      Optional<Jid> lid,
      Optional<String> name,
      Optional<Instant> lastMessageAt,
      Settings settings,
      Optional<TrustToken> token,
      List<Member> members)
      implements HistoryPart {}

  /**
   * @param unread how many messages
   * @param expirationSeconds after which messages disappear
   */
  record Settings(
      int unread,
      boolean archived,
      boolean pinned,
      boolean readOnly,
      Optional<Instant> mutedUntil,
      OptionalInt expirationSeconds) {}

  /** What lets us write to somebody who does not know us. */
  record TrustToken(Opaque token, Optional<Instant> at) {}

  /** Of a group. */
  record Member(Jid jid, boolean admin, boolean superAdmin) {}

  /**
   * A message, or one that says only that something happened.
   *
   * @param message protobuf, unpadded, as the content package reads it; absent for an event
   * @param status 0 failed, 1 pending, 2 sent, 3 delivered, 4 read, 5 played
   * @param event number of what happened in the chat
   */
  record Message(
      Jid chat,
      String id,
      boolean fromMe,
      Optional<Jid> sender,
      Optional<Instant> at,
      Optional<String> pushName,
      Optional<Opaque> message,
      Optional<Opaque> secret,
      OptionalInt status,
      OptionalInt event)
      implements HistoryPart {}

  /** What somebody calls themselves. */
  record PushName(Jid jid, String name) implements HistoryPart {}

  /** Which phone user is behind a hidden id. */
  record LidOfPhone(Jid phone, Jid lid) implements HistoryPart {}

  /** The salt of the tokens with which strangers are written to. */
  record TokenSalt(Opaque salt) implements HistoryPart {}
}
