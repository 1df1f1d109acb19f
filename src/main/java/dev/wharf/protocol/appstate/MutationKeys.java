package dev.wharf.protocol.appstate;

import dev.wharf.protocol.Hkdf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What is made of one key of the app state (messaging.md 10.3). Never prints them. */
record MutationKeys(
    byte[] index, byte[] value, byte[] valueMac, byte[] snapshotMac, byte[] patchMac) {

  private static final int LENGTH = 32;
  private static final int COUNT = 5;

  static MutationKeys derive(AppStateKey key) {
    byte[] info = "WhatsApp Mutation Keys".getBytes(StandardCharsets.US_ASCII);
    byte[] all = Hkdf.sha256(key.data().bytes(), new byte[0], info, COUNT * LENGTH);
    return new MutationKeys(part(all, 0), part(all, 1), part(all, 2), part(all, 3), part(all, 4));
  }

  private static byte[] part(byte[] all, int number) {
    return Arrays.copyOfRange(all, number * LENGTH, (number + 1) * LENGTH);
  }

  @Override
  public String toString() {
    return "MutationKeys";
  }
}
