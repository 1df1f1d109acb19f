package dev.wharf.protocol.appstate;

import com.google.protobuf.ByteString;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.proto.AppStateProto.ExternalBlobReference;
import java.util.Optional;

/**
 * A part of the app state that is too large for a stanza and lies on the media servers instead,
 * sealed with the keys of app-state files.
 */
public record BlobRef(
    Opaque mediaKey,
    String directPath,
    Optional<Opaque> fileSha256,
    Optional<Opaque> fileEncSha256) {

  /**
   * What a {@code <snapshot>} holds.
   *
   * @throws ProtocolFault if it is none
   */
  public static BlobRef parse(byte[] bytes) {
    return of(Parsed.of(ExternalBlobReference.parser(), bytes, "appState.blob"));
  }

  static BlobRef of(ExternalBlobReference it) {
    if (it.getDirectPath().isEmpty() || it.getMediaKey().isEmpty()) {
      throw new ProtocolFault(ProtocolFault.Kind.MISSING, "appState.blob", "has no path or no key");
    }
    return new BlobRef(
        new Opaque(it.getMediaKey().toByteArray()),
        it.getDirectPath(),
        hash(it.getFileSha256()),
        hash(it.getFileEncSha256()));
  }

  private static Optional<Opaque> hash(ByteString bytes) {
    return bytes.isEmpty() ? Optional.empty() : Optional.of(new Opaque(bytes.toByteArray()));
  }
}
