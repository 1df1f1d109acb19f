package dev.wharf.protocol;

import static dev.wharf.protocol.ProtocolFaults.assertFault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wharf.protocol.ProtocolFault.Kind;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SealedBoxTest {

  private static final byte[] KEY = new byte[32];
  private static final byte[] PLAIN = {1, 2, 3};
  private static final byte[] ABOUT = {4};

  private final SealedBox box = SealedBox.seal(KEY, PLAIN, ABOUT, new Random(5));

  @Test
  void opensWhatItSealed() {
    assertArrayEquals(PLAIN, box.open(KEY, ABOUT, "it"));
  }

  @Test
  void refusesWhatWasChangedOrIsOfSomethingElse() {
    byte[] payload = box.payload();
    payload[0] ^= 1;
    forged(new SealedBox(box.iv(), payload), ABOUT);
    forged(box, PLAIN);
    forged(new SealedBox(Arrays.copyOf(box.iv(), 8), box.payload()), ABOUT);
    forged(new SealedBox(box.iv(), new byte[15]), ABOUT);
  }

  @Test
  void hasNoUseForAKeyOfAnotherLength() {
    assertThrows(
        IllegalStateException.class,
        () -> SealedBox.seal(new byte[5], PLAIN, ABOUT, new Random(5)));
  }

  private static void forged(SealedBox box, byte[] associated) {
    assertFault(Kind.FORGED, "it", () -> box.open(KEY, associated, "it"));
  }
}
