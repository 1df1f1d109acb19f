package dev.wharf.protocol.history;

import static dev.wharf.protocol.ProtocolFaults.assertFault;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.sun.management.ThreadMXBean;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault.Kind;
import dev.wharf.protocol.proto.HistoryProto.Conversation;
import dev.wharf.protocol.proto.HistoryProto.GroupParticipant;
import dev.wharf.protocol.proto.HistoryProto.HistorySync;
import dev.wharf.protocol.proto.HistoryProto.HistorySyncMsg;
import dev.wharf.protocol.proto.HistoryProto.PhoneNumberToLIDMapping;
import dev.wharf.protocol.proto.HistoryProto.Pushname;
import dev.wharf.protocol.proto.HistoryProto.WebMessageInfo;
import dev.wharf.protocol.proto.MessageProto.MessageKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class HistoryReaderTest {

  private static final Jid GROUP = Jid.of("120363000000000001", Jid.GROUP_SERVER);
  private static final Jid PAUL = Jid.phone("15551234567", 0);
  private static final Jid PETRA = Jid.lid("111222333444555", 0);

  @Test
  void readsChatsNamesAndHiddenIds() {
    var parts = read(compressed(sample().toByteArray()));

    assertEquals(
        List.of(
            new HistoryPart.Message(
                GROUP,
                "3EB0AA",
                false,
                Optional.of(PETRA),
                Optional.of(Instant.ofEpochSecond(1_700_000_000)),
                Optional.of("Petra"),
                Optional.of(new Opaque(new byte[] {0x0A, 1, 'x'})),
                Optional.of(new Opaque(new byte[32])),
                OptionalInt.of(3),
                OptionalInt.empty()),
            new HistoryPart.Chat(
                GROUP,
                Optional.empty(),
                Optional.empty(),
                Optional.of("Rowing"),
                Optional.of(Instant.ofEpochSecond(1_700_000_001)),
                new HistoryPart.Settings(
                    2, true, false, false, Optional.empty(), OptionalInt.of(86_400)),
                Optional.of(
                    new HistoryPart.TrustToken(new Opaque(new byte[] {7}), Optional.empty())),
                List.of(new HistoryPart.Member(PETRA, true, false))),
            new HistoryPart.PushName(PAUL, "Paul"),
            new HistoryPart.LidOfPhone(PAUL, PETRA),
            new HistoryPart.TokenSalt(new Opaque(new byte[] {1, 2}))),
        parts);
  }

  @Test
  void leavesOutWhatNamesNobody() {
    var history =
        HistorySync.newBuilder()
            .addConversations(
                Conversation.newBuilder()
                    .addMessages(
                        HistorySyncMsg.newBuilder().setMessage(WebMessageInfo.newBuilder())))
            .addPushnames(Pushname.newBuilder().setId("nobody").setPushname("x"))
            .addPushnames(Pushname.newBuilder().setId("1@lid").setPushname(" "))
            .addPhoneNumberToLidMappings(
                PhoneNumberToLIDMapping.newBuilder().setPnJid("1@lid").setLidJid("2@lid"))
            .build();

    assertEquals(List.of(), read(compressed(history.toByteArray())));
    assertEquals(List.of(), read(compressed(new byte[0])));
  }

  @Test
  void readsAMessageThatIsSentAgain() {
    var info = sample().getConversations(0).getMessages(0).getMessage().toBuilder();
    info.setKey(info.getKey().toBuilder().setRemoteJid(GROUP.toString()));

    assertEquals("3EB0AA", HistoryValues.resent(info.build().toByteArray()).orElseThrow().id());
    assertEquals(Optional.empty(), HistoryValues.resent(new byte[0]));
    assertFault(Kind.MALFORMED, "history.resent", () -> HistoryValues.resent(new byte[] {0x0A}));
  }

  @Test
  void neverHoldsAWholeChat() {
    var message =
        HistorySyncMsg.newBuilder()
            .setMessage(
                WebMessageInfo.newBuilder()
                    .setKey(MessageKey.newBuilder().setId("X"))
                    .setMessage(ByteString.copyFrom(new byte[1_000_000])))
            .build();
    var chat = Conversation.newBuilder().setId("1@lid");
    for (int i = 0; i < 40; i++) {
      chat.addMessages(message);
    }
    byte[] bytes =
        compressed(HistorySync.newBuilder().addConversations(chat).build().toByteArray());
    var reader = new HistoryReader(new ByteArrayInputStream(bytes));
    int messages = 0;
    long most = 0;
    var memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = memory.getCurrentThreadAllocatedBytes();
    for (var part = reader.next(); part.isPresent(); part = reader.next()) {
      most = Math.max(most, memory.getCurrentThreadAllocatedBytes() - before);
      before = memory.getCurrentThreadAllocatedBytes();
      messages += part.get() instanceof HistoryPart.Message ? 1 : 0;
    }
    long step = most;
    assertEquals(40, messages);
    assertTrue(step < 8_000_000, () -> step + " bytes for one message");
  }

  @Test
  void closedItClosesWhatItReadsFrom() {
    var closed = new java.util.concurrent.atomic.AtomicBoolean();
    var stream =
        new ByteArrayInputStream(compressed(field(4, 1_000))) {
          @Override
          public void close() {
            closed.set(true);
          }
        };
    try (var reader = new HistoryReader(stream)) {
      assertTrue(reader.next().isEmpty());
    }
    assertTrue(closed.get());
    var reader = new HistoryReader(stream(compressed(field(4, 1_000))));
    reader.close();
    assertFault(Kind.MALFORMED, "history", reader::next);
  }

  @Test
  void refusesWhatInflatesToTooMuch() {
    byte[] bomb = compressed(new byte[1_000_000]);
    assertFault(
        Kind.TOO_LARGE,
        "history",
        () -> drain(new HistoryReader(stream(compressed(field(4, 1_000_000))), 900_000)));
    assertFault(Kind.MALFORMED, "history", () -> drain(new HistoryReader(stream(bomb), 900_000)));
  }

  @Test
  void refusesAPartThatIsTooLarge() {
    assertFault(
        Kind.TOO_LARGE,
        "history.part",
        () -> read(compressed(field(7, HistoryReader.MAX_PART + 1))));
    byte[] chat =
        concat(
            new byte[] {0x12},
            varint(HistoryReader.MAX_PART + 20L),
            field(33, HistoryReader.MAX_PART + 1));
    assertFault(Kind.TOO_LARGE, "history.part", () -> read(compressed(chat)));
  }

  @Test
  void refusesWhatIsNoHistory() {
    byte[] whole = compressed(sample().toByteArray());

    assertFault(Kind.MALFORMED, "history", () -> read(new byte[] {1, 2, 3}));
    assertFault(Kind.MALFORMED, "history", () -> read(new byte[0]));
    assertFault(Kind.MALFORMED, "history", () -> read(Arrays.copyOf(whole, whole.length - 10)));
    assertFault(Kind.MALFORMED, "history", () -> read(compressed(new byte[] {0x3A, 5, 1})));
    assertFault(Kind.MALFORMED, "history", () -> read(compressed(groups(100_000))));
    assertFault(
        Kind.MALFORMED,
        "history",
        () -> read(compressed(concat(new byte[] {0x12}, varint(100_000), groups(100_000)))));
  }

  static HistorySync sample() {
    var message =
        WebMessageInfo.newBuilder()
            .setKey(MessageKey.newBuilder().setId("3EB0AA").setParticipant(PETRA.toString()))
            .setMessage(ByteString.copyFrom(new byte[] {0x0A, 1, 'x'}))
            .setMessageTimestamp(1_700_000_000)
            .setStatus(3)
            .setPushName("Petra")
            .setMessageSecret(ByteString.copyFrom(new byte[32]));
    return HistorySync.newBuilder()
        .setSyncType(0)
        .addConversations(
            Conversation.newBuilder()
                .setId(GROUP.toString())
                .addMessages(HistorySyncMsg.newBuilder().setMessage(message))
                .setName("Rowing")
                .setUnreadCount(2)
                .setArchived(true)
                .setEphemeralExpiration(86_400)
                .setConversationTimestamp(1_700_000_001)
                .setTcToken(ByteString.copyFrom(new byte[] {7}))
                .addParticipant(
                    GroupParticipant.newBuilder().setUserJid(PETRA.toString()).setRank(1)))
        .addPushnames(Pushname.newBuilder().setId("15551234567@c.us").setPushname("Paul"))
        .addPhoneNumberToLidMappings(
            PhoneNumberToLIDMapping.newBuilder()
                .setPnJid(PAUL.toString())
                .setLidJid(PETRA.toString()))
        .setNctSalt(ByteString.copyFrom(new byte[] {1, 2}))
        .setChunkOrder(1)
        .build();
  }

  private static List<HistoryPart> read(byte[] compressed) {
    return drain(new HistoryReader(stream(compressed)));
  }

  private static List<HistoryPart> drain(HistoryReader reader) {
    List<HistoryPart> parts = new ArrayList<>();
    for (var part = reader.next(); part.isPresent(); part = reader.next()) {
      parts.add(part.get());
    }
    return parts;
  }

  private static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  /** Start marks of field 5, each inside the one before. */
  private static byte[] groups(int depth) {
    byte[] bytes = new byte[depth];
    Arrays.fill(bytes, (byte) (5 << 3 | 3));
    return bytes;
  }

  private static byte[] field(int number, int length) {
    return concat(varint((long) number << 3 | 2), varint(length), new byte[length]);
  }

  private static byte[] varint(long value) {
    var bytes = new ByteArrayOutputStream();
    var out = CodedOutputStream.newInstance(bytes);
    try {
      out.writeUInt64NoTag(value);
      out.flush();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] concat(byte[]... parts) {
    var bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }

  static byte[] compressed(byte[] plain) {
    var bytes = new ByteArrayOutputStream();
    try (var zlib = new DeflaterOutputStream(bytes)) {
      zlib.write(plain);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }
}
