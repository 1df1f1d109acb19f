package dev.wharf.account;

import dev.wharf.event.Action;
import dev.wharf.event.Reason;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How values of {@code R} become rows: many rows travel as one array a column, so that one
 * statement writes them all.
 */
final class Columns<R> {

  /**
   * @param sent the type of the array that travels
   * @param stored the type of the column
   */
  private record Column<R, T>(
      String name,
      String sent,
      String stored,
      IntFunction<T[]> array,
      Function<R, @Nullable T> value) {

    Object[] of(List<R> rows) {
      T[] values = array.apply(rows.size());
      for (int i = 0; i < values.length; i++) {
        values[i] = value.apply(rows.get(i));
      }
      return values;
    }
  }

  private final List<Column<R, ?>> columns = new ArrayList<>();

  <T> Columns<R> with(
      String name, String type, IntFunction<T[]> array, Function<R, @Nullable T> value) {
    columns.add(new Column<>(name, type, type, array, value));
    return this;
  }

  Columns<R> text(String name, Function<R, @Nullable String> value) {
    return with(name, "text", String[]::new, value);
  }

  Columns<R> json(String name, Function<R, @Nullable String> value) {
    columns.add(new Column<>(name, "text", "jsonb", String[]::new, value));
    return this;
  }

  Columns<R> instant(String name, Function<R, @Nullable Instant> value) {
    return with(
        name,
        "timestamptz",
        OffsetDateTime[]::new,
        row -> {
          Instant at = value.apply(row);
          return at == null ? null : at.atOffset(ZoneOffset.UTC);
        });
  }

  /** Four columns, all of them null where there is none. */
  Columns<R> reason(Function<R, @Nullable Reason> value) {
    return part("reason_code", value, Reason::code)
        .part("reason_origin", value, Reason::origin)
        .part("reason_message", value, Reason::message)
        .part("reason_action", value, Columns::action);
  }

  private Columns<R> part(
      String name, Function<R, @Nullable Reason> value, Function<Reason, @Nullable String> part) {
    return text(
        name,
        row -> {
          Reason reason = value.apply(row);
          return reason == null ? null : part.apply(reason);
        });
  }

  private static @Nullable String action(Reason reason) {
    Action action = reason.action();
    return action == null ? null : action.word();
  }

  Tuple tuple(List<R> rows) {
    return Tuple.wrap(new ArrayList<>(columns.stream().map(column -> column.of(rows)).toList()));
  }

  String names() {
    return each(Column::name);
  }

  /** The rows, as a table named {@code w}, in the order given. */
  String unnested() {
    var sent = new ArrayList<String>();
    for (int i = 0; i < columns.size(); i++) {
      sent.add("$" + (i + 1) + "::" + columns.get(i).sent() + "[]");
    }
    return "unnest(" + String.join(", ", sent) + ") as w (" + names() + ")";
  }

  String values() {
    return each(column -> "w." + column.name() + "::" + column.stored());
  }

  /** What sets every column but the first, which tells the row. */
  String assignments() {
    return columns.stream()
        .skip(1)
        .map(column -> column.name() + " = w." + column.name() + "::" + column.stored())
        .collect(Collectors.joining(", "));
  }

  private String each(Function<Column<R, ?>, String> text) {
    return columns.stream().map(text).collect(Collectors.joining(", "));
  }
}
