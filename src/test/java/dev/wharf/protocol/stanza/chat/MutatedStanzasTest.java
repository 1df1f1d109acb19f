package dev.wharf.protocol.stanza.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.Inbound;
import dev.wharf.protocol.stanza.MutatedNodes;
import dev.wharf.protocol.stanza.group.GroupReplies;
import dev.wharf.protocol.stanza.group.GroupRequests.MemberChange;
import dev.wharf.protocol.stanza.group.GroupSamples;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever arrives, a parser reads it or says what is wrong with it. */
class MutatedStanzasTest {

  private static final int COUNT = 10_000;
  private static final long SEED = Long.getLong("wharf.seed", 20_240_607);

  /**
   * One parser and what it is meant for.
   *
   * @param total whether it never faults
   */
  record Case(String name, boolean total, Consumer<Node> parser, List<Node> models) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> parsers() {
    return Stream.of(
        strict(
            "envelope",
            node -> Envelope.parse(node, Samples.OWN),
            Samples.incoming(),
            Samples.inGroup(),
            Samples.ownCopy(),
            Samples.peer()),
        strict(
            "receipt",
            node -> IncomingReceipt.parse(node, Samples.OWN),
            IncomingReceiptTest.retry(),
            IncomingReceiptTest.grouped(),
            receiptOfTwo()),
        total("ack", MessageAck::of, ack()),
        strict("devices", Usync::devices, usync()),
        strict("contacts", Usync::contacts, usync()),
        total("refusal", Usync::refusal, refusal()),
        strict(
            "bundles", Bundles::read, BundlesTest.reply(BundlesTest.user(Samples.ANA), proven())),
        strict("media", MediaConn::read, MediaConnTest.reply()),
        strict(
            "appState",
            AppStateStanzas::read,
            AppStateStanzasTest.reply(AppStateStanzasTest.full())),
        strict("picture", ProfilePictures::read, ProfilePicturesTest.reply()),
        strict(
            "privacy",
            PrivacySettings::read,
            PrivacySettingsTest.reply(PrivacySettingsTest.category("readreceipts", "none"))),
        total(
            "chatState",
            ChatStates::read,
            ChatStates.say(Samples.ANA, ChatStates.Kind.RECORDING).with("from", Samples.ANA),
            ChatStates.say(Samples.ANA, ChatStates.Kind.PAUSED)
                .with("from", Samples.GROUP)
                .with("participant", Samples.ANA)),
        total(
            "presence",
            Presences::read,
            PresencesTest.PRESENCE.with("type", "unavailable").with("last", Samples.T)),
        total("notices", MutatedStanzasTest::notice, notices()),
        strict(
            "groups",
            GroupReplies::groups,
            GroupSamples.reply(Node.of("groups").children(GroupSamples.group()))),
        strict("created", GroupReplies::created, GroupSamples.reply(GroupSamples.group())),
        strict(
            "members",
            node -> GroupReplies.memberResults(node, MemberChange.ADD),
            GroupSamples.reply(new Node("add", GroupSamples.group().attributes(), group()))),
        strict("invite", GroupReplies::inviteCode, reply(Node.of("invite").with("code", "Co3"))),
        strict(
            "joined",
            GroupReplies::joined,
            reply(Node.of("group").with("jid", Samples.GROUP)),
            reply(Node.of("membership_approval_request").with("jid", Samples.GROUP))));
  }

  @ParameterizedTest
  @MethodSource("parsers")
  void eachParserReadsOrFaults(Case subject) {
    var mutated = new MutatedNodes(new Random(SEED));
    int read = 0;
    int faults = 0;
    for (int i = 0; i < COUNT; i++) {
      Node node = mutated.next(subject.models());
      try {
        subject.parser().accept(node);
        read++;
      } catch (ProtocolFault _) {
        faults++;
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + SEED + ", round " + i + ": " + node, e);
      }
    }
    assertTrue(read > COUNT / 100, read + " of them were read");
    if (subject.total()) {
      assertEquals(0, faults);
    } else {
      assertTrue(faults > COUNT / 100, faults + " of them were refused");
    }
  }

  private static void notice(Node node) {
    if (Inbound.parse(node) instanceof Inbound.Notification notification) {
      Notices.of(notification);
    }
  }

  private static Case strict(String name, Consumer<Node> parser, Node... models) {
    return new Case(name, false, parser, List.of(models));
  }

  private static Case total(String name, Consumer<Node> parser, Node... models) {
    return new Case(name, true, parser, List.of(models));
  }

  private static Node reply(Node child) {
    return GroupSamples.reply(child);
  }

  private static dev.wharf.protocol.node.Content group() {
    return GroupSamples.group().content();
  }

  private static Node receiptOfTwo() {
    return Node.of("receipt")
        .with("from", Samples.OWN.lid().bare())
        .with("recipient", Samples.ANA_LID.bare())
        .with("id", "A")
        .with("type", "read-self")
        .with("t", Samples.T)
        .children(Node.of("list").children(Node.of("item").with("id", "B")));
  }

  private static Node ack() {
    return Node.of("ack")
        .with("class", "message")
        .with("id", "A")
        .with("from", Samples.ANA)
        .with("t", Samples.T)
        .with("error", "463")
        .with("phash", "2:abcdefgh");
  }

  private static Node usync() {
    return UsyncTest.reply(
        Node.of("user")
            .with("jid", Samples.ANA_LID.bare())
            .with("pn_jid", Samples.ANA.bare())
            .children(
                UsyncTest.contact("in", "+15551234567"),
                UsyncTest.devices(UsyncTest.device(0), UsyncTest.device(99)),
                Node.of("lid").with("val", Samples.ANA_LID.bare())));
  }

  private static Node refusal() {
    Node error = Node.of("error").with("code", "429").with("backoff", "30");
    Node result = Node.of("result").children(Node.of("devices").children(error));
    return Node.of("iq").children(Node.of("usync").children(result));
  }

  /** With a proof that cannot be read: to verify signatures 50,000 times takes too long. */
  private static Node proven() {
    return Samples.replacing(
        BundlesTest.user(Samples.ANA_LID),
        "device-identity",
        Node.of("device-identity").bytes(new byte[] {10, 1, 2, 3}));
  }

  private static Node[] notices() {
    Jid ana = Samples.ANA.bare();
    return new Node[] {
      NoticesTest.devices(NoticesTest.operation("add")),
      NoticesTest.devices(NoticesTest.operation("update")),
      NoticesTest.mediaAnswer(),
      NoticesTest.notification("encrypt", ana, Node.of("identity")),
      NoticesTest.notification("account_sync", ana, NoticesTest.operation("devices")),
      NoticesTest.notification(
          "server_sync", Jid.SERVER, Node.of("collection").with("name", "a").with("version", "1")),
      NoticesTest.notification("picture", ana, Node.of("set").with("id", "1")),
      NoticesTest.notification("status", ana, Node.of("set").text("Away")),
      NoticesTest.notification(
          "privacy_token", ana, Node.of("tokens").children(NoticesTest.token())),
      NoticesTest.notification(
          "w:gp2", Samples.GROUP, Node.of("create").children(GroupSamples.group())),
      NoticesTest.notification(
          "w:gp2", Samples.GROUP, new Node("remove", java.util.Map.of(), group())),
      NoticesTest.notification(
          "w:gp2", Samples.GROUP, Node.of("subject").with("subject", "S").with("s_t", "1")),
      NoticesTest.notification(
          "w:gp2",
          Samples.GROUP,
          Node.of("description").with("id", "1").children(Node.of("body").text("D")))
    };
  }
}
