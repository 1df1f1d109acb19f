package dev.wharf.limits;

import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stored form of settings and holds. What is absent is the default. */
final class SettingsCodec {

  private SettingsCodec() {}

  static JsonObject write(Settings settings) {
    var json = new JsonObject();
    if (!settings.overrides().isEmpty()) {
      var overrides = new JsonObject();
      settings.overrides().forEach((limit, capacity) -> overrides.put(limit.word(), capacity));
      json.put("overrides", overrides);
    }
    settings
        .quietHours()
        .ifPresent(
            quiet ->
                json.put(
                    "quietHours",
                    new JsonObject()
                        .put("from", quiet.from().toString())
                        .put("to", quiet.to().toString())
                        .put("zone", quiet.zone().getId())));
    if (!settings.warmUp()) {
      json.put("warmUp", false);
    }
    return json;
  }

  static Settings read(@Nullable Object stored, Instant knownSince) throws Unreadable {
    JsonObject json = object(stored);
    try {
      return new Settings(
          overrides(json.getJsonObject("overrides", new JsonObject())),
          quietHours(json.getJsonObject("quietHours")),
          json.getBoolean("warmUp", true),
          knownSince);
    } catch (ClassCastException | NullPointerException e) {
      throw new Unreadable("settings of another form");
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new Unreadable("settings out of range");
    }
  }

  /** A ceiling that has come down since holds for what was set before, too. */
  private static Map<Limit, Integer> overrides(JsonObject json) {
    Map<Limit, Integer> overrides = new EnumMap<>(Limit.class);
    for (String word : json.fieldNames()) {
      int capacity = json.getInteger(word);
      Limit.of(word).ifPresent(limit -> overrides.put(limit, Math.min(capacity, limit.ceiling())));
    }
    return overrides;
  }

  private static Optional<QuietHours> quietHours(@Nullable JsonObject json) {
    return json == null
        ? Optional.empty()
        : Optional.of(
            new QuietHours(
                LocalTime.parse(json.getString("from")),
                LocalTime.parse(json.getString("to")),
                ZoneId.of(json.getString("zone"))));
  }

  static JsonObject write(Hold hold) {
    return new JsonObject().put("until", hold.until().toEpochMilli()).put("why", hold.why());
  }

  static Map<Limit, Hold> readHolds(@Nullable Object stored) throws Unreadable {
    JsonObject json = object(stored);
    Map<Limit, Hold> holds = new EnumMap<>(Limit.class);
    try {
      for (String word : json.fieldNames()) {
        JsonObject hold = json.getJsonObject(word);
        Instant until = Instant.ofEpochMilli(hold.getLong("until"));
        String why = Objects.requireNonNull(hold.getString("why"));
        Limit.of(word).ifPresent(limit -> holds.put(limit, new Hold(limit, until, why)));
      }
    } catch (ClassCastException | NullPointerException e) {
      throw new Unreadable("holds of another form");
    }
    return holds;
  }

  private static JsonObject object(@Nullable Object stored) throws Unreadable {
    if (stored instanceof JsonObject json) {
      return json;
    }
    throw new Unreadable("no JSON object");
  }
}
