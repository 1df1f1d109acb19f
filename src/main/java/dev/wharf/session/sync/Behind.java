package dev.wharf.session.sync;

import dev.wharf.keystore.appstate.AppStateStore;
import dev.wharf.session.message.Lane;
import dev.wharf.session.message.Line;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Remembers which collections have more on the server. What is heard while a collection is being
 * read is not forgotten when that ends.
 */
final class Behind {

  private final Line line;
  private final AppStateStore store;
  private final Lane order = new Lane();
  private final Map<String, Integer> heard = new HashMap<>();

  Behind(Line line, AppStateStore store) {
    this.line = line;
    this.store = store;
  }

  /** There is more of these; completes when that is stored. */
  Future<Void> fell(Collection<String> names) {
    names.forEach(name -> heard.merge(name, 1, Integer::sum));
    return order.run(() -> line.run(() -> store.fallBehind(line.account(), names)));
  }

  /** How often that was heard of it so far. */
  int heard(String name) {
    return heard.getOrDefault(name, 0);
  }

  /**
   * There is no more of it, or none that can be read.
   *
   * @param asked how often it was heard when the server was asked
   * @return whether nothing was heard since
   */
  Future<Boolean> caughtUp(String name, int asked) {
    return order.run(
        () ->
            heard(name) != asked
                ? Future.succeededFuture(false)
                : line.run(() -> store.caughtUp(line.account(), name)).map(true));
  }
}
