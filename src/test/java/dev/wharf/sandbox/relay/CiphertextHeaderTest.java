package dev.wharf.sandbox.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.sandbox.Ciphertexts;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CiphertextHeaderTest {

  @Test
  void aFirstMessageShowsTheRatchetOfTheMessageInIt() {
    byte[] message = Ciphertexts.message(3, 9);
    var header = CiphertextHeader.read("msg", message).orElseThrow();
    assertEquals(new CiphertextHeader("03".repeat(33), 9), header);
    byte[] first = Ciphertexts.preKeyMessage(message);
    assertEquals(Optional.of(header), CiphertextHeader.read("pkmsg", first));
  }

  @Test
  void aGroupMessageShowsKeyAndIteration() {
    byte[] message = Ciphertexts.senderKeyMessage(-1, 4);
    assertEquals(
        Optional.of(new CiphertextHeader("key 4294967295", 4)),
        CiphertextHeader.read("skmsg", message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"msg", "pkmsg", "skmsg", "msmsg"})
  void whatIsNoCiphertextShowsNothing(String type) {
    assertTrue(CiphertextHeader.read(type, new byte[0]).isEmpty());
    assertTrue(CiphertextHeader.read(type, new byte[] {0x33}).isEmpty());
    assertTrue(CiphertextHeader.read(type, "some text that is none".getBytes()).isEmpty());
    byte[] older = Ciphertexts.message(1, 1);
    older[0] = 0x22;
    assertTrue(CiphertextHeader.read(type, older).isEmpty());
  }

  @Test
  void mutatedCiphertextsNeverThrow() {
    long seed = 20260101;
    var random = new Random(seed);
    byte[] good = Ciphertexts.preKeyMessage(Ciphertexts.message(3, 9));
    for (int i = 0; i < 20_000; i++) {
      byte[] bad = Arrays.copyOf(good, random.nextInt(good.length + 4));
      for (int j = random.nextInt(4); j >= 0 && bad.length > 0; j--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      CiphertextHeader.read("pkmsg", bad);
      CiphertextHeader.read("skmsg", bad);
    }
  }
}
