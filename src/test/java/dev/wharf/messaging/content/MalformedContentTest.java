package dev.wharf.messaging.content;

import static dev.wharf.protocol.ProtocolFaults.assertFault;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault.Kind;
import dev.wharf.protocol.proto.MessageProto.ContextInfo;
import dev.wharf.protocol.proto.MessageProto.DeviceSentMessage;
import dev.wharf.protocol.proto.MessageProto.ExtendedTextMessage;
import dev.wharf.protocol.proto.MessageProto.FutureProofMessage;
import dev.wharf.protocol.proto.MessageProto.GroupInviteMessage;
import dev.wharf.protocol.proto.MessageProto.LIDMigrationMappingSyncMessage;
import dev.wharf.protocol.proto.MessageProto.LocationMessage;
import dev.wharf.protocol.proto.MessageProto.Message;
import dev.wharf.protocol.proto.MessageProto.MessageKey;
import dev.wharf.protocol.proto.MessageProto.PinInChatMessage;
import dev.wharf.protocol.proto.MessageProto.PollUpdateMessage;
import dev.wharf.protocol.proto.MessageProto.ProtocolMessage;
import dev.wharf.protocol.proto.MessageProto.ReactionMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every damaged message is a fault, or is read for what is left of it; nothing else happens. */
class MalformedContentTest {

  static Stream<Arguments> malformed() throws IOException {
    return Stream.of(
        row(bytes("0a"), Kind.MALFORMED, "message"),
        row(bytes("0affffffff7f"), Kind.MALFORMED, "message"),
        row(bytes("ffffffffffffffffffff"), Kind.MALFORMED, "message"),
        row(new byte[ContentCodec.MAX_BYTES + 1], Kind.TOO_LARGE, "message"),
        row(wrapped(9), Kind.TOO_LARGE, "message"),
        row(wrapped(120), Kind.MALFORMED, "message"),
        row(
            Message.newBuilder().setReactionMessage(ReactionMessage.newBuilder().setText("x")),
            Kind.MALFORMED,
            "message.reaction.key.id"),
        row(
            Message.newBuilder()
                .setReactionMessage(
                    ReactionMessage.newBuilder().setKey(MessageKey.newBuilder().setId("a b"))),
            Kind.MALFORMED,
            "message.reaction.key.id"),
        row(
            Message.newBuilder().setPinInChatMessage(PinInChatMessage.newBuilder()),
            Kind.MALFORMED,
            "message.pin.key.id"),
        row(
            Message.newBuilder().setPollUpdateMessage(PollUpdateMessage.newBuilder()),
            Kind.MALFORMED,
            "message.addOn.key.id"),
        row(
            protocol(ProtocolMessage.newBuilder().setKey(MessageKey.newBuilder())),
            Kind.MALFORMED,
            "message.deletion.key.id"),
        row(
            protocol(ProtocolMessage.newBuilder().setType(ContentReader.MESSAGE_EDIT)),
            Kind.MALFORMED,
            "message.edit.key.id"),
        row(
            Message.newBuilder()
                .setLocationMessage(LocationMessage.newBuilder().setDegreesLatitude(90.1)),
            Kind.MALFORMED,
            "message.location"),
        row(
            Message.newBuilder()
                .setLocationMessage(LocationMessage.newBuilder().setDegreesLongitude(Double.NaN)),
            Kind.MALFORMED,
            "message.location"),
        row(
            Message.newBuilder()
                .setGroupInviteMessage(GroupInviteMessage.newBuilder().setGroupJid("nobody")),
            Kind.MALFORMED,
            "message.groupInvite"),
        row(
            migration(ByteString.copyFrom(bytes("1f8b00"))),
            Kind.MALFORMED,
            "message.lidMigration"),
        row(migration(zeros(17 << 20)), Kind.TOO_LARGE, "message.lidMigration"),
        row(migration(ByteString.copyFrom(bytes("0aff"))), Kind.MALFORMED, "message.lidMigration"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void isRefusedWithItsPlace(byte[] message, Kind kind, String path) {
    assertFault(kind, path, () -> ContentCodec.decode(message));
  }

  static Stream<Arguments> badlySent() {
    return Stream.of(
        row(
            Message.newBuilder()
                .setDeviceSentMessage(DeviceSentMessage.newBuilder().setDestinationJid("1@lid")),
            Kind.MISSING,
            "message.deviceSent.message"),
        row(
            Message.newBuilder()
                .setDeviceSentMessage(
                    DeviceSentMessage.newBuilder().setMessage(Message.newBuilder())),
            Kind.MALFORMED,
            "message.deviceSent.destination"));
  }

  @ParameterizedTest
  @MethodSource("badlySent")
  void isNotUnwrapped(byte[] message, Kind kind, String path) {
    assertFault(kind, path, () -> DeviceSent.unwrap(message));
  }

  @Test
  void losesNoAnswerForABadQuotation() {
    var context =
        ContextInfo.newBuilder()
            .setStanzaId("3EB0")
            .setParticipant("not a jid")
            .setQuotedMessage(
                Message.newBuilder()
                    .setLocationMessage(LocationMessage.newBuilder().setDegreesLatitude(200)))
            .addMentionedJid("nor this")
            .addMentionedJid("1@lid");
    var message =
        Message.newBuilder()
            .setExtendedTextMessage(
                ExtendedTextMessage.newBuilder().setText("a\0nswer").setContextInfo(context));

    Written written = Samples.said(message.build().toByteArray());

    assertEquals(Content.Text.of("answer"), written.content());
    assertEquals(Optional.empty(), written.quote().orElseThrow().sender());
    assertEquals(Optional.empty(), written.quote().orElseThrow().content());
    assertEquals(List.of(Jid.lid("1", 0)), written.mentions());
  }

  @Test
  void readsAnEditOfAnEditOnlyOnce() {
    Message message = Message.newBuilder().setConversation("deep").build();
    for (int i = 0; i < 20; i++) {
      message =
          protocol(
                  ProtocolMessage.newBuilder()
                      .setType(ContentReader.MESSAGE_EDIT)
                      .setKey(MessageKey.newBuilder().setId("X"))
                      .setEditedMessage(message))
              .build();
    }
    var edit = (Content.Edit) Samples.said(message.toByteArray()).content();

    assertEquals(new Content.Unsupported("protocolMessage"), edit.content());
  }

  private static byte[] wrapped(int depth) {
    Message message = Message.newBuilder().setConversation("deep").build();
    for (int i = 0; i < depth; i++) {
      message =
          Message.newBuilder()
              .setEphemeralMessage(FutureProofMessage.newBuilder().setMessage(message))
              .build();
    }
    return message.toByteArray();
  }

  private static Message.Builder protocol(ProtocolMessage.Builder message) {
    return Message.newBuilder().setProtocolMessage(message);
  }

  private static Message.Builder migration(ByteString payload) {
    return protocol(
        ProtocolMessage.newBuilder()
            .setType(ControlReader.LID_MIGRATION)
            .setLidMigrationMappingSyncMessage(
                LIDMigrationMappingSyncMessage.newBuilder().setEncodedMappingPayload(payload)));
  }

  private static ByteString zeros(int count) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(new byte[count]);
    }
    return ByteString.copyFrom(bytes.toByteArray());
  }

  private static Arguments row(Message.Builder message, Kind kind, String path) {
    return row(message.build().toByteArray(), kind, path);
  }

  private static Arguments row(byte[] message, Kind kind, String path) {
    return Arguments.of(message, kind, path);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
