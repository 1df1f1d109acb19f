package dev.wharf.protocol.signal;

import static dev.wharf.protocol.ProtocolFaults.assertFault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.protocol.ProtocolFault;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaddingTest {

  @Test
  void addsOneToFifteenBytesAndTakesThemOff() {
    var random = new Random(1);
    var added = new HashSet<Integer>();
    byte[] plaintext = {1, 2, 3};
    for (int i = 0; i < 500; i++) {
      byte[] padded = Padding.pad(plaintext, random);
      added.add(padded.length - plaintext.length);
      assertArrayEquals(plaintext, Padding.unpad(padded));
    }

    assertEquals(15, added.size());
    assertEquals(15, added.stream().mapToInt(it -> it).max().orElseThrow());
  }

  @Test
  void takesOffTheSixteenBytesThatSomePeersAdd() {
    byte[] padded = new byte[17];
    Arrays.fill(padded, (byte) 16);
    padded[0] = 9;

    assertArrayEquals(new byte[] {9}, Padding.unpad(padded));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "0100", "02", "0102", "010303", "ff"})
  void refusesWhatIsNotPadded(String hex) {
    assertFault(
        ProtocolFault.Kind.MALFORMED, "padding", () -> Padding.unpad(HexFormat.of().parseHex(hex)));
  }
}
