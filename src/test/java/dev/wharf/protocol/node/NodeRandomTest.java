package dev.wharf.protocol.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.protocol.ProtocolFault;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Long walks with a seed that is printed, so that a failure can be walked again. */
class NodeRandomTest {

  private static final int ROUND_TRIPS = 100_000;
  private static final int MUTATIONS = 200_000;

  private final long seed = Long.getLong("wharf.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void readsBackWhatItWrote() {
    System.out.println("NodeRandomTest round trips seed=" + seed);
    var nodes = new RandomNodes(random);
    for (int i = 0; i < ROUND_TRIPS; i++) {
      var node = nodes.next();
      byte[] bytes = NodeEncoder.encode(node);
      byte[] payload = i % 50 == 0 ? NodeDecoderTest.compressed(bytes) : bytes;
      if (!node.equals(NodeDecoder.decode(payload))) {
        assertEquals(node, NodeDecoder.decode(payload), "seed " + seed + ", node " + i);
      }
    }
  }

  @Test
  void endsInANodeOrAFaultWhateverTheBytesAre() {
    System.out.println("NodeRandomTest mutations seed=" + seed);
    var nodes = new RandomNodes(random);
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bytes = NodeEncoder.encode(nodes.next());
      byte[] mutated = mutate(i % 10 == 0 ? NodeDecoderTest.compressed(bytes) : bytes);
      try {
        NodeEncoder.encode(readable(NodeDecoder.decode(mutated)));
      } catch (ProtocolFault fault) {
        refused++;
        assertTrue(fault.path().length() < 10_000);
      } catch (RuntimeException | Error e) {
        throw new AssertionError(
            "seed " + seed + ", payload " + HexFormat.of().formatHex(mutated), e);
      }
    }
    assertTrue(refused > MUTATIONS / 4 && refused < MUTATIONS, "refused " + refused);
  }

  @Test
  void endsInAFaultForNoise() {
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] noise = new byte[random.nextInt(64)];
      random.nextBytes(noise);
      try {
        NodeDecoder.decode(noise);
      } catch (ProtocolFault fault) {
        assertTrue(fault.kind() != ProtocolFault.Kind.FORGED);
      }
    }
  }

  /** Also prints it: a node that was read must be usable. */
  private static Node readable(Node node) {
    assertTrue(node.toString().length() > 0);
    assertEquals(node, new Node(node.tag(), node.attributes(), node.content()));
    return node;
  }

  private byte[] mutate(byte[] bytes) {
    byte[] mutated = bytes.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(mutated.length);
      switch (random.nextInt(4)) {
        case 0 -> mutated[at] = (byte) random.nextInt(256);
        case 1 -> mutated[at] = (byte) (236 + random.nextInt(20));
        case 2 -> mutated = Arrays.copyOf(mutated, 1 + random.nextInt(mutated.length + 3));
        default -> {
          int to = random.nextInt(mutated.length);
          System.arraycopy(bytes, 0, mutated, to, Math.min(bytes.length, mutated.length - to));
        }
      }
    }
    return mutated;
  }
}
