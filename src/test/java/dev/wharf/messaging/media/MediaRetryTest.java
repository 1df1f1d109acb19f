package dev.wharf.messaging.media;

import static dev.wharf.protocol.ProtocolFaults.assertFault;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.identity.MessageId;
import dev.wharf.protocol.Hkdf;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault.Kind;
import dev.wharf.protocol.SealedBox;
import dev.wharf.protocol.proto.MessageProto.MediaRetryNotification;
import dev.wharf.protocol.proto.MessageProto.ServerErrorReceipt;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MediaRetryTest {

  private static final Opaque KEY = new Opaque(new byte[32]);
  private static final MessageId ID = new MessageId("3EB0AA");

  private final Random random = new Random(3);

  @Test
  void asksForTheMessage() throws Exception {
    SealedBox request = MediaRetry.request(KEY, ID, random);

    byte[] plain = request.open(phoneKey(), "3EB0AA".getBytes(StandardCharsets.US_ASCII), "x");
    assertEquals("3EB0AA", ServerErrorReceipt.parseFrom(plain).getStanzaId());
  }

  @Test
  void readsTheAnswer() {
    assertEquals(new MediaRetry.Answer.Uploaded("/v/new"), answer("3EB0AA", 1, "/v/new"));
    assertEquals(new MediaRetry.Answer.NotFound(), answer("3EB0AA", 2, ""));
    assertEquals(new MediaRetry.Answer.Failed(0), answer("3EB0AA", 0, ""));
  }

  @Test
  void believesNoOtherAnswer() {
    assertFault(Kind.FORGED, "mediaRetry", () -> answer("3EB0BB", 1, "/v/new"));
    SealedBox request = MediaRetry.request(KEY, ID, random);
    assertFault(
        Kind.FORGED, "mediaRetry", () -> MediaRetry.open(KEY, new MessageId("OTHER"), request));
    assertFault(
        Kind.FORGED,
        "mediaRetry",
        () -> MediaRetry.open(KEY, ID, new SealedBox(new byte[11], new byte[40])));
    assertFault(
        Kind.FORGED,
        "mediaRetry",
        () -> MediaRetry.open(KEY, ID, new SealedBox(new byte[12], new byte[3])));
  }

  private MediaRetry.Answer answer(String stanza, int result, String path) {
    byte[] plain =
        MediaRetryNotification.newBuilder()
            .setStanzaId(stanza)
            .setResult(result)
            .setDirectPath(path)
            .build()
            .toByteArray();
    byte[] id = ID.value().getBytes(StandardCharsets.US_ASCII);
    return MediaRetry.open(KEY, ID, SealedBox.seal(phoneKey(), plain, id, random));
  }

  private static byte[] phoneKey() {
    return Hkdf.sha256(
        KEY.bytes(),
        new byte[0],
        "WhatsApp Media Retry Notification".getBytes(StandardCharsets.US_ASCII),
        32);
  }
}
