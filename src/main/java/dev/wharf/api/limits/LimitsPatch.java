package dev.wharf.api.limits;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.JsonNode;
import dev.wharf.api.problem.Problem.FieldError;
import dev.wharf.api.problem.Problems;
import dev.wharf.api.problem.Rejected;
import dev.wharf.limits.Limit;
import dev.wharf.limits.QuietHours;
import dev.wharf.limits.Settings;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is sent to change the limits of an account. A field that is absent stays, a {@code null}
 * brings the default back. No record, because a record cannot tell the two apart.
 */
@Schema(
    name = "LimitsPatch",
    description =
        "What is sent to change limits: absent fields stay, null brings the default back.")
public final class LimitsPatch {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm").withResolverStyle(ResolverStyle.STRICT);

  /** WhatsApp began then; no number has been in use for longer. */
  private static final Instant OLDEST = Instant.parse("2009-01-01T00:00:00Z");

  private static final String WORDS =
      Arrays.stream(Limit.values()).map(Limit::word).collect(Collectors.joining(", "));

  private boolean overridesSent;
  private boolean quietHoursSent;

  @Schema(
      nullable = true,
      description = "Capacities by the name of the limit, from 0 to its ceiling.",
      example = "{\"messages_per_day\": 400, \"new_contacts_per_day\": null}")
  private @Nullable Map<String, JsonNode> overrides;

  @Schema(nullable = true)
  private @Nullable Hours quietHours;

  private @Nullable WarmUp warmUp;

  /** Times of the day on a wall. */
  @Schema(name = "QuietHoursPatch")
  public record Hours(
      @Schema(examples = "22:00", required = true) @Nullable String from,
      @Schema(examples = "07:30", required = true) @Nullable String to,
      @Schema(examples = "Europe/Berlin", required = true) @Nullable String zone) {}

  /** Whether there is one, and since when the number is in use. */
  @Schema(name = "WarmUpPatch")
  public record WarmUp(
      @Nullable Boolean enabled,
      @Schema(examples = "2026-01-31T00:00:00Z", description = "In the past, with its zone.")
          @Nullable String since) {}

  @JsonSetter(contentNulls = Nulls.SET)
  public void setOverrides(@Nullable Map<String, JsonNode> overrides) {
    this.overridesSent = true;
    this.overrides = overrides;
  }

  public void setQuietHours(@Nullable Hours quietHours) {
    this.quietHoursSent = true;
    this.quietHours = quietHours;
  }

  public void setWarmUp(@Nullable WarmUp warmUp) {
    this.warmUp = warmUp;
  }

  /**
   * @throws Rejected naming each field that is not accepted
   */
  UnaryOperator<Settings> change(Instant now) {
    List<FieldError> errors = new ArrayList<>();
    Map<Limit, Optional<Integer>> capacities = capacities(errors);
    Optional<QuietHours> hours = hours(errors);
    Optional<Instant> since = since(now, errors);
    if (!errors.isEmpty()) {
      throw new Rejected(Problems.invalid(errors));
    }
    return before -> changed(before, capacities, hours, since);
  }

  private Settings changed(
      Settings before,
      Map<Limit, Optional<Integer>> capacities,
      Optional<QuietHours> hours,
      Optional<Instant> since) {
    Map<Limit, Integer> now = new EnumMap<>(Limit.class);
    if (!overridesSent || overrides != null) {
      now.putAll(before.overrides());
    }
    capacities.forEach(
        (limit, capacity) ->
            capacity.ifPresentOrElse(value -> now.put(limit, value), () -> now.remove(limit)));
    Boolean enabled = warmUp == null ? null : warmUp.enabled();
    return before
        .withOverrides(now)
        .withQuietHours(quietHoursSent ? hours : before.quietHours())
        .withWarmUp(enabled == null ? before.warmUp() : enabled)
        .withKnownSince(since.orElse(before.knownSince()));
  }

  private Map<Limit, Optional<Integer>> capacities(List<FieldError> errors) {
    Map<Limit, Optional<Integer>> capacities = new EnumMap<>(Limit.class);
    if (overrides == null) {
      return capacities;
    }
    overrides.forEach(
        (word, value) -> {
          String field = "overrides." + word;
          Optional<Limit> limit = Limit.of(word);
          if (limit.isEmpty()) {
            errors.add(new FieldError(field, "is no limit: there are " + WORDS));
          } else if (value == null || value.isNull()) {
            capacities.put(limit.get(), Optional.empty());
          } else if (isCapacity(value, limit.get())) {
            capacities.put(limit.get(), Optional.of(value.intValue()));
          } else {
            errors.add(
                new FieldError(
                    field,
                    "must be a whole number from 0 to "
                        + limit.get().ceiling()
                        + "; more would put the number at risk"));
          }
        });
    return capacities;
  }

  private static boolean isCapacity(JsonNode value, Limit limit) {
    return value.isIntegralNumber()
        && value.canConvertToInt()
        && value.intValue() >= 0
        && value.intValue() <= limit.ceiling();
  }

  private Optional<QuietHours> hours(List<FieldError> errors) {
    if (quietHours == null) {
      return Optional.empty();
    }
    LocalTime from = time("quietHours.from", quietHours.from(), errors);
    LocalTime to = time("quietHours.to", quietHours.to(), errors);
    ZoneId zone = zone(quietHours.zone(), errors);
    if (from == null || to == null || zone == null) {
      return Optional.empty();
    }
    if (from.equals(to)) {
      errors.add(new FieldError("quietHours.to", "must be another time than quietHours.from"));
      return Optional.empty();
    }
    return Optional.of(new QuietHours(from, to, zone));
  }

  private static @Nullable LocalTime time(
      String field, @Nullable String text, List<FieldError> errors) {
    try {
      return LocalTime.parse(text == null ? "" : text, TIME);
    } catch (DateTimeException e) {
      errors.add(new FieldError(field, "must be a time of day like 22:00"));
      return null;
    }
  }

  private static @Nullable ZoneId zone(@Nullable String text, List<FieldError> errors) {
    try {
      return ZoneId.of(text == null ? "" : text);
    } catch (DateTimeException e) {
      errors.add(new FieldError("quietHours.zone", "must be a time zone like Europe/Berlin"));
      return null;
    }
  }

  private Optional<Instant> since(Instant now, List<FieldError> errors) {
    String text = warmUp == null ? null : warmUp.since();
    if (text == null) {
      return Optional.empty();
    }
    try {
      Instant since = Instant.parse(text);
      if (!since.isAfter(now) && !since.isBefore(OLDEST)) {
        return Optional.of(since);
      }
      errors.add(new FieldError("warmUp.since", "must be from 2009 to now"));
    } catch (DateTimeException e) {
      errors.add(new FieldError("warmUp.since", "must be a moment like 2026-01-31T00:00:00Z"));
    }
    return Optional.empty();
  }
}
