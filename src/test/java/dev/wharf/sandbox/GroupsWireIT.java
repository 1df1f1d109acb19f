package dev.wharf.sandbox;

import static dev.wharf.sandbox.Member.copies;
import static dev.wharf.sandbox.Member.copy;
import static dev.wharf.sandbox.Member.enc;
import static dev.wharf.sandbox.Member.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups as they look on the wire, for strict clients. */
class GroupsWireIT {

  private Running running;
  private Member ana;
  private Member bea;
  private Member cid;

  @BeforeEach
  void start() throws Exception {
    running = Running.ephemeral();
    ana = Member.join(running, "Ana");
    bea = Member.join(running, "Bea");
    cid = Member.join(running, "Cid");
  }

  @AfterEach
  void stop() {
    ana.close();
    bea.close();
    cid.close();
    running.close();
  }

  private Jid create() {
    Node create =
        Node.of("create")
            .with("subject", "Trip")
            .with("key", "1")
            .children(participant(bea.byPhone()), participant(Jid.phone("15550009999", 0)));
    Node group = child(ana.ask(request("set", Jid.of("", Jid.GROUP_SERVER)).children(create)));
    return Jid.of(group.string("id").orElseThrow(), Jid.GROUP_SERVER);
  }

  @Test
  void aNewGroupIsShownToItsMakerAndToldToItsMembers() {
    Node create =
        Node.of("create")
            .with("subject", "Trip")
            .children(participant(bea.byPhone()), participant(Jid.phone("15550009999", 0)));
    Node group = child(ana.ask(request("set", Jid.of("", Jid.GROUP_SERVER)).children(create)));
    assertTrue(group.string("id").orElseThrow().matches("120363[0-9]{12}"));
    assertEquals("lid", group.string("addressing_mode").orElseThrow());
    assertEquals(ana.byLid().bare(), group.jid("creator").orElseThrow());
    assertEquals(ana.byPhone().bare(), group.jid("creator_pn").orElseThrow());
    List<Node> participants = group.childrenOf("participant");
    assertEquals("superadmin", participants.get(0).string("type").orElseThrow());
    assertEquals(bea.byLid().bare(), participants.get(1).jid("jid").orElseThrow());
    assertEquals(bea.byPhone().bare(), participants.get(1).jid("phone_number").orElseThrow());
    assertEquals("404", participants.get(2).string("error").orElseThrow());
    Node news = bea.next("notification");
    assertEquals("w:gp2", news.string("type").orElseThrow());
    assertEquals(ana.byLid().bare(), news.jid("participant").orElseThrow());
    assertEquals(ana.byPhone().bare(), news.jid("participant_pn").orElseThrow());
    assertEquals("create", child(news).tag());
    assertEquals("Trip", child(child(news)).string("subject").orElseThrow());
  }

  @Test
  void membersGetTheirOwnCiphertextFirstAndTheCommonOne() {
    Jid group = create();
    bea.next("notification");
    Node proof = Node.of("device-identity").bytes(new byte[] {1});
    Node common = enc("skmsg", "for all");
    Node message =
        message("A1", group)
            .with("addressing_mode", "lid")
            .children(common, copies(copy(bea.byLid(), "pkmsg", "for bea")), proof);
    assertTrue(ana.send(message).string("error").isEmpty());
    Node got = bea.next("message");
    assertEquals(group, got.jid("from").orElseThrow());
    assertEquals(ana.byLid(), got.jid("participant").orElseThrow());
    assertEquals(ana.byPhone().bare(), got.jid("participant_pn").orElseThrow());
    assertEquals("lid", got.string("addressing_mode").orElseThrow());
    assertEquals(
        List.of("pkmsg", "skmsg"),
        got.childrenOf("enc").stream().map(enc -> enc.string("type").orElseThrow()).toList());
    assertTrue(got.child("device-identity").isPresent());
    assertTrue(ana.send(message("A2", group).children(common)).string("error").isEmpty());
    Node second = bea.next("message");
    assertEquals(List.of("enc"), second.childList().stream().map(Node::tag).toList());
    bea.link().send(Member.receipt(second, "retry").children(Node.of("retry").with("count", 1)));
    Node retry = ana.next("receipt");
    assertEquals(group, retry.jid("from").orElseThrow());
    assertEquals(bea.byLid(), retry.jid("participant").orElseThrow());
    Node again =
        message("A2", group)
            .with("participant", bea.byLid())
            .children(enc("msg", "again").with("count", "1"));
    assertEquals(bea.byLid(), ana.send(again).jid("participant").orElseThrow());
    assertEquals("A2", bea.next("message").string("id").orElseThrow());
  }

  @Test
  void groupsOfTheOldKindAddressByPhoneNumber() {
    running.admin.post("/admin/groups", "{\"addressing\":\"pn\"}");
    Jid group = create();
    Node shown = child(bea.ask(request("get", group).children(Node.of("query"))));
    assertEquals("pn", shown.string("addressing_mode").orElseThrow());
    Node member = shown.childrenOf("participant").get(1);
    assertEquals(bea.byPhone().bare(), member.jid("jid").orElseThrow());
    assertEquals(bea.byLid().bare(), member.jid("lid").orElseThrow());
    Node copies = copies(copy(bea.byPhone(), "msg", "x"));
    ana.send(message("A1", group).with("addressing_mode", "pn").children(copies));
    Node got = bea.next("message");
    assertEquals(ana.byPhone(), got.jid("participant").orElseThrow());
    assertEquals(ana.byLid().bare(), got.jid("participant_lid").orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({"421,pn,lid", "421,lid,pn", "421,,pn"})
  void whoAddressesAGroupTheOldWayIsTold(String error, String mode, String copies) {
    Jid group = create();
    Node message =
        message("A1", group)
            .children(copies(copy(copies.equals("lid") ? bea.byLid() : bea.byPhone(), "msg", "x")));
    Node ack = ana.send(mode == null ? message : message.with("addressing_mode", mode));
    assertEquals(error, ack.string("error").orElseThrow());
  }

  @Test
  void aWrongParticipantHashIsAnsweredWithTheRightOne() {
    Jid group = create();
    Node message = message("A1", group).children(enc("skmsg", "x"));
    Optional<String> right = ana.send(message.with("phash", "2:aaaaaaaa")).string("phash");
    assertTrue(right.orElseThrow().matches("2:.{8}"));
    Node same = message.with("id", "A2").with("phash", right.get());
    assertTrue(ana.send(same).string("phash").isEmpty());
  }

  @Test
  void strangersAndThoseWhoWereRemovedHaveNoPartInIt() {
    Jid group = create();
    Node message = message("C1", group).children(enc("skmsg", "x"));
    assertEquals("403", cid.send(message).string("error").orElseThrow());
    assertEquals("403", error(cid.ask(request("get", group).children(Node.of("query")))));
    Node remove = Node.of("remove").children(participant(bea.byLid()));
    Node removed = child(ana.ask(request("set", group).children(remove)));
    assertEquals("200", child(removed).string("type").orElseThrow());
    bea.next("notification");
    assertEquals("remove", child(bea.next("notification")).tag());
    assertEquals("403", bea.send(message.with("id", "B1")).string("error").orElseThrow());
    Node nowhere = Node.of("query");
    Jid unknown = Jid.of("120363000000000000", Jid.GROUP_SERVER);
    assertEquals("404", error(ana.ask(request("get", unknown).children(nowhere))));
    assertEquals(
        "404",
        ana.send(message("A9", unknown).children(enc("skmsg", "x"))).string("error").orElseThrow());
  }

  @Test
  void everyParticipantOfAChangeHasItsOwnAnswer() {
    Jid group = create();
    Node add =
        Node.of("add")
            .children(
                participant(cid.byPhone()),
                participant(bea.byPhone()),
                participant(Jid.phone("15550009999", 0)));
    Node added = child(ana.ask(request("set", group).children(add)));
    assertEquals(
        List.of("200", "409", "404"),
        added.childList().stream().map(p -> p.string("type").orElseThrow()).toList());
    Node joined = child(cid.next("notification"));
    assertEquals("create", joined.tag());
    assertEquals(3, child(joined).childrenOf("participant").size());
    Node demote = Node.of("demote").children(participant(ana.byLid()));
    assertEquals("403", error(bea.ask(request("set", group).children(demote))));
    Node own = child(ana.ask(request("set", group).children(demote)));
    assertEquals("403", child(own).string("error").orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"announcement", "locked", "not_ephemeral"})
  void onlyAdminsTurnSwitches(String setting) {
    Jid group = create();
    assertEquals("403", error(bea.ask(request("set", group).children(Node.of(setting)))));
    Node done = ana.ask(request("set", group).children(Node.of(setting)));
    assertTrue(done.childList().isEmpty());
    assertEquals(setting, child(bea.next("notification")).tag());
    Node subject = Node.of("subject").bytes("New".getBytes());
    Node answer = bea.ask(request("set", group).children(subject));
    assertEquals(setting.equals("locked"), answer.child("error").isPresent());
    Node message = message("B1", group).children(enc("skmsg", "x"));
    assertEquals(setting.equals("announcement"), bea.send(message).string("error").isPresent());
  }

  @Test
  void aDescriptionIsReplacedOnlyByWhoKnowsTheOneBefore() {
    Jid group = create();
    Node first =
        Node.of("description").with("id", "D1").children(Node.of("body").bytes("one".getBytes()));
    assertTrue(ana.ask(request("set", group).children(first)).childList().isEmpty());
    Node blind = first.with("id", "D2");
    assertEquals("409", error(ana.ask(request("set", group).children(blind))));
    Node shown = child(ana.ask(request("get", group).children(Node.of("query"))));
    assertEquals("D1", shown.child("description").orElseThrow().string("id").orElseThrow());
    Node gone = Node.of("description").with("delete", "true").with("prev", "D1");
    assertTrue(ana.ask(request("set", group).children(gone)).childList().isEmpty());
  }

  @Test
  void aRenewedInviteLinkReplacesTheOldOne() {
    Jid group = create();
    String old = code(ana.ask(request("get", group).children(Node.of("invite"))));
    assertEquals("403", error(bea.ask(request("get", group).children(Node.of("invite")))));
    String fresh = code(ana.ask(request("set", group).children(Node.of("invite"))));
    Jid any = Jid.of("", Jid.GROUP_SERVER);
    Node stale = Node.of("invite").with("code", old);
    assertEquals("410", error(cid.ask(request("set", any).children(stale))));
    Node good = Node.of("invite").with("code", fresh);
    assertEquals("group", child(cid.ask(request("get", any).children(good))).tag());
    Node joined = child(cid.ask(request("set", any).children(good)));
    assertEquals(group, joined.jid("jid").orElseThrow());
    Node leave = Node.of("leave").children(Node.of("group").with("id", group.toString()));
    cid.ask(request("set", any).children(leave));
    Node mine = child(cid.ask(request("get", any).children(Node.of("participating"))));
    assertTrue(mine.childList().isEmpty());
  }

  private static String code(Node answer) {
    return child(answer).string("code").orElseThrow();
  }

  private static String error(Node answer) {
    return answer.child("error").orElseThrow().string("code").orElseThrow();
  }

  private static Node child(Node node) {
    return node.childList().getFirst();
  }

  private static Node participant(Jid jid) {
    return Node.of("participant").with("jid", jid.bare());
  }

  private static Node request(String type, Jid to) {
    return TestCompanion.request("w:g2", type).with("to", to);
  }
}
