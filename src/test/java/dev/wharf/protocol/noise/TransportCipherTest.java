package dev.wharf.protocol.noise;

import static dev.wharf.protocol.ProtocolFaults.assertFault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.protocol.ProtocolFault.Kind;
import dev.wharf.protocol.frame.Frame;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransportCipherTest {

  private static final byte[] PLAIN = {1, 2, 3};

  private final TransportCipher sender = new TransportCipher(new byte[32]);
  private final TransportCipher receiver = new TransportCipher(new byte[32]);

  @Test
  void carriesFramesInTheirOrder() {
    var random = new Random(5);
    for (int i = 0; i < 1000; i++) {
      byte[] plain = new byte[random.nextInt(300)];
      random.nextBytes(plain);
      byte[] sealed = sender.encrypt(plain);

      assertEquals(plain.length + 16, sealed.length);
      assertArrayEquals(plain, receiver.decrypt(sealed));
    }
  }

  @Test
  void sealsTheSameFrameDifferentlyTheNextTime() {
    assertEquals(false, java.util.Arrays.equals(sender.encrypt(PLAIN), sender.encrypt(PLAIN)));
  }

  @Test
  void refusesAFrameOutOfOrder() {
    sender.encrypt(PLAIN);
    byte[] second = sender.encrypt(PLAIN);

    assertForged(second);
  }

  @Test
  void refusesAFrameGivenTwice() {
    byte[] sealed = sender.encrypt(PLAIN);
    receiver.decrypt(sealed);

    assertForged(sealed);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 3, 18})
  void refusesAChangedFrame(int changed) {
    byte[] sealed = sender.encrypt(PLAIN);
    sealed[changed] ^= 1;

    assertForged(sealed);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 15, 16, 18})
  void refusesAFrameThatWasCut(int length) {
    assertForged(java.util.Arrays.copyOf(sender.encrypt(PLAIN), length));
  }

  @Test
  void isUnusableAfterAForgedFrame() {
    byte[] good = sender.encrypt(PLAIN);
    assertForged(new byte[20]);

    assertForged(good);
    assertFault(Kind.FORGED, "transport.frame", () -> receiver.encrypt(PLAIN));
  }

  @Test
  void refusesToSealWhatFitsNoFrameAndGoesOn() {
    byte[] tooLong = new byte[Frame.MAX - 15];
    assertFault(Kind.TOO_LARGE, "transport.frame", () -> sender.encrypt(tooLong));

    assertArrayEquals(PLAIN, receiver.decrypt(sender.encrypt(PLAIN)));
  }

  @Test
  void sealsTheLongestFrame() {
    byte[] sealed = sender.encrypt(new byte[TransportCipher.MAX_PLAIN]);

    assertEquals(Frame.MAX, sealed.length);
    assertEquals(Frame.MAX + 3, Frame.wrap(sealed).length);
    assertEquals(TransportCipher.MAX_PLAIN, receiver.decrypt(sealed).length);
  }

  @Test
  void endsBeforeItsCounterRepeats() {
    var last = new AeadKey(new byte[32], 0xFFFF_FFFFL);
    byte[] sealed = last.encrypt(PLAIN, new byte[0], "x");
    assertFault(Kind.TOO_LARGE, "x", () -> last.encrypt(PLAIN, new byte[0], "x"));

    var first = new AeadKey(new byte[32], 0xFFFF_FFFFL);
    assertArrayEquals(PLAIN, first.decrypt(sealed, new byte[0], "x"));
    assertFault(Kind.TOO_LARGE, "x", () -> first.decrypt(sealed, new byte[0], "x"));
  }

  private void assertForged(byte[] sealed) {
    assertFault(Kind.FORGED, "transport.frame", () -> receiver.decrypt(sealed));
  }
}
