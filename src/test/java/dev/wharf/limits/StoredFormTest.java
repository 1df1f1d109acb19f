package dev.wharf.limits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredFormTest {

  private static final Instant T0 = Instant.parse("2026-03-02T12:00:00Z");

  @Test
  void usageIsReadAsItWasWritten() throws Unreadable {
    var usage =
        Usage.NONE
            .plus(Charge.firstMessage(), T0.toEpochMilli(), true)
            .plus(Charge.numberChecks(40), T0.toEpochMilli() + 1_234, false)
            .plus(Charge.message(), T0.toEpochMilli() + 5_000_000, true);
    byte[] bytes = UsageCodec.write(usage).getBytes();
    var read = UsageCodec.read(bytes);
    assertEquals(usage.lastSlot(), read.lastSlot());
    assertArrayEquals(bytes, UsageCodec.write(read).getBytes());
    assertEquals(
        40, read.log(Limit.NUMBER_CHECKS_PER_DAY).used(T0.toEpochMilli() + 2_000, 86_400_000));
  }

  @Test
  void noBytesAreNothingUsed() throws Unreadable {
    assertEquals(Usage.NONE, UsageCodec.read(new byte[0]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00", // another version
        "02", // another version
        "01", // no slot
        "0180", // cut off in a number
        "0100" + "63", // a limit without its log
        "0100" + "6300", // an unknown limit
        "0100" + "0101", // an entry is missing
        "0100" + "010105", // an amount is missing
        "0100" + "01010500", // nothing was taken
        "0100" + "01010501" + "01010501", // a limit twice
        "0100" + "01ffffffff0f", // more entries than bytes
        "01ffffffffffffffffff01", // a time beyond all times
        "0100" + "0102" + "ffffffffffff1f01" + "ffffffffffff1f01", // times beyond all times
        "0100" + "010105ffffff7f", // an amount beyond all capacities
      })
  void usageOfAnotherFormIsUnreadable(String hex) {
    assertThrows(Unreadable.class, () -> UsageCodec.read(HexFormat.of().parseHex(hex)));
  }

  @Test
  void mutatedUsageIsReadOrUnreadableAndNothingElse() {
    var random = new SplittableRandom(7);
    byte[] sound =
        UsageCodec.write(
                Usage.full(T0.toEpochMilli())
                    .plus(Charge.message(), T0.toEpochMilli() + 9_999, true))
            .getBytes();
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = java.util.Arrays.copyOf(sound, 1 + random.nextInt(sound.length));
      for (int n = random.nextInt(4); n >= 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        var read = UsageCodec.read(bytes);
        new AccountLimits(Settings.fresh(T0), Map.of(), read).buckets(T0);
      } catch (Unreadable expected) {
        // as it should be
      }
    }
  }

  @Test
  void settingsAreReadAsTheyWereWritten() throws Unreadable {
    var settings =
        new Settings(
            Map.of(Limit.MESSAGES_PER_DAY, 0, Limit.GROUP_CHANGES_PER_HOUR, 50),
            Optional.of(
                new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 30), ZoneId.of("Asia/Tokyo"))),
            false,
            T0);
    assertEquals(settings, SettingsCodec.read(SettingsCodec.write(settings), T0));
    assertEquals(Settings.fresh(T0), SettingsCodec.read(new JsonObject(), T0));
  }

  @Test
  void aCeilingHoldsForWhatWasStoredToo() throws Unreadable {
    var stored = new JsonObject("{\"overrides\":{\"messages_per_day\":999999,\"gone\":1}}");
    assertEquals(Map.of(Limit.MESSAGES_PER_DAY, 3000), SettingsCodec.read(stored, T0).overrides());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"overrides\":5}",
        "{\"overrides\":{\"messages_per_day\":\"5\"}}",
        "{\"overrides\":{\"messages_per_day\":null}}",
        "{\"overrides\":{\"messages_per_day\":-1}}",
        "{\"quietHours\":true}",
        "{\"quietHours\":{}}",
        "{\"quietHours\":{\"from\":\"1\",\"to\":\"2\",\"zone\":\"UTC\"}}",
        "{\"quietHours\":{\"from\":\"01:00\",\"to\":\"02:00\",\"zone\":\"Moon\"}}",
        "{\"quietHours\":{\"from\":\"01:00\",\"to\":\"01:00\",\"zone\":\"UTC\"}}",
        "{\"warmUp\":\"no\"}",
        "{\"warmUp\":null}",
      })
  void settingsOfAnotherFormAreUnreadable(String json) {
    assertThrows(Unreadable.class, () -> SettingsCodec.read(new JsonObject(json), T0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"new_contacts_per_day\":5}",
        "{\"new_contacts_per_day\":{}}",
        "{\"new_contacts_per_day\":{\"until\":\"x\",\"why\":\"y\"}}",
        "{\"new_contacts_per_day\":{\"until\":5,\"why\":null}}",
      })
  void holdsOfAnotherFormAreUnreadable(String json) {
    assertThrows(Unreadable.class, () -> SettingsCodec.readHolds(new JsonObject(json)));
  }

  @Test
  void whatIsNoObjectIsUnreadable() {
    assertThrows(Unreadable.class, () -> SettingsCodec.read("text", T0));
    assertThrows(Unreadable.class, () -> SettingsCodec.readHolds(null));
  }
}
