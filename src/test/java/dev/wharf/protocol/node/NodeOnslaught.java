package dev.wharf.protocol.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.protocol.MutatedBytes;
import dev.wharf.protocol.Onslaught;
import dev.wharf.protocol.ProtocolFault;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Payloads of every shape, plain, compressed, deep, wide, and those that promise too much. */
public final class NodeOnslaught implements Onslaught {

  private static final int BOMB_OF = 5_000;
  private static final int DEEP_OF = 100;
  private static final int COMPRESSED_OF = 8;
  private static final long BOMB_BYTES = 64L << 20;

  private final RandomGenerator random;
  private final MutatedBytes mutated;
  private final RandomNodes nodes;
  private byte[] before = {0, (byte) Wire.LIST_8, 1, 3};

  public NodeOnslaught(RandomGenerator random) {
    this.random = random;
    this.mutated = new MutatedBytes(random);
    this.nodes = new RandomNodes(random);
  }

  @Override
  public Attempt next() {
    if (random.nextInt(BOMB_OF) == 0) {
      byte[] bomb = NodeDecoderTest.compressed(new byte[random.nextInt(1, 20 << 20)]);
      return Attempt.of(bomb, BOMB_BYTES, NodeOnslaught::read);
    }
    if (random.nextInt(DEEP_OF) == 0) {
      return Attempt.of(mutated.next(deep()), NodeOnslaught::read);
    }
    byte[] bytes = NodeEncoder.encode(nodes.next());
    byte[] plain =
        random.nextInt(COMPRESSED_OF) == 0 ? bytes : mutated.next(List.of(bytes, before));
    before = bytes;
    return Attempt.of(
        random.nextInt(COMPRESSED_OF) > 0 || plain.length == 0
            ? plain
            : mutated.next(NodeDecoderTest.compressed(plain)),
        NodeOnslaught::read);
  }

  /** Nodes inside nodes, up to three times what is allowed. */
  private byte[] deep() {
    int depth = random.nextInt(1, 3 * NodeLimits.DEFAULT.depth());
    byte[] bytes = new byte[1 + depth * 5];
    for (int i = 0; i < depth; i++) {
      byte[] level = {(byte) Wire.LIST_8, 2, 3, (byte) Wire.LIST_8, 1};
      System.arraycopy(level, 0, bytes, 1 + i * level.length, level.length);
    }
    return Arrays.copyOf(bytes, bytes.length - 2);
  }

  private static boolean read(byte[] payload) {
    Node node;
    try {
      node = NodeDecoder.decode(payload);
    } catch (ProtocolFault fault) {
      assertTrue(fault.path().length() < 10_000);
      throw fault;
    }
    // What was read must be fit for use, and come through the wire again; not byte for byte, for
    // much can be written in several ways.
    assertTrue(!node.toString().isEmpty());
    assertEquals(node.tag(), NodeDecoder.decode(NodeEncoder.encode(node)).tag());
    return true;
  }
}
