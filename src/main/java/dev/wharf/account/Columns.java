package dev.wharf.account;

import io.vertx.mutiny.sqlclient.Tuple;
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
