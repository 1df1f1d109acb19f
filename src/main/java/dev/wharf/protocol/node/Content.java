package dev.wharf.protocol.node;

import java.util.Arrays;
import java.util.List;

/** What a node holds. */
public sealed interface Content {

  Content NONE = new None();

  record None() implements Content {}

  record Children(List<Node> nodes) implements Content {
    public Children {
      nodes = List.copyOf(nodes);
    }
  }

  /** Binary content. The array is not copied: treat it as immutable. */
  record Bytes(byte[] bytes) implements Content {
    @Override
    public boolean equals(Object other) {
      return other instanceof Bytes(var that) && Arrays.equals(bytes, that);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "Bytes[" + bytes.length + "]";
    }
  }

  /** Text as a peer may send it (token or packed). We write it as binary. */
  record Text(String text) implements Content {}
}
