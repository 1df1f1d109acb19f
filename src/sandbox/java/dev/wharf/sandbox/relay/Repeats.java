package dev.wharf.sandbox.relay;

import dev.wharf.sandbox.post.Party;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which companion has got which message id from which device, so that a message sent again under
 * its id does not arrive twice. Forgets the oldest.
 */
final class Repeats {

  private static final int MOST = 100_000;

  private record Copy(Party from, String id, Party to) {}

  private final Map<Copy, Boolean> seen =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Copy, Boolean> eldest) {
          return size() > MOST;
        }
      };

  boolean isFirst(Party from, String id, Party to) {
    return seen.put(new Copy(from, id, to), true) == null;
  }

  /** Who asks for a message again gets it again, however it comes. */
  void forget(Party from, String id, Party to) {
    seen.remove(new Copy(from, id, to));
  }

  void clear() {
    seen.clear();
  }
}
