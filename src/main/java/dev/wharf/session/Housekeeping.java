package dev.wharf.session;

import dev.wharf.account.TimelineRetentionJob;
import dev.wharf.event.EventRetentionJob;
import dev.wharf.keystore.CredentialArchiveJob;
import dev.wharf.messaging.MessageRetentionJob;
import dev.wharf.messaging.spool.SpoolJob;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * What is done now and then, each when its setting says. Nothing is begun again before it has
 * ended, and nothing ticks in between: a scheduler that asks each second whether something is due
 * was an eighth of what idle accounts cost.
 */
@Singleton
class Housekeeping {

  private static final Logger LOG = Logger.getLogger(Housekeeping.class);

  /** After what loads what is stored. */
  private static final int LAST = 5000;

  /** Looks at the clock at least so often, for it may be set, or the machine may have slept. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private record Chore(String setting, Recurrence when, Supplier<Uni<? extends Void>> job) {}

  private final Config config;
  private final Timers timers;
  private final Clock clock;

  Housekeeping(Config config, SessionServices services) {
    this(config, services.timers(), services.clock());
  }

  Housekeeping(Config config, Timers timers, Clock clock) {
    this.config = config;
    this.timers = timers;
    this.clock = clock;
  }

  void start(
      @Observes @Priority(LAST) StartupEvent event,
      EventRetentionJob events,
      TimelineRetentionJob timelines,
      MessageRetentionJob contents,
      CredentialArchiveJob archive,
      SpoolJob spool,
      VersionRollout versions,
      AccountJobs accounts,
      MessageJobs messages) {
    cron("wharf.history.cron", events::run);
    cron("wharf.history.cron", timelines::run);
    cron("wharf.messages.cron", contents::run);
    cron("wharf.credential-archive.cron", archive::run);
    cron("wharf.whatsapp.version-cron", versions::daily);
    cron("wharf.phone-number.cron", accounts::askForNumbers);
    cron("wharf.online-mark.cron", accounts::markOnline);
    every("wharf.media.sweep", spool::run);
    every("wharf.messages.expiry-check", messages::expire);
  }

  void cron(String setting, Supplier<Uni<? extends Void>> job) {
    add(
        setting,
        text -> Recurrence.cron(text, ZoneId.systemDefault()),
        "«0 17 3 * * ?» for 03:17 each day",
        job);
  }

  void every(String setting, Supplier<Uni<? extends Void>> job) {
    add(setting, Recurrence::every, "«30s» or «10m»", job);
  }

  private void add(
      String setting,
      Function<String, Recurrence> reading,
      String example,
      Supplier<Uni<? extends Void>> job) {
    String text = config.getValue(setting, String.class);
    try {
      plan(new Chore(setting, reading.apply(text), job));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s is «%s», which says no time (%s); write for example %s, or «off»"
              .formatted(setting, text, e.getMessage(), example),
          e);
    }
  }

  private void plan(Chore chore) {
    chore.when().after(clock.instant()).ifPresent(due -> await(chore, due));
  }

  private void await(Chore chore, Instant due) {
    Duration left = Duration.between(clock.instant(), due);
    if (left.isPositive()) {
      timers.after(left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT, () -> await(chore, due));
    } else {
      run(chore);
    }
  }

  private void run(Chore chore) {
    Uni.createFrom()
        .deferred(chore.job())
        .onTermination()
        .invoke(() -> plan(chore))
        .subscribe()
        .with(
            done -> {},
            failure -> LOG.warnf("failed setting=%s cause=%s", chore.setting(), failure));
  }
}
