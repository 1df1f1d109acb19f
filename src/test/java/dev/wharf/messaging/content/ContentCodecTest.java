package dev.wharf.messaging.content;

import static dev.wharf.messaging.content.Samples.GROUP;
import static dev.wharf.messaging.content.Samples.IN_GROUP;
import static dev.wharf.messaging.content.Samples.OWN;
import static dev.wharf.messaging.content.Samples.PAUL;
import static dev.wharf.messaging.content.Samples.PETRA;
import static dev.wharf.messaging.content.Samples.SECRET;
import static dev.wharf.messaging.content.Samples.said;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.messaging.content.Content.Poll;
import dev.wharf.messaging.content.Content.Text;
import dev.wharf.messaging.content.Decoded.Payload;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.appstate.AppStateKey;
import dev.wharf.protocol.proto.MessageProto.DeviceSentMessage;
import dev.wharf.protocol.proto.MessageProto.FutureProofMessage;
import dev.wharf.protocol.proto.MessageProto.HistorySyncNotification;
import dev.wharf.protocol.proto.MessageProto.ImageMessage;
import dev.wharf.protocol.proto.MessageProto.LIDMigrationMapping;
import dev.wharf.protocol.proto.MessageProto.LIDMigrationMappingSyncMessage;
import dev.wharf.protocol.proto.MessageProto.LIDMigrationMappingSyncPayload;
import dev.wharf.protocol.proto.MessageProto.Message;
import dev.wharf.protocol.proto.MessageProto.MessageContextInfo;
import dev.wharf.protocol.proto.MessageProto.PollCreationMessage;
import dev.wharf.protocol.proto.MessageProto.ProtocolMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContentCodecTest {

  private static final FutureProofMessage INSIDE =
      FutureProofMessage.newBuilder()
          .setMessage(Message.newBuilder().setConversation("inside"))
          .build();

  static List<Content> contents() {
    return Samples.contents();
  }

  static List<Content> answering() {
    return Samples.answering();
  }

  @ParameterizedTest
  @MethodSource("contents")
  void comesBackAsItWas(Content content) {
    byte[] message = ContentCodec.encode(Written.of(content), SECRET);

    assertEquals(Written.of(content), said(message));
  }

  @ParameterizedTest
  @MethodSource("answering")
  void keepsWhatStandsAround(Content content) {
    Written written = Samples.around(content);

    assertEquals(written, said(ContentCodec.encode(written, SECRET)));
  }

  @ParameterizedTest
  @MethodSource("contents")
  void isWrappedForOwnDevicesAndUnwrapped(Content content) {
    byte[] message = ContentCodec.encode(Written.of(content), SECRET);

    var sent = DeviceSent.unwrap(DeviceSent.wrap(PETRA, message)).orElseThrow();

    assertEquals(PETRA, sent.destination());
    assertArrayEquals(message, sent.message());
  }

  @Test
  void carriesTheSecretOfTheMessage() {
    assertEquals(
        Optional.of(SECRET),
        ContentCodec.decode(ContentCodec.encode(Written.of(Text.of("hi")), SECRET)).secret());
    var poll = new Poll("?", List.of("a", "b"), 1, Optional.empty());
    assertEquals(
        new Poll("?", List.of("a", "b"), 1, Optional.of(SECRET)),
        said(ContentCodec.encode(Written.of(poll), SECRET)).content());
  }

  @Test
  void takesTheSecretThatStandsOutside() {
    byte[] wrapped =
        Message.newBuilder()
            .setDeviceSentMessage(
                DeviceSentMessage.newBuilder()
                    .setDestinationJid(PETRA.toString())
                    .setMessage(Message.newBuilder().setConversation("x")))
            .setMessageContextInfo(
                MessageContextInfo.newBuilder()
                    .setMessageSecret(ByteString.copyFrom(SECRET.bytes())))
            .build()
            .toByteArray();
    assertEquals(
        Optional.of(SECRET),
        ContentCodec.decode(DeviceSent.unwrap(wrapped).orElseThrow().message()).secret());
  }

  static Stream<Function<Message.Builder, Message.Builder>> wrappers() {
    return Stream.of(
        it -> it.setEphemeralMessage(INSIDE),
        it -> it.setViewOnceMessage(INSIDE),
        it -> it.setViewOnceMessageV2(INSIDE),
        it -> it.setViewOnceMessageV2Extension(INSIDE),
        it -> it.setDocumentWithCaptionMessage(INSIDE),
        it -> it.setEditedMessage(INSIDE),
        it -> it.setGroupMentionedMessage(INSIDE),
        it -> it.setBotInvokeMessage(INSIDE),
        it -> it.setLottieStickerMessage(INSIDE),
        it -> it.setAssociatedChildMessage(INSIDE),
        it -> it.setPollCreationMessageV4(INSIDE),
        it -> it.setGroupStatusMessage(INSIDE));
  }

  @ParameterizedTest
  @MethodSource("wrappers")
  void unwraps(Function<Message.Builder, Message.Builder> wrapper) {
    byte[] message = wrapper.apply(Message.newBuilder()).build().toByteArray();

    assertEquals(Text.of("inside"), said(message).content());
  }

  @Test
  void tellsWhatWrappersAndMarksMean() {
    var once =
        Message.newBuilder()
            .setEphemeralMessage(
                FutureProofMessage.newBuilder()
                    .setMessage(
                        Message.newBuilder()
                            .setImageMessage(ImageMessage.newBuilder().setViewOnce(true))))
            .build();
    assertEquals(
        new Decoded.Flags(true, true, false),
        ((Payload.Said) ContentCodec.decode(once.toByteArray()).payload()).flags());
  }

  static Stream<Function<PollCreationMessage, Message.Builder>> polls() {
    return Stream.of(
        it -> Message.newBuilder().setPollCreationMessage(it),
        it -> Message.newBuilder().setPollCreationMessageV2(it),
        it -> Message.newBuilder().setPollCreationMessageV3(it),
        it ->
            Message.newBuilder()
                .setPollCreationMessageV4(
                    FutureProofMessage.newBuilder()
                        .setMessage(Message.newBuilder().setPollCreationMessageV3(it))),
        it -> Message.newBuilder().setPollCreationMessageV5(it));
  }

  @ParameterizedTest
  @MethodSource("polls")
  void readsPollsOfEveryVersion(Function<PollCreationMessage, Message.Builder> version) {
    var poll =
        PollCreationMessage.newBuilder()
            .setName("?")
            .addOptions(PollCreationMessage.Option.newBuilder().setOptionName("a"))
            .setSelectableOptionsCount(1)
            .build();
    byte[] message =
        version
            .apply(poll)
            .setMessageContextInfo(
                MessageContextInfo.newBuilder()
                    .setMessageSecret(ByteString.copyFrom(SECRET.bytes())))
            .build()
            .toByteArray();

    assertEquals(new Poll("?", List.of("a"), 1, Optional.of(SECRET)), said(message).content());
  }

  @Test
  void namesWhatItDoesNotRead() {
    ByteString some = ByteString.copyFromUtf8("whatever");
    assertEquals(
        new Content.Unsupported("event"),
        said(Message.newBuilder().setEventMessage(some).build().toByteArray()).content());
    assertEquals(
        new Content.Unsupported("unknown"), said(new byte[] {(byte) 0xBA, 0x3E, 0}).content());
    assertEquals(
        new Content.Unsupported("deviceSent"), said(DeviceSent.wrap(PETRA, new byte[0])).content());
  }

  @Test
  void hasNothingToSayForAMereSenderKey() {
    byte[] message = Distribution.of(GROUP, new byte[] {1, 2, 3});

    var decoded = ContentCodec.decode(message);

    assertEquals(new Payload.Nothing(), decoded.payload());
    assertEquals(
        Optional.of(new Distribution(GROUP, new Opaque(new byte[] {1, 2, 3}))),
        decoded.distribution());
    assertEquals(decoded.distribution(), Distribution.in(message));
  }

  @Test
  void addsASenderKeyToAMessage() {
    byte[] message = ContentCodec.encode(Written.of(Text.of("again")), SECRET);

    var decoded = ContentCodec.decode(Distribution.with(GROUP, new byte[] {9}, message));

    assertEquals(new Distribution(GROUP, new Opaque(new byte[] {9})), decoded.distribution().get());
    assertEquals(Text.of("again"), ((Payload.Said) decoded.payload()).written().content());
  }

  static Stream<Control> controls() {
    return Stream.of(
        new Control.KeyRequest(List.of(new Opaque(new byte[] {0, 0, 0, 0, 0, 1}))),
        new Control.KeyShare(
            List.of(
                new AppStateKey(new Opaque(new byte[] {0, 1}), SECRET, Optional.of(Samples.AT))),
            List.of(new Opaque(new byte[] {0, 2}))),
        new Control.PlaceholderRequest(List.of(OWN, IN_GROUP)),
        new Control.HistoryRequest(PETRA, new MessageId("3EB0DD"), false, Samples.AT, 50),
        new Control.Expiration(86_400, Optional.of(Instant.ofEpochSecond(1_700_000_000))),
        new Control.Expiration(0, Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("controls")
  void tellsOtherDevices(Control control) {
    assertEquals(
        new Payload.Told(control), ContentCodec.decode(ContentCodec.encode(control)).payload());
  }

  @Test
  void readsThatAHistoryWaits() {
    var notification =
        HistorySyncNotification.newBuilder()
            .setSyncType(3)
            .setChunkOrder(2)
            .setProgress(250)
            .setDirectPath("/v/t62/hist")
            .setMediaKey(ByteString.copyFrom(SECRET.bytes()))
            .setInitialHistBootstrapInlinePayload(ByteString.copyFromUtf8("zlib"));
    var history =
        assertInstanceOf(
            Control.HistorySync.class,
            told(
                ProtocolMessage.newBuilder()
                    .setType(ControlReader.HISTORY_SYNC)
                    .setHistorySyncNotification(notification)));

    assertEquals(3, history.type());
    assertEquals(100, history.progress().orElseThrow());
    assertEquals(Optional.of(SECRET), history.file().mediaKey());
    assertEquals(4, history.inline().orElseThrow().length());
  }

  @Test
  void readsHiddenIdsPlainAndCompressed() throws IOException {
    byte[] plain =
        LIDMigrationMappingSyncPayload.newBuilder()
            .addPnToLidMappings(
                LIDMigrationMapping.newBuilder().setPn(15551234567L).setAssignedLid(7))
            .addPnToLidMappings(
                LIDMigrationMapping.newBuilder()
                    .setPn(15550000000L)
                    .setAssignedLid(8)
                    .setLatestLid(9))
            .addPnToLidMappings(LIDMigrationMapping.newBuilder().setPn(1))
            .build()
            .toByteArray();
    var compressed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(compressed)) {
      gzip.write(plain);
    }
    var expected =
        new Control.LidMigration(
            Map.of(PAUL, Jid.lid("7", 0), Jid.phone("15550000000", 0), Jid.lid("9", 0)));

    assertEquals(expected, told(migration(plain)));
    assertEquals(expected, told(migration(compressed.toByteArray())));
  }

  @Test
  void doesNotSayWhatOnlyAPhoneSays() {
    assertThrows(
        IllegalArgumentException.class, () -> ContentCodec.encode(new Control.PeerRequest(1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> ContentCodec.encode(Written.of(new Content.PollVote(OWN, List.of("a"), 0)), SECRET));
  }

  private static ProtocolMessage.Builder migration(byte[] payload) {
    return ProtocolMessage.newBuilder()
        .setType(ControlReader.LID_MIGRATION)
        .setLidMigrationMappingSyncMessage(
            LIDMigrationMappingSyncMessage.newBuilder()
                .setEncodedMappingPayload(ByteString.copyFrom(payload)));
  }

  private static Control told(ProtocolMessage.Builder message) {
    byte[] bytes = Message.newBuilder().setProtocolMessage(message).build().toByteArray();
    return ((Payload.Told) ContentCodec.decode(bytes).payload()).control();
  }

  static Stream<Arguments> references() {
    MessageId id = new MessageId("X");
    Jid me = Jid.lid("999", 0);
    return Stream.of(
        // Petra reacts, in our chat with her, to what we wrote, and to what she wrote.
        Arguments.of(
            new MessageRef(id, Optional.of(me), false, Optional.empty()),
            PETRA,
            false,
            false,
            true,
            Optional.empty()),
        Arguments.of(
            new MessageRef(id, Optional.of(me), true, Optional.empty()),
            PETRA,
            false,
            false,
            false,
            Optional.of(PETRA)),
        // Our phone reacts in the same chat.
        Arguments.of(
            new MessageRef(id, Optional.of(PETRA), false, Optional.empty()),
            me,
            true,
            false,
            false,
            Optional.of(PETRA)),
        Arguments.of(
            new MessageRef(id, Optional.of(PETRA), true, Optional.empty()),
            me,
            true,
            false,
            true,
            Optional.of(me)),
        // Petra reacts in a group to us and to Paul.
        Arguments.of(
            new MessageRef(id, Optional.of(GROUP), false, Optional.of(me)),
            PETRA,
            false,
            true,
            true,
            Optional.of(me)),
        Arguments.of(
            new MessageRef(id, Optional.of(GROUP), false, Optional.of(PAUL)),
            PETRA,
            false,
            true,
            false,
            Optional.of(PAUL)));
  }

  @ParameterizedTest
  @MethodSource("references")
  void isSeenFromOurSide(
      MessageRef ref, Jid writer, boolean byUs, boolean group, boolean ours, Optional<Jid> author) {
    Jid chat = group ? GROUP : PETRA;
    Jid me = Jid.lid("999", 0);

    assertEquals(
        new MessageRef(ref.id(), Optional.of(chat), ours, author),
        ref.seenByUs(chat, writer, byUs, group, me::equals));
  }
}
