package dev.wharf.protocol.node;

import dev.wharf.identity.Jid;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Nodes of every shape the wire has a form for. */
final class RandomNodes {

  private static final String[] SERVERS = {
    Jid.PHONE_SERVER,
    Jid.LID_SERVER,
    Jid.GROUP_SERVER,
    "broadcast",
    "newsletter",
    "c.us",
    "msgr",
    Jid.HOSTED_SERVER,
    Jid.HOSTED_LID_SERVER,
    "somewhere.else"
  };
  private static final String[] DEVICE_SERVERS = {
    Jid.PHONE_SERVER, Jid.LID_SERVER, Jid.HOSTED_SERVER, Jid.HOSTED_LID_SERVER
  };

  private final RandomGenerator random;

  RandomNodes(RandomGenerator random) {
    this.random = random;
  }

  Node next() {
    return node(0);
  }

  private Node node(int depth) {
    var node = Node.of(name());
    for (int i = random.nextInt(5); i > 0; i--) {
      node = random.nextInt(4) == 0 ? node.with(name(), jid()) : node.with(name(), text());
    }
    return switch (random.nextInt(depth > 4 ? 2 : 4)) {
      case 0 -> node;
      case 1 -> node.bytes(bytes());
      default -> node.children(children(depth + 1));
    };
  }

  private List<Node> children(int depth) {
    int count = random.nextInt(100) == 0 ? 300 : random.nextInt(4);
    var children = new ArrayList<Node>();
    for (int i = 0; i < count; i++) {
      children.add(count > 100 ? Node.of(name()) : node(depth));
    }
    return children;
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(20) == 0 ? random.nextInt(2000) : random.nextInt(40)];
    random.nextBytes(bytes);
    return bytes;
  }

  private Jid jid() {
    return random.nextBoolean()
        ? Jid.of(random.nextInt(8) == 0 ? "" : user(), pick(SERVERS))
        : new Jid(user(), random.nextInt(256), pick(DEVICE_SERVERS));
  }

  private String user() {
    return Long.toString(random.nextLong(1, 1_000_000_000_000_000L));
  }

  private String name() {
    String text = text();
    return text.isEmpty() ? "x" : text;
  }

  private String text() {
    return switch (random.nextInt(8)) {
      case 0, 1 -> Tokens.single(1 + random.nextInt(Tokens.SINGLE)).value();
      case 2 -> Tokens.dictionary(random.nextInt(Tokens.DICTIONARIES), random.nextInt(256)).value();
      case 3 -> chars("0123456789.-", 140);
      case 4 -> chars("0123456789ABCDEF", 140);
      case 5 -> chars("0123456789ABCDEFg@:/", 20);
      case 6 -> chars("aé€𝄞\u0000\n ", 300).replaceAll("[\\ud800-\\udfff]", "");
      default -> random.nextInt(6) == 0 ? "" : Integer.toString(random.nextInt());
    };
  }

  private String chars(String alphabet, int max) {
    int length = random.nextInt(random.nextInt(4) == 0 ? max : 12);
    var text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private String pick(String[] from) {
    return from[random.nextInt(from.length)];
  }
}
