package dev.wharf.sandbox.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.AppState;
import dev.wharf.sandbox.group.GroupSettings;
import dev.wharf.sandbox.relay.Tally;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PhonesTest {

  private static final Behaviour ECHO =
      new Behaviour(Behaviour.Reply.ECHO, true, Duration.ZERO, true, Behaviour.Files.OFF);

  private final Town town = new Town();
  private final Account ana = town.person("12025550140", "Ana");
  private final Account bea = town.person("12025550141", "Bea");
  private final Account cid = town.person("12025550142", "Cid");

  @AfterEach
  void noMessageKeyIsUsedTwice() {
    town.settle();
    assertEquals(0, town.relay.tally().of(Tally.What.COUNTER_REUSE));
    assertEquals(0, town.relay.tally().of(Tally.What.UNREADABLE));
  }

  private Written write(Account author, Jid to, String text) {
    String id =
        assertInstanceOf(Phones.Writing.Sent.class, town.phones.write(author, to, text)).id();
    town.settle();
    return town.phones.of(author).written().stream()
        .filter(it -> it.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void phonesReadWhatOthersWriteUnderEitherName() {
    assertEquals(Written.State.DELIVERED, write(ana, bea.lidJid(0), "one").state());
    write(ana, bea.phoneJid(0), "two");
    write(bea, ana.lidJid(0), "three");
    write(ana, bea.lidJid(0), "four");
    assertEquals(List.of("one", "two", "four"), town.read(bea));
    assertEquals(List.of("three"), town.read(ana));
    assertTrue(town.phones.known(cid).isEmpty());
  }

  @Test
  void anEchoIsReadAndNotEchoed() {
    town.phones.of(ana).behave(ECHO);
    town.phones.of(bea).behave(ECHO);
    assertEquals(Written.State.READ, write(ana, bea.lidJid(0), "hello").state());
    assertEquals(List.of("hello"), town.read(bea));
    assertEquals(List.of("hello"), town.read(ana));
  }

  @Test
  void whatCannotBeReadIsAskedForAgain() {
    write(ana, bea.lidJid(0), "one");
    write(bea, ana.lidJid(0), "two");
    town.phones.of(bea).forgetAll();
    write(ana, bea.lidJid(0), "three");
    assertEquals(List.of("one", "three"), town.read(bea));
    assertEquals(1, town.phones.of(bea).letters().unread());
    assertEquals(1, town.relay.tally().of(Tally.What.RETRIES));
  }

  @Test
  void aPhoneThatWasSetUpAnewIsWrittenToWithItsNewIdentity() {
    write(ana, bea.lidJid(0), "one");
    bea.reinstall(town.random);
    town.phones.reinstalled(bea);
    write(ana, bea.lidJid(0), "two");
    assertEquals(List.of("one", "two"), town.read(bea));
    assertEquals(0, town.phones.of(bea).letters().unread());
  }

  @Test
  void groupsReadWithSenderKeysAndWhoLeftDoesNot() {
    var group = town.groups.create("Trip", ana, town.now(), GroupSettings.of(List.of()));
    group.join(bea);
    group.join(cid);
    for (String text : List.of("one", "two", "three")) {
      write(ana, group.jid(), text);
    }
    write(cid, group.jid(), "from Cid");
    assertEquals(List.of("one", "two", "three", "from Cid"), town.read(bea));
    group.leave(cid);
    write(ana, group.jid(), "without Cid");
    assertEquals("without Cid", town.read(bea).getLast());
    assertEquals(List.of("one", "two", "three"), town.read(cid));
    town.phones.of(bea).forgetAll();
    write(ana, group.jid(), "again for Bea");
    assertEquals("again for Bea", town.read(bea).getLast());
  }

  @Test
  void aMessageThatComesTwiceIsThereOnce() {
    town.phones.of(bea);
    write(ana, bea.lidJid(0), "one");
    var letters = town.phones.of(bea).letters();
    var letter = letters.all().iterator().next();
    assertTrue(!letters.add(letter));
    assertEquals(1, letters.all().size());
    assertEquals(1, letters.repeated());
  }

  @Test
  void whoIsNotThereIsRefused() {
    var refused =
        assertInstanceOf(
            Phones.Writing.Refused.class,
            town.phones.write(ana, Jid.phone("12025550199", 0), "hello"));
    assertEquals("404", refused.error());
    assertEquals(
        "404",
        assertInstanceOf(
                Phones.Writing.Refused.class,
                town.phones.write(ana, Jid.of("120363", Jid.GROUP_SERVER), "hello"))
            .error());
  }

  @Test
  void aNewCompanionGetsTheKeyFirstThenHistoryAndNames() {
    var device = town.companion(ana);
    town.phones.contacts(ana, List.of(new Contact(bea, "Bea B")));
    assertTrue(ana.appState().isEmpty());
    town.phones.greet(ana, device.id());
    town.settle();
    List<Node> greeting = town.mailbox(ana, device).waiting();
    assertEquals(
        List.of("message", "message", "message"), greeting.stream().map(Node::tag).toList());
    for (Node message : greeting) {
      assertEquals(ana.phoneJid(0), message.jid("from").orElseThrow());
      assertEquals("peer", message.string("category").orElseThrow());
      assertEquals("pkmsg", message.child("enc").orElseThrow().string("type").orElseThrow());
      assertTrue(message.child("device-identity").isEmpty());
    }
    assertEquals(1, ana.appState().orElseThrow().version(AppState.Name.CRITICAL_BLOCK));
    town.phones.contacts(ana, List.of(new Contact(bea, "Bea B"), new Contact(cid, "Cid C")));
    town.phones.contacts(ana, List.of(new Contact(cid, "Cid C")));
    town.phones.contacts(ana, List.of(new Contact(cid, "Cid C")));
    assertEquals(3, ana.appState().orElseThrow().version(AppState.Name.CRITICAL_UNBLOCK_LOW));
    assertEquals(
        List.of(AppState.Name.CRITICAL_UNBLOCK_LOW, AppState.Name.CRITICAL_UNBLOCK_LOW),
        town.shared);
  }

  @Test
  void aCompanionWithoutOneTimeKeysIsWrittenToAllTheSame() {
    var device = town.companion(ana);
    device.preKeys().shrinkTo(0);
    write(bea, ana.lidJid(0), "hello");
    assertEquals(1, town.mailbox(ana, device).size());
    assertEquals(List.of("hello"), town.read(ana));
  }
}
