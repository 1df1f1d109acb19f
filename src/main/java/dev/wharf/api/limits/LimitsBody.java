package dev.wharf.api.limits;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wharf.identity.AccountId;
import dev.wharf.limits.Bucket;
import dev.wharf.limits.Hold;
import dev.wharf.limits.Limit;
import dev.wharf.limits.Overview;
import dev.wharf.limits.QuietHours;
import dev.wharf.limits.Settings;
import dev.wharf.limits.Verdict;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The limits of an account at one moment. */
@Schema(name = "Limits", description = "The limits of an account at one moment.")
public record LimitsBody(
    String accountId,
    Instant at,
    @Schema(
            description =
                "False if what is stored cannot be read: everything is refused until a PATCH sets"
                    + " the limits anew.")
        boolean readable,
    List<BucketBody> buckets,
    @Schema(nullable = true, description = "Null if there are none.")
        @Nullable QuietHoursBody quietHours,
    WarmUpBody warmUp,
    PauseBody pause,
    @Schema(description = "When a message could go out.") SlotBody nextMessage,
    @Schema(description = "When a first message to a new contact could go out.")
        SlotBody nextFirstMessage) {

  /** One limit. */
  @Schema(name = "Bucket", description = "One limit: at most so much in any span of its window.")
  public record BucketBody(
      @Schema(examples = "messages_per_day") String name,
      @Schema(examples = "86400") long windowSeconds,
      @Schema(description = "In force now, warm-up included.") int capacity,
      @Schema(description = "For a grown number.") @JsonProperty("default") int standard,
      @Schema(nullable = true, description = "What you set instead.") @Nullable Integer override,
      @Schema(description = "What you cannot go above.") int ceiling,
      @Schema(description = "In the window that ends now, with messages on their way.") int used,
      int left,
      @Schema(nullable = true, description = "When there is one more; null while there is some.")
          @Nullable Instant nextFreeAt,
      @Schema(nullable = true, description = "WhatsApp wants no more before.")
          @Nullable Instant heldUntil,
      @Schema(nullable = true) @Nullable String heldWhy) {

    static BucketBody of(Bucket bucket, Settings settings) {
      Limit limit = bucket.limit();
      Hold hold = bucket.hold().orElse(null);
      return new BucketBody(
          limit.word(),
          limit.window().toSeconds(),
          bucket.capacity(),
          limit.standard(),
          settings.overrides().get(limit),
          limit.ceiling(),
          bucket.used(),
          bucket.left(),
          bucket.nextFreeAt().orElse(null),
          hold == null ? null : hold.until(),
          hold == null ? null : hold.why());
    }
  }

  /** A part of each day in which nothing is sent. */
  @Schema(name = "QuietHours", description = "A part of each day in which nothing is sent.")
  public record QuietHoursBody(
      @Schema(examples = "22:00") String from,
      @Schema(examples = "07:30") String to,
      @Schema(examples = "Europe/Berlin") String zone,
      @Schema(nullable = true, description = "When they end, if it is quiet now.")
          @Nullable Instant until) {

    static QuietHoursBody of(QuietHours quiet, Instant now) {
      return new QuietHoursBody(
          quiet.from().toString(),
          quiet.to().toString(),
          quiet.zone().getId(),
          quiet.endOf(now).orElse(null));
    }
  }

  /** How young the number is. */
  @Schema(name = "WarmUp", description = "A young number may do less, and more each day.")
  public record WarmUpBody(
      boolean enabled,
      @Schema(description = "When its first day here began.") Instant since,
      @Schema(description = "Which day it is, from 1.") int day,
      @Schema(nullable = true, description = "When it is over; null if it is off or over.")
          @Nullable Instant until) {

    static WarmUpBody of(Settings settings, Instant now) {
      return new WarmUpBody(
          settings.warmUp(),
          settings.knownSince(),
          settings.day(now),
          settings.grownAt().filter(now::isBefore).orElse(null));
    }
  }

  /** Chance picks the pause between two messages. */
  @Schema(name = "Pause", description = "Chance picks the pause between two messages.")
  public record PauseBody(long minMillis, long maxMillis) {}

  /** When something could be done. */
  @Schema(name = "Slot", description = "When something could be done, if it were asked for now.")
  public record SlotBody(
      Instant at,
      @Schema(nullable = true, description = "What holds it up; null if nothing does.")
          @Nullable String limit,
      @Schema(nullable = true) @Nullable String why) {

    static SlotBody of(Verdict verdict, Instant now) {
      return switch (verdict) {
        case Verdict.Granted(var pause) -> new SlotBody(now.plus(pause), null, null);
        case Verdict.Refused(var by, var freeAt, var why) -> new SlotBody(freeAt, by.word(), why);
      };
    }
  }

  static LimitsBody of(AccountId account, Overview overview) {
    Instant now = overview.at();
    Settings settings = overview.settings();
    return new LimitsBody(
        account.toString(),
        now,
        overview.readable(),
        overview.buckets().stream().map(bucket -> BucketBody.of(bucket, settings)).toList(),
        settings.quietHours().map(quiet -> QuietHoursBody.of(quiet, now)).orElse(null),
        WarmUpBody.of(settings, now),
        new PauseBody(overview.shortestPause().toMillis(), overview.longestPause().toMillis()),
        SlotBody.of(overview.message(), now),
        SlotBody.of(overview.firstMessage(), now));
  }
}
