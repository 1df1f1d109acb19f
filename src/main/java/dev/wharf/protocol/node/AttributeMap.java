package dev.wharf.protocol.node;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An immutable, ordered map for the few attributes of a node: two arrays, searched linearly. Nodes
 * are made by the thousand, and a hash table would cost more than it finds.
 */
final class AttributeMap extends AbstractMap<String, Attribute> {

  static final AttributeMap EMPTY = new AttributeMap(new String[0], new Attribute[0], 0);

  private final String[] keys;
  private final Attribute[] values;
  private final int size;

  private AttributeMap(String[] keys, Attribute[] values, int size) {
    this.keys = keys;
    this.values = values;
    this.size = size;
  }

  /**
   * Takes both arrays as they are.
   *
   * @param keys the first {@code size} of them, all different
   */
  static AttributeMap of(String[] keys, Attribute[] values, int size) {
    return size == 0 ? EMPTY : new AttributeMap(keys, values, size);
  }

  static AttributeMap copyOf(Map<String, Attribute> map) {
    if (map instanceof AttributeMap same) {
      return same;
    }
    var keys = new String[map.size()];
    var values = new Attribute[map.size()];
    int size = 0;
    for (var entry : map.entrySet()) {
      keys[size] = entry.getKey();
      values[size++] = entry.getValue();
    }
    return of(keys, values, size);
  }

  /** This map with one entry put in its place, or at the end. */
  AttributeMap with(String key, Attribute value) {
    int at = indexOf(keys, size, key);
    int grown = at < 0 ? size + 1 : size;
    var nextKeys = Arrays.copyOf(keys, grown);
    var nextValues = Arrays.copyOf(values, grown);
    int target = at < 0 ? size : at;
    nextKeys[target] = key;
    nextValues[target] = value;
    return new AttributeMap(nextKeys, nextValues, grown);
  }

  static int indexOf(String[] keys, int size, @Nullable Object key) {
    for (int i = 0; i < size; i++) {
      if (keys[i].equals(key)) {
        return i;
      }
    }
    return -1;
  }

  String keyAt(int index) {
    return keys[index];
  }

  Attribute valueAt(int index) {
    return values[index];
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public @Nullable Attribute get(@Nullable Object key) {
    int at = indexOf(keys, size, key);
    return at < 0 ? null : values[at];
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return indexOf(keys, size, key) >= 0;
  }

  @Override
  public Set<Entry<String, Attribute>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public Iterator<Entry<String, Attribute>> iterator() {
        return new Entries();
      }
    };
  }

  private final class Entries implements Iterator<Entry<String, Attribute>> {

    private int next;

    @Override
    public boolean hasNext() {
      return next < size;
    }

    @Override
    public Entry<String, Attribute> next() {
      if (next == size) {
        throw new NoSuchElementException();
      }
      return Map.entry(keys[next], values[next++]);
    }
  }
}
