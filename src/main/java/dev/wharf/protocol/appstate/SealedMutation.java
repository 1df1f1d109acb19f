package dev.wharf.protocol.appstate;

import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.proto.AppStateProto.SyncdMutation;
import dev.wharf.protocol.proto.AppStateProto.SyncdRecord;
import java.util.Arrays;

/**
 * One change as it lies on the server.
 *
 * @param set or taken away
 * @param indexMac names the entry, without telling which it is
 * @param blob vector, ciphertext and MAC
 */
public record SealedMutation(boolean set, Opaque indexMac, Opaque blob, Opaque keyId) {

  private static final int BLOCK = 16;
  private static final int MAX_KEY_ID = 64;

  public SealedMutation {
    int sealed = blob.length() - Macs.LENGTH;
    boolean whole = sealed >= 2 * BLOCK && sealed % BLOCK == 0;
    boolean named = indexMac.length() == Macs.LENGTH;
    if (!whole || !named || keyId.length() == 0 || keyId.length() > MAX_KEY_ID) {
      throw new ProtocolFault(ProtocolFault.Kind.MALFORMED, "appState.record", "is not whole");
    }
  }

  static SealedMutation of(SyncdMutation it) {
    return of(it.getOperation() == 0, it.getRecord());
  }

  static SealedMutation of(boolean set, SyncdRecord it) {
    return new SealedMutation(
        set,
        new Opaque(it.getIndex().getBlob().toByteArray()),
        new Opaque(it.getValue().getBlob().toByteArray()),
        new Opaque(it.getKeyId().getId().toByteArray()));
  }

  byte[] sealed() {
    return Arrays.copyOf(blob.bytes(), blob.length() - Macs.LENGTH);
  }

  byte[] valueMac() {
    return Arrays.copyOfRange(blob.bytes(), blob.length() - Macs.LENGTH, blob.length());
  }
}
