package dev.wharf.keystore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyTest {

  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

  @Test
  void theSameKeyHasTheSameIdAndAnotherHasAnother() {
    byte[] other = new byte[32];
    other[0] = 1;

    assertEquals(MasterKey.of(new byte[32]).id(), MasterKey.parse(KEY + "\n", "x").id());
    assertNotEquals(MasterKey.of(new byte[32]).id(), MasterKey.of(other).id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "AAAA", "not base64!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void aKeyOfTheWrongFormIsRefusedWithTheWayToMakeOne(String text) {
    var fault = assertThrows(KeystoreFault.class, () -> MasterKey.parse(text, "WHARF_MASTER_KEY"));

    assertEquals(KeystoreFault.Kind.INCOMPLETE, fault.kind());
    assertTrue(fault.getMessage().contains("WHARF_MASTER_KEY"));
    assertTrue(fault.getMessage().contains("openssl rand -base64 32"));
  }

  @Test
  void aKeyIsNeverPrinted() {
    assertFalse(MasterKey.parse(KEY, "x").toString().contains("AAAA"));
  }
}
