package dev.wharf.directory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * What was read lately, in front of the database; the least recently used goes first. It never
 * keeps what a write has made old: whoever reads or writes the database takes a {@link Mark}
 * before, and what it brings back is only kept if nobody wrote meanwhile.
 */
final class BoundedCache<K, V> {

  private static final int SEGMENTS = 32;

  private final List<Segment<K, V>> segments;

  /**
   * @param capacity the weight of all values together
   * @param weight of one value, from 1
   */
  BoundedCache(int capacity, ToIntFunction<V> weight) {
    int each = Math.max(1, capacity / SEGMENTS);
    segments = Stream.generate(() -> new Segment<K, V>(each, weight)).limit(SEGMENTS).toList();
  }

  Optional<V> find(K key) {
    return Optional.ofNullable(segment(key).get(key));
  }

  /** To be taken before the database is asked or changed. */
  Mark mark() {
    return new Mark(segments.stream().mapToLong(Segment::writes).toArray());
  }

  /** Keeps what was read, unless somebody wrote since. */
  void read(K key, V value, Mark since) {
    segment(key).read(key, value, since.writes[index(key)]);
  }

  /** Keeps what was written and is committed; if somebody else wrote since, forgets the key. */
  void wrote(K key, V value, Mark since) {
    segment(key).wrote(key, value, since.writes[index(key)]);
  }

  void drop(K key) {
    segment(key).drop(key);
  }

  void dropIf(Predicate<K> condition) {
    segments.forEach(segment -> segment.dropIf(condition));
  }

  int weight() {
    return segments.stream().mapToInt(Segment::weight).sum();
  }

  private Segment<K, V> segment(K key) {
    return segments.get(index(key));
  }

  private static int index(Object key) {
    int hash = key.hashCode();
    return Math.floorMod(hash ^ (hash >>> 16), SEGMENTS);
  }

  /** How often each part had been written to. */
  static final class Mark {
    private final long[] writes;

    private Mark(long[] writes) {
      this.writes = writes;
    }
  }

  private static final class Segment<K, V> {
    private final LinkedHashMap<K, V> values = new LinkedHashMap<>(16, 0.75f, true);
    private final int capacity;
    private final ToIntFunction<V> weigh;
    private long writes;
    private int weight;

    Segment(int capacity, ToIntFunction<V> weigh) {
      this.capacity = capacity;
      this.weigh = weigh;
    }

    synchronized @org.jspecify.annotations.Nullable V get(K key) {
      return values.get(key);
    }

    synchronized long writes() {
      return writes;
    }

    synchronized int weight() {
      return weight;
    }

    synchronized void read(K key, V value, long since) {
      if (writes == since) {
        put(key, value);
      }
    }

    synchronized void wrote(K key, V value, long since) {
      if (writes == since) {
        put(key, value);
      } else {
        remove(key);
      }
      writes++;
    }

    synchronized void drop(K key) {
      remove(key);
      writes++;
    }

    synchronized void dropIf(Predicate<K> condition) {
      values.keySet().stream().filter(condition).toList().forEach(this::remove);
      writes++;
    }

    private void put(K key, V value) {
      remove(key);
      values.put(key, value);
      weight += weigh.applyAsInt(value);
      var oldest = values.entrySet().iterator();
      while (weight > capacity && oldest.hasNext()) {
        weight -= weigh.applyAsInt(oldest.next().getValue());
        oldest.remove();
      }
    }

    private void remove(K key) {
      V old = values.remove(key);
      if (old != null) {
        weight -= weigh.applyAsInt(old);
      }
    }
  }
}
