package dev.wharf.sandbox.phone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.sandbox.account.AppState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The values are made with npm baileys 7.0.0-rc14 (messaging.md 20.4). */
class LedgerTest {

  private static final HexFormat HEX = HexFormat.of();

  private final AppState.Key key = new AppState.Key(HEX.parseHex("000000000001"), counting(), 1);
  private final SyncKeys keys = new SyncKeys(key);

  private static byte[] counting() {
    byte[] data = new byte[32];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) i;
    }
    return data;
  }

  private static byte[] sha256(String text) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void namesAnIndexByItsMac() {
    assertEquals(
        "8e6dfa85eba186641a01783d338e4c6492c18099077c4b73e921ae8d1bb2b7ca",
        HEX.formatHex(keys.index("[\"setting_pushName\"]".getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void provesAValue() {
    byte[] sealed = HEX.parseHex("00112233445566778899aabbccddeeff".repeat(2));
    assertEquals(
        "d8cf32b0b13679b134594027175cb9c11ac62985f35ed7f4ced0e6485f1f1d80",
        HEX.formatHex(keys.mac(false, sealed)));
  }

  @Test
  void sumsAndProvesACollection() throws Exception {
    var sum = new LtHash();
    sum.add(sha256("a"));
    sum.add(sha256("b"));
    assertTrue(HEX.formatHex(sum.bytes()).startsWith("d7bb141b2dbc1c9679547f7fdde1781e"));
    assertTrue(HEX.formatHex(sum.bytes()).endsWith("a4a23294e0727613cd"));
    byte[] snapshot = keys.snapshot(sum.bytes(), 1, AppState.Name.CRITICAL_BLOCK);
    assertEquals(
        "9286ef7aa4632764c802db476d3d81393ff0fa74d71496607cc34b415c21259d",
        HEX.formatHex(snapshot));
    byte[] patch =
        keys.patch(snapshot, List.of(sha256("a"), sha256("b")), 1, AppState.Name.CRITICAL_BLOCK);
    assertEquals(
        "32cdaff590139d8ae8a18e3196336e1e6aed0c8734b6df8107a703d7d9904774", HEX.formatHex(patch));
    sum.subtract(Optional.of(sha256("b")));
    sum.subtract(Optional.of(sha256("a")));
    assertArrayEquals(new byte[128], sum.bytes());
  }

  @Test
  void opensWhatItSealedAndNothingElse() {
    byte[] blob = keys.seal(false, new byte[] {1, 2, 3}, new byte[16]);
    assertArrayEquals(new byte[] {1, 2, 3}, keys.open(blob));
    assertThrows(IllegalArgumentException.class, () -> keys.open(new byte[47]));
    assertThrows(IllegalArgumentException.class, () -> keys.open(Arrays.copyOf(blob, 61)));
  }

  @Test
  void writesPatchesThatReadBackAsTheyWereMeant() {
    var state = new AppState(key);
    var random = new Random(1);
    var one = new Ledger.Entry("[\"contact\",\"1\"]", new byte[] {26, 1, 1}, 2);
    var two = new Ledger.Entry("[\"contact\",\"2\"]", new byte[] {26, 1, 2}, 2);
    var name = AppState.Name.CRITICAL_UNBLOCK_LOW;
    assertTrue(new Ledger(name, state).change(List.of(one, two), List.of(), 5, random));
    assertTrue(new Ledger(name, state).change(List.of(), List.of(one), 6, random));
    assertFalse(new Ledger(name, state).change(List.of(), List.of(), 7, random));
    assertEquals(2, state.version(name));
    var left = new Ledger(name, state).entries();
    assertEquals(List.of(two.index()), List.copyOf(left.keySet()));
    assertArrayEquals(two.value(), left.get(two.index()).value());
    assertEquals(1, state.since(name, 1).size());
    assertTrue(state.since(name, 9).isEmpty());
  }
}
