package dev.wharf.account;

import dev.wharf.event.Action;
import dev.wharf.event.Reason;
import dev.wharf.event.Status;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How values are read from the columns that accounts and timelines share. */
final class Stored {

  private Stored() {}

  static TimelineEntry line(Row row) {
    String status = row.getString("status");
    return new TimelineEntry(
        row.getLong("id"),
        time(row, "at"),
        row.getString("kind"),
        status == null ? null : status(status),
        row.getString("state"),
        reason(row),
        row.getLong("link"),
        row.getString("step"),
        row.getLong("duration_ms"),
        row.getString("outcome"));
  }

  static Status status(String word) {
    return Status.valueOf(word.toUpperCase(Locale.ROOT));
  }

  static Instant time(Row row, String column) {
    return Objects.requireNonNull(instant(row, column));
  }

  static @Nullable Instant instant(Row row, String column) {
    OffsetDateTime at = row.getOffsetDateTime(column);
    return at == null ? null : at.toInstant();
  }

  /** See {@link Columns#reason}. */
  static @Nullable Reason reason(Row row) {
    String code = row.getString("reason_code");
    String action = row.getString("reason_action");
    return code == null
        ? null
        : new Reason(
            code,
            row.getString("reason_origin"),
            row.getString("reason_message"),
            action == null ? null : Action.valueOf(action.toUpperCase(Locale.ROOT)));
  }
}
