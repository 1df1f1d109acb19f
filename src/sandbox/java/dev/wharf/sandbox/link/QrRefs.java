package dev.wharf.sandbox.link;

import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The refs one registration may show, each for its time (connection.md 4.2). */
final class QrRefs {

  private static final int RANDOM_BYTES = 64;

  private final World world;
  private final Map<String, Instant> ends = new LinkedHashMap<>();
  private final Loop.Timer runOut;

  QrRefs(World world, Connection connection, Registration registration) {
    this.world = world;
    var config = world.config();
    var told = connection.script().find(Fault.Refs.class);
    var lives = told.orElse(new Fault.Refs(config.refs(), config.firstRef(), config.nextRef()));
    Duration end = told.isPresent() ? Duration.ZERO : config.refGrace();
    for (int i = 0; i < lives.count(); i++) {
      end = end.plus(i == 0 ? lives.first() : lives.next());
      String ref = text(world);
      ends.put(ref, world.now().plus(end));
      world.presences().offer(ref, registration);
    }
    runOut = world.loop().after(end, registration::refsRanOut);
  }

  /** A new ref: "2@" and 64 random bytes, 90 characters in all. */
  static String text(World world) {
    byte[] random = new byte[RANDOM_BYTES];
    world.random().nextBytes(random);
    return "2@" + Base64.getEncoder().encodeToString(random);
  }

  Node pairDevice() {
    List<Node> refs = new ArrayList<>();
    ends.keySet().forEach(ref -> refs.add(Node.of("ref").text(ref)));
    return Node.of("pair-device").children(refs);
  }

  boolean live(String ref) {
    Instant end = ends.get(ref);
    return end != null && world.now().isBefore(end);
  }

  void withdraw() {
    runOut.cancel();
    ends.keySet().forEach(world.presences()::withdraw);
  }
}
