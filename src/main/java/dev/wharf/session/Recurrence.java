package dev.wharf.session;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** When something that is done now and then is due next. */
@FunctionalInterface
interface Recurrence {

  Recurrence NEVER = last -> Optional.empty();

  Set<String> OFF = Set.of("off", "disabled");

  /** The first time after the given one; empty if there is none. */
  Optional<Instant> after(Instant last);

  /**
   * @param expression of Quartz's kind: seconds, minutes, hours, day of month, month, day of week,
   *     and years if wanted; or {@code off}
   * @param zone whose clock the expression is about
   * @throws IllegalArgumentException if it is no such expression
   */
  static Recurrence cron(String expression, ZoneId zone) {
    if (isOff(expression)) {
      return NEVER;
    }
    var quartz = CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ);
    var times = ExecutionTime.forCron(new CronParser(quartz).parse(expression.strip()).validate());
    return last -> times.nextExecution(last.atZone(zone)).map(ZonedDateTime::toInstant);
  }

  /**
   * @param interval at least a millisecond, as {@code 30s}, {@code 10m} or {@code PT10M}; or {@code
   *     off}
   * @throws IllegalArgumentException if it is no such interval
   */
  static Recurrence every(String interval) {
    if (isOff(interval)) {
      return NEVER;
    }
    Duration step = DurationConverter.parseDuration(interval.strip());
    if (step.toMillis() < 1) {
      throw new IllegalArgumentException("not a time to wait: " + interval);
    }
    return last -> Optional.of(last.plus(step));
  }

  private static boolean isOff(String text) {
    return OFF.contains(text.strip().toLowerCase(Locale.ROOT));
  }
}
