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

  /**
   * Both made with Baileys 7.0.0-rc14: encryptMediaRetryRequest, and aesEncryptGCM of an answer.
   */
  @Test
  void agreesWithBaileys() throws Exception {
    byte[] bytes = new byte[32];
    java.util.Arrays.fill(bytes, (byte) 7);
    var id = new MessageId("3EB0AABBCC");
    byte[] retryKey =
        Hkdf.sha256(
            bytes,
            new byte[0],
            "WhatsApp Media Retry Notification".getBytes(StandardCharsets.US_ASCII),
            32);
    var request =
        new SealedBox(
            hex("4a4b5b9d589e26004f59f9b7"),
            hex("1a363051fa53291b962aaf05334153b813a2b58af60ed76d4defc1ea"));
    byte[] asked = request.open(retryKey, id.value().getBytes(StandardCharsets.US_ASCII), "x");
    assertEquals("3EB0AABBCC", ServerErrorReceipt.parseFrom(asked).getStanzaId());
    var reply =
        new SealedBox(
            hex("000102030405060708090a0b"),
            hex(
                "f59fa3eeb98166c227df8b975668838cab4256d8ce10c034bddf9839d244d215f5c4afaf5618d1fc9b"
                    + "67bca9e72934b31723910d"));
    assertEquals(
        new MediaRetry.Answer.Uploaded("/v/t62.7118-24/again"),
        MediaRetry.open(new Opaque(bytes), id, reply));
  }

  private static byte[] hex(String text) {
    return java.util.HexFormat.of().parseHex(text);
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
