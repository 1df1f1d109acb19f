package dev.wharf.messaging.media;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.wharf.identity.MessageId;
import dev.wharf.protocol.Hkdf;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.SealedBox;
import dev.wharf.protocol.proto.MessageProto.MediaRetryNotification;
import dev.wharf.protocol.proto.MessageProto.ServerErrorReceipt;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** Asks a phone to upload a file again that the servers have no more (messaging.md 8.6). */
public final class MediaRetry {

  private static final int KEY = 32;
  private static final String PATH = "mediaRetry";
  private static final int SUCCESS = 1;
  private static final int NOT_FOUND = 2;

  private MediaRetry() {}

  /** What the phone answered. */
  public sealed interface Answer {

    /** It is there again, at another place, under the same key. */
    record Uploaded(String directPath) implements Answer {}

    /** The phone has it no more. */
    record NotFound() implements Answer {}

    /** Anything else; asking again may help. */
    record Failed(int result) implements Answer {}
  }

  /** The {@code enc_iv} and {@code enc_p} of the request. */
  public static SealedBox request(Opaque mediaKey, MessageId id, RandomGenerator random) {
    byte[] plain = ServerErrorReceipt.newBuilder().setStanzaId(id.value()).build().toByteArray();
    return SealedBox.seal(key(mediaKey), plain, associated(id), random);
  }

  /**
   * Opens an answer.
   *
   * @throws ProtocolFault if it was not meant for this message, or is none
   */
  public static Answer open(Opaque mediaKey, MessageId id, SealedBox answer) {
    byte[] plain = answer.open(key(mediaKey), associated(id), PATH);
    try {
      var it = MediaRetryNotification.parseFrom(plain);
      if (!it.getStanzaId().equals(id.value())) {
        throw new ProtocolFault(ProtocolFault.Kind.FORGED, PATH, "is for another message");
      }
      return switch (it.getResult()) {
        case SUCCESS -> new Answer.Uploaded(it.getDirectPath());
        case NOT_FOUND -> new Answer.NotFound();
        default -> new Answer.Failed(it.getResult());
      };
    } catch (InvalidProtocolBufferException _) {
      throw new ProtocolFault(ProtocolFault.Kind.MALFORMED, PATH, "is not protobuf");
    }
  }

  private static byte[] key(Opaque mediaKey) {
    byte[] info = "WhatsApp Media Retry Notification".getBytes(StandardCharsets.US_ASCII);
    return Hkdf.sha256(mediaKey.bytes(), new byte[0], info, KEY);
  }

  private static byte[] associated(MessageId id) {
    return id.value().getBytes(StandardCharsets.UTF_8);
  }
}
