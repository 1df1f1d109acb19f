package dev.wharf.protocol.history;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.proto.HistoryProto.Conversation;
import dev.wharf.protocol.proto.HistoryProto.GroupParticipant;
import dev.wharf.protocol.proto.HistoryProto.WebMessageInfo;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Fields of the past as values; what is missing or wrong is empty. */
public final class HistoryValues {

  private static final int JID = 128;
  private static final int MAX_ID = 128;
  private static final int SECRET = 32;
  private static final long END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z").getEpochSecond();
  private static final int ADMIN = 1;
  private static final int SUPER_ADMIN = 2;

  private HistoryValues() {}

  /**
   * One message as a phone sends it again when it is asked to: a serialised WebMessageInfo.
   *
   * @return empty if it names no message
   * @throws ProtocolFault if it is no protobuf
   */
  public static Optional<HistoryPart.Message> resent(byte[] webMessageInfo) {
    if (webMessageInfo.length > HistoryReader.MAX_PART) {
      throw new ProtocolFault(ProtocolFault.Kind.TOO_LARGE, "history.resent", "is too large");
    }
    try {
      return message(WebMessageInfo.parseFrom(webMessageInfo), Optional.empty());
    } catch (InvalidProtocolBufferException _) {
      throw new ProtocolFault(ProtocolFault.Kind.MALFORMED, "history.resent", "is not protobuf");
    }
  }

  static Optional<HistoryPart.Message> message(WebMessageInfo it, Optional<Jid> chat) {
    String id = it.getKey().getId();
    boolean named =
        !id.isEmpty() && id.length() <= MAX_ID && id.chars().allMatch(c -> c > ' ' && c < 0x7F);
    return chat.or(() -> jid(it.getKey().getRemoteJid()))
        .filter(_ -> named)
        .map(
            jid ->
                new HistoryPart.Message(
                    jid,
                    id,
                    it.getKey().getFromMe(),
                    jid(it.getKey().getParticipant()).or(() -> jid(it.getParticipant())),
                    seconds(it.getMessageTimestamp()),
                    text(it.getPushName()),
                    opaque(it.getMessage()),
                    opaque(it.getMessageSecret()).filter(secret -> secret.length() == SECRET),
                    it.hasStatus() ? OptionalInt.of(it.getStatus()) : OptionalInt.empty(),
                    it.getMessageStubType() > 0
                        ? OptionalInt.of(it.getMessageStubType())
                        : OptionalInt.empty()));
  }

  static HistoryPart.Chat chat(Jid jid, Conversation it) {
    return new HistoryPart.Chat(
        jid,
        jid(it.getPnJid()).filter(Jid::isPhone).or(() -> Optional.of(jid).filter(Jid::isPhone)),
        jid(it.getLidJid())
            .or(() -> jid(it.getAccountLid()))
            .filter(Jid::isLid)
            .or(() -> Optional.of(jid).filter(Jid::isLid)),
        text(it.getName()).or(() -> text(it.getDisplayName())),
        seconds(it.getConversationTimestamp()),
        new HistoryPart.Settings(
            Math.max(0, it.getUnreadCount()),
            it.getArchived(),
            it.getPinned() != 0,
            it.getReadOnly(),
            muted(it.getMuteEndTime()),
            it.getEphemeralExpiration() > 0
                ? OptionalInt.of(it.getEphemeralExpiration())
                : OptionalInt.empty()),
        opaque(it.getTcToken())
            .map(token -> new HistoryPart.TrustToken(token, seconds(it.getTcTokenTimestamp()))),
        it.getParticipantList().stream().flatMap(one -> member(one).stream()).toList());
  }

  private static Optional<HistoryPart.Member> member(GroupParticipant it) {
    return jid(it.getUserJid())
        .map(
            jid ->
                new HistoryPart.Member(
                    jid,
                    it.getRank() == ADMIN || it.getRank() == SUPER_ADMIN,
                    it.getRank() == SUPER_ADMIN));
  }

  /** Some phones give it in milliseconds. */
  private static Optional<Instant> muted(long until) {
    return seconds(until).or(() -> seconds(until / 1_000));
  }

  static Optional<Jid> jid(String text) {
    if (text.length() > JID || !text.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      return Optional.empty();
    }
    try {
      Jid jid = Jid.parse(text);
      return Optional.of(jid.server().equals("c.us") ? Jid.phone(jid.user(), jid.device()) : jid)
          .filter(it -> !it.user().isEmpty());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  static Optional<String> text(String text) {
    return Optional.of(text.replace("\0", "")).filter(it -> !it.isBlank());
  }

  private static Optional<Opaque> opaque(ByteString bytes) {
    return bytes.isEmpty() ? Optional.empty() : Optional.of(new Opaque(bytes.toByteArray()));
  }

  private static Optional<Instant> seconds(long at) {
    return at > 0 && at < END_OF_TIME ? Optional.of(Instant.ofEpochSecond(at)) : Optional.empty();
  }
}
