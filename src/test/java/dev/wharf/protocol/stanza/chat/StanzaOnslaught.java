package dev.wharf.protocol.stanza.chat;

import dev.wharf.protocol.Onslaught;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.Inbound;
import dev.wharf.protocol.stanza.IqError;
import dev.wharf.protocol.stanza.MutatedNodes;
import java.util.List;
import java.util.random.RandomGenerator;

/** Turned stanzas of every kind, each read as what came, and by the parser it is meant for. */
public final class StanzaOnslaught implements Onslaught {

  private final RandomGenerator random;
  private final MutatedNodes mutated;
  private final List<MutatedStanzasTest.Case> parsers = MutatedStanzasTest.parsers().toList();

  public StanzaOnslaught(RandomGenerator random) {
    this.random = random;
    this.mutated = new MutatedNodes(random);
  }

  /** One or more of everything that a server says. */
  public static List<Node> genuine() {
    return MutatedStanzasTest.parsers().flatMap(parser -> parser.models().stream()).toList();
  }

  /** The device that they are said to. */
  public static Own addressee() {
    return Samples.OWN;
  }

  @Override
  public Attempt next() {
    var parser = parsers.get(random.nextInt(parsers.size()));
    Node node = mutated.next(parser.models());
    return new Attempt(node, MOST_BYTES, () -> read(node, parser));
  }

  private static boolean read(Node node, MutatedStanzasTest.Case parser) {
    if (Inbound.parse(node) instanceof Inbound.IqReply(_, boolean error, var reply) && error) {
      IqError.of(reply);
    }
    parser.parser().accept(node);
    return true;
  }
}
