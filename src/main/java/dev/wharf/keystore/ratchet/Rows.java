package dev.wharf.keystore.ratchet;

import dev.wharf.identity.AccountId;
import dev.wharf.protocol.signal.ChainId;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Columns of many rows as arrays, for {@code unnest}. */
final class Rows {

  private Rows() {}

  /** The account, then an array each. */
  static Tuple tuple(AccountId account, Object[]... columns) {
    Tuple tuple = Tuple.of(account.value());
    for (Object[] column : columns) {
      tuple.addValue(column);
    }
    return tuple;
  }

  static <T> String[] texts(Collection<T> rows, Function<T, String> of) {
    return rows.stream().map(of).toArray(String[]::new);
  }

  static <T> Integer[] integers(Collection<T> rows, Function<T, Integer> of) {
    return rows.stream().map(of).toArray(Integer[]::new);
  }

  static <T> Long[] longs(Collection<T> rows, Function<T, Long> of) {
    return rows.stream().map(of).toArray(Long[]::new);
  }

  static <T> Buffer[] boxes(Collection<T> rows, Function<T, Buffer> of) {
    return rows.stream().map(of).toArray(Buffer[]::new);
  }

  static Buffer bytes(ChainId chain) {
    return Buffer.buffer(chain.bytes());
  }

  /** A column of bytes, null if there are none. */
  static @Nullable Buffer box(Row row, String column) {
    var found = row.getBuffer(column);
    return found == null ? null : found.getDelegate();
  }
}
