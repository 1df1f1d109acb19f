package dev.wharf.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.TestDatabase;
import dev.wharf.api.ApiProfile;
import dev.wharf.event.Event;
import dev.wharf.event.Event.ReceiptEvent;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.messaging.content.AddOns;
import dev.wharf.messaging.content.Content;
import dev.wharf.messaging.content.Content.Deletion;
import dev.wharf.messaging.content.Content.Edit;
import dev.wharf.messaging.content.Content.Poll;
import dev.wharf.messaging.content.Content.PollVote;
import dev.wharf.messaging.content.Content.Reaction;
import dev.wharf.messaging.content.Content.SecretAddOn;
import dev.wharf.messaging.content.Content.Text;
import dev.wharf.messaging.content.ContentCodec;
import dev.wharf.messaging.content.Control;
import dev.wharf.messaging.content.Decoded;
import dev.wharf.messaging.content.Decoded.Payload;
import dev.wharf.messaging.content.MessageRef;
import dev.wharf.messaging.content.Written;
import dev.wharf.protocol.Opaque;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class MessageStoreIT extends Mailbox {

  private static final String ID = "3A0000000000000000AA";

  @Inject Retention retention;

  @Test
  void aMessageIsStoredAndAnnouncedOnce() {
    AccountId account = account();
    Received message = from(account, ADA, ID, payload("hello"));

    var told = receive(message);

    assertEquals(List.of(), receive(message));
    var event = message(told);
    assertEquals("text", event.kind());
    assertEquals(Map.of("text", "hello"), event.content());
    assertEquals(ADA.toString(), event.chat().jid());
    assertEquals("Push", event.sender().pushName());
    assertEquals(MessageState.RECEIVED, state(account, message.id()));
    assertEquals(1, done(messages.list(account, null, null, 10)).size());
  }

  @Test
  void ofManyCopiesAtOnceOneIsStored() throws Exception {
    AccountId account = account();
    Received message = from(account, ADA, ID, payload("hello"));
    int stored = 0;
    try (var pool = Executors.newFixedThreadPool(8)) {
      var start = new CountDownLatch(1);
      List<Future<Integer>> running = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        running.add(
            pool.submit(
                () -> {
                  start.await();
                  return receive(message).size();
                }));
      }
      start.countDown();
      for (Future<Integer> each : running) {
        stored += each.get(30, TimeUnit.SECONDS);
      }
    }
    assertEquals(1, stored);
    assertEquals(1, chat(account, ADA).unread());
  }

  @Test
  void theSameIdOfAnotherSenderOrChatIsAnotherMessage() {
    AccountId account = account();

    assertEquals(1, receive(from(account, ADA, ID, payload("a"))).size());
    assertEquals(1, receive(from(account, BOB, ID, payload("b"))).size());
    assertEquals(1, receive(inGroup(account, ADA, ID, payload("c"))).size());
    assertEquals(1, receive(inGroup(account, BOB, ID, payload("d"))).size());
    assertEquals(1, receive(fromPhone(account, ADA, ID, payload("e"))).size());
    assertEquals(List.of(), receive(inGroup(account, BOB, ID, payload("d"))));
  }

  @Test
  void aMessageThatComesAgainUnderTheHiddenIdIsKnown() {
    AccountId account = account();
    receive(from(account, ADA_PHONE, ID, payload("a")));

    assertEquals(List.of(), receive(withOther(from(account, ADA, ID, payload("a")), ADA_PHONE)));
  }

  @Test
  void aChatThatShowsItsHiddenIdLaterStaysOneChat() {
    AccountId account = account();
    receive(from(account, ADA_PHONE, ID, payload("a")));

    receive(withOther(from(account, ADA, ID + "2", payload("b")), ADA_PHONE));
    receive(from(account, ADA_PHONE, ID + "3", payload("c")));

    ChatView chat = done(messages.chats(account, Optional.empty(), 10)).getFirst();
    assertEquals(1, done(messages.chats(account, Optional.empty(), 10)).size());
    assertEquals(ADA.toString(), chat.chat().jid());
    assertEquals("+4915100000002", chat.chat().phone());
    assertEquals(3, chat.unread());
    assertEquals(3, done(messages.list(account, ADA_PHONE, null, 10)).size());
    assertEquals(3, done(messages.list(account, ADA, null, 10)).size());
  }

  @Test
  void aPlaceholderKeepsThePlaceUntilTheMessageComes() {
    AccountId account = account();
    Received message = from(account, ADA, ID, payload("at last"));

    var placeholder = receive(unread(message, "no_ratchet"));
    assertEquals(List.of(), receive(unread(message, "no_ratchet")));
    assertEquals("undecryptable", message(placeholder).kind());
    assertEquals(Map.of("reason", "no_ratchet"), message(placeholder).content());
    assertEquals(MessageState.UNDECRYPTABLE, state(account, message.id()));
    receive(from(account, ADA, ID + "B", payload("meanwhile")));
    var healed = receive(message);

    assertTrue(message(healed).healed());
    assertEquals(Map.of("text", "at last"), message(healed).content());
    assertEquals(List.of(), receive(message));
    assertEquals(List.of(), receive(unread(message, "late")));
    assertEquals(
        List.of(ID + "B", ID),
        done(messages.list(account, ADA, null, 10)).stream().map(m -> m.id().value()).toList());
    assertEquals(2, chat(account, ADA).unread());
  }

  @Test
  void anEditChangesItsMessageAndIsAnnouncedWithIt() {
    AccountId account = account();
    receive(from(account, ADA, ID, payload("teh")));

    var told = receive(from(account, ADA, ID + "E", payload(edit(ID, "the"))));

    assertEquals("edit", message(told).kind());
    assertEquals(ID, message(told).target());
    MessageView edited = view(account, new MessageId(ID));
    assertEquals("the", edited.content().get("text"));
    assertNotNull(edited.editedAt());
    assertEquals(1, done(messages.list(account, ADA, null, 10)).size());
    assertEquals(1, chat(account, ADA).unread());
    assertEquals(List.of(), receive(from(account, ADA, ID + "E", payload(edit(ID, "the")))));
  }

  @Test
  void nobodyEditsOrDeletesWhatAnotherWrote() {
    AccountId account = account();
    receive(inGroup(account, ADA, ID, payload("mine")));

    receive(inGroup(account, BOB, ID + "E", payload(edit(ID, "forged"))));
    receive(inGroup(account, BOB, ID + "D", payload(deletion(ID))));

    MessageView kept = view(account, new MessageId(ID));
    assertEquals("mine", kept.content().get("text"));
    assertNull(kept.editedAt());
    assertNotNull(kept.deletedAt(), "an admin may; that is marked only");
  }

  @Test
  void theAuthorTakesBackWhatWasWritten() {
    AccountId account = account();
    receive(from(account, ADA, ID, payload("regret")));

    receive(from(account, ADA, ID + "D", payload(deletion(ID))));

    MessageView deleted = view(account, new MessageId(ID));
    assertNull(deleted.content());
    assertNotNull(deleted.deletedAt());
  }

  @Test
  void anEditThatComesBeforeItsMessageCanBeReadIsKept() {
    AccountId account = account();
    Received original = from(account, ADA, ID, payload("teh"));
    receive(unread(original, "bad_mac"));
    receive(from(account, ADA, ID + "E", payload(edit(ID, "the"))));

    receive(original);

    assertEquals("the", view(account, original.id()).content().get("text"));
  }

  @Test
  void reactionsAreKeptByWhoGaveThemAndCanBeTakenBack() {
    AccountId account = account();
    MessageId id = sent(account, text(GROUP, "news"));
    receive(inGroup(account, ADA, ID + "1", payload(reaction(id, "👍"))));
    var told = receive(inGroup(account, BOB, ID + "2", payload(reaction(id, "🎉"))));
    assertEquals(id.value(), message(told).target());
    assertEquals("👍", emoji(view(account, id), ADA.toString()));

    receive(inGroup(account, ADA, ID + "3", payload(reaction(id, ""))));

    assertNull(emoji(view(account, id), ADA.toString()));
    assertEquals("🎉", emoji(view(account, id), BOB.toString()));
  }

  @Test
  void ownChangesCountOnceTheyAreSent() {
    AccountId account = account();
    MessageId id = sent(account, text(ADA, "teh"));
    String target = "\"target\":{\"messageId\":\"" + id + "\"}";
    MessageId edit =
        accept(
            account,
            to(
                ADA,
                "{\"type\":\"edit\","
                    + target
                    + ",\"content\":{\"type\":\"text\",\"text\":\"the\"}}"));
    assertEquals("teh", view(account, id).content().get("text"));

    leave(account, edit);
    done(outbox.acked(account, edit, now()));
    sent(account, to(ADA, "{\"type\":\"reaction\",\"text\":\"👍\"," + target + "}"));

    assertEquals("the", view(account, id).content().get("text"));
    assertEquals("👍", emoji(view(account, id), ""));
    sent(account, to(ADA, "{\"type\":\"deletion\"," + target + "}"));
    assertNull(view(account, id).content());
  }

  @Test
  void aReferenceTellsWhoseMessageItIs() {
    AccountId account = account();
    receive(inGroup(account, ADA, ID, payload("question")));
    accept(
        account,
        to(
            GROUP,
            "{\"type\":\"text\",\"text\":\"answer\",\"quoted\":{\"messageId\":\"" + ID + "\"}}"));
    accept(
        account,
        to(
            GROUP,
            "{\"type\":\"reaction\",\"text\":\"👍\",\"target\":{\"messageId\":\"" + ID + "\"}}"));

    List<Outgoing> waiting = done(outbox.waiting(account, now(), 10));

    Written answer = written(waiting.getFirst().payload());
    assertEquals(Optional.of(ADA), answer.quote().orElseThrow().sender());
    assertEquals(Optional.of(Text.of("question")), answer.quote().orElseThrow().content());
    Reaction reaction = (Reaction) written(waiting.getLast().payload()).content();
    assertEquals(Optional.of(ADA), reaction.target().sender());
    assertEquals("reaction", waiting.getLast().shape().type());
    assertEquals(
        "target_not_own",
        refused(
                outbox.accept(
                    account,
                    to(
                        GROUP,
                        "{\"type\":\"edit\",\"target\":{\"messageId\":\""
                            + ID
                            + "\"},\"content\":{\"type\":\"text\",\"text\":\"b\"}}"),
                    null))
            .code());
  }

  @Test
  void votesOnAnOwnPollAreOpened() {
    AccountId account = account();
    MessageId id =
        accept(
            account,
            to(
                GROUP,
                "{\"type\":\"poll\",\"poll\":{\"name\":\"Tea?\",\"options\":[\"yes\",\"no\"]}}"));
    byte[] poll = done(outbox.waiting(account, now(), 1)).getFirst().payload();
    leave(account, id);
    done(outbox.acked(account, id, now()));
    var vote = new PollVote(ref(id.value(), OWN_LID), List.of("yes"), 0);
    SecretAddOn sealed = AddOns.seal(vote, secret(poll), OWN_LID, ADA, now(), new Random(1));

    var told = receive(inGroup(account, ADA, ID + "V", payload(Written.of(sealed))));

    assertEquals("pollVote", message(told).kind());
    assertEquals(
        Map.of(ADA.toString(), Map.of("options", List.of("yes"))), view(account, id).votes());
  }

  @Test
  void anOwnVoteOpensForTheOneWhoAsked() {
    AccountId account = account();
    byte[] poll = payload(Written.of(new Poll("Tea?", List.of("yes", "no"), 1, Optional.empty())));
    receive(inGroup(account, ADA, ID, poll));

    MessageId vote =
        accept(
            account,
            to(
                GROUP,
                "{\"type\":\"pollVote\",\"options\":[\"no\"],\"target\":{\"messageId\":\""
                    + ID
                    + "\"}}"));

    Outgoing outgoing = done(outbox.waiting(account, now(), 1)).getFirst();
    var sealed = (SecretAddOn) written(outgoing.payload()).content();
    Content opened =
        AddOns.open(
            sealed,
            secret(poll),
            PayloadReader.poll(ContentCodec.decode(poll)),
            List.of(ADA),
            List.of(OWN_LID));
    assertEquals(List.of("no"), ((PollVote) opened).options());
    leave(account, vote);
    done(outbox.acked(account, vote, now()));
    assertEquals(
        Map.of("", Map.of("options", List.of("no"))), view(account, new MessageId(ID)).votes());
  }

  @Test
  void whatOnesOwnPhoneSentIsSentAndReadsTheChat() {
    AccountId account = account();
    receive(from(account, ADA, ID, payload("hi")));

    var told = receive(fromPhone(account, ADA, ID + "P", payload("hello")));

    assertTrue(message(told).fromMe());
    assertEquals("+4915100000001", message(told).sender().phone());
    MessageId id = new MessageId(ID + "P");
    assertEquals(MessageState.SENT, state(account, id));
    assertEquals(0, chat(account, ADA).unread());
    seen(account, ADA, ADA, Seen.Kind.READ, id);
    assertEquals(MessageState.READ, state(account, id));
  }

  @Test
  void whatWasReadOnThePhoneIsReadHere() {
    AccountId account = account();
    receive(from(account, ADA, ID, payload("1")));
    receive(from(account, ADA, ID + "2", payload("2")));
    var seen = new Seen(ADA, OWN_LID, Seen.Kind.READ, List.of(new MessageId(ID)), now(), true);

    var told = done(store.receipt(account, seen));

    assertTrue(receipt(told).bySelf());
    assertEquals("read", receipt(told).receipt());
    assertEquals(1, chat(account, ADA).unread());
    assertEquals(List.of(), done(store.receipt(account, seen)));
  }

  @Test
  void whatDevicesTellEachOtherIsNoMessage() {
    AccountId account = account();
    byte[] control = ContentCodec.encode(new Control.KeyRequest(List.of()));

    assertEquals(List.of(), receive(from(account, ADA, ID, control)));
    assertEquals(List.of(), done(messages.list(account, null, null, 10)));
  }

  @Test
  void whatCannotBeReadIsKeptAsSuch() {
    AccountId account = account();

    var told = receive(from(account, ADA, ID, new byte[] {(byte) 0xFF, 1, 2}));

    assertEquals("unsupported", message(told).kind());
  }

  @Test
  void afterACrashEverythingUntoldIsGivenAgainUnderItsId() {
    AccountId account = account();
    var since = now();
    var lost = new ArrayList<Announcement>();
    lost.addAll(receive(from(account, ADA, ID, payload("lost"))));
    lost.addAll(receive(fromPhone(account, ADA, ID + "P", payload("lost, too"))));
    Received unread = from(account, BOB, ID + "U", payload("healed"));
    lost.addAll(receive(unread(unread, "bad_mac")));
    lost.addAll(receive(unread));
    lost.removeIf(each -> message(List.of(each)).kind().equals("undecryptable"));
    MessageId id = accept(account, text(ADA, "out"));
    leave(account, id);
    lost.addAll(done(outbox.acked(account, id, now())));
    MessageId group = sentAndTold(account, text(GROUP, "all"));
    lost.addAll(seen(account, GROUP, ADA, Seen.Kind.READ, group));
    lost.addAll(seen(account, GROUP, BOB, Seen.Kind.DELIVERED, group));
    MessageId person = sentAndTold(account, text(BOB, "you"));
    lost.addAll(seen(account, BOB, BOB, Seen.Kind.DELIVERED, person));
    MessageId failing = accept(account, text(BOB, "fails"));
    lost.addAll(done(outbox.failed(account, failing, new Failure("odd", "Odd.", null))));
    var bySelf = new Seen(ADA, OWN_LID, Seen.Kind.READ, List.of(new MessageId(ID)), now(), true);
    lost.addAll(done(store.receipt(account, bySelf)));
    tell(receive(from(account, ADA, ID + "T", payload("told"))));

    Map<UUID, Announcement> again = untold(account, since);

    assertEquals(lost.size(), again.size());
    for (Announcement each : lost) {
      Announcement found = again.get(each.eventId());
      assertNotNull(found, each.event().type() + " " + each.event());
      assertEquals(unnamed(each.event()), unnamed(found.event()));
    }
    tell(lost);
    tell(List.copyOf(again.values()));
    assertEquals(Map.of(), untold(account, since));
  }

  @Test
  void aTransactionThatFailsStoresAndAnnouncesNothing() {
    AccountId account = account();
    var since = now();
    Received message = from(account, ADA, ID, payload("half"));

    assertThrows(
        IllegalStateException.class,
        () ->
            done(
                pool.withTransaction(
                    tx ->
                        store
                            .received(tx, message)
                            .invoke(
                                () -> {
                                  throw new IllegalStateException("the ratchet");
                                }))));

    assertEquals(Map.of(), untold(account, since));
    assertEquals(1, receive(message).size());
  }

  @Test
  void aChatIsReadByItsSendersAndItsPieces() {
    AccountId account = account();
    for (int i = 0; i < 300; i++) {
      receive(inGroup(account, ADA, ID + i, payload("m" + i)));
    }
    receive(inGroup(account, BOB, ID, payload("b")));
    assertEquals(301, chat(account, GROUP).unread());

    assertEquals(301, done(errands.readChat(account, GROUP)));

    assertEquals(0, done(errands.readChat(account, GROUP)));
    assertEquals(0, chat(account, GROUP).unread());
    List<Errand.MarkRead> put =
        done(errands.errands(account)).stream().map(Errand.MarkRead.class::cast).toList();
    assertEquals(
        List.of(1, 44, 256), put.stream().map(each -> each.ids().size()).sorted().toList());
    assertTrue(put.stream().allMatch(each -> each.chat().equals(GROUP)));
    assertEquals(
        2, put.stream().filter(each -> each.participant().equals(Optional.of(ADA))).count());
    done(errands.done(account, put.stream().map(Errand::id).toList()));
    assertEquals(List.of(), done(errands.errands(account)));
  }

  @Test
  void oneMessageIsMarkedAsReadByItself() {
    AccountId account = account();
    receive(from(account, ADA, ID, payload("1")));
    receive(from(account, ADA, ID + "2", payload("2")));

    assertEquals(1, done(errands.readMessage(account, new MessageId(ID))));
    assertEquals(0, done(errands.readMessage(account, new MessageId(ID))));
    assertEquals(1, chat(account, ADA).unread());
    var read = (Errand.MarkRead) done(errands.errands(account)).getFirst();
    assertEquals(Optional.empty(), read.participant());
    assertEquals(List.of(new MessageId(ID)), read.ids());
  }

  @Test
  void typingIsAnErrandForSeconds() {
    AccountId account = account();

    done(errands.typing(account, ADA, Errand.Doing.RECORDING));

    var typing = (Errand.Typing) done(errands.errands(account)).getFirst();
    assertEquals(Errand.Doing.RECORDING, typing.doing());
    assertEquals(ADA, typing.chat());
    assertTrue(typing.until().isBefore(now().plusSeconds(30)));
  }

  @Test
  void pagesHoldEveryMessageOnceNewestFirst() {
    AccountId account = account();
    List<String> ids = IntStream.range(0, 25).mapToObj(i -> ID + i).toList();
    ids.forEach(id -> receive(from(account, ADA, id, payload(id))));
    receive(from(account, BOB, ID, payload("elsewhere")));

    var seen = new ArrayList<String>();
    Long after = null;
    do {
      List<MessageView> page = done(messages.list(account, ADA, after, 10));
      page.forEach(each -> seen.add(each.id().value()));
      after = page.isEmpty() ? null : page.getLast().position();
    } while (after != null);

    assertEquals(ids.reversed(), seen);
    assertEquals(26, done(messages.list(account, null, null, 100)).size());
  }

  /** Times are kept to the millisecond; chats of the same one stand in the order of their names. */
  @Test
  void chatsComeTheLatestFirstWithTheirLastMessage() {
    AccountId account = account();
    receive(from(account, ADA, ID, payload("ada")));
    awaitLaterThan(now());
    receive(inGroup(account, BOB, ID, payload("group")));
    awaitLaterThan(now());
    accept(account, text(BOB, "bob"));
    awaitLaterThan(now());
    receive(from(account, ADA, ID + "2", payload("ada again")));

    List<ChatView> all = done(messages.chats(account, Optional.empty(), 10));

    assertEquals(
        List.of("ada again", "bob", "group"),
        all.stream().map(chat -> chat.last().content().get("text")).toList());
    assertEquals("Push", all.getFirst().chat().pushName());
    assertTrue(all.getLast().group());
    var after = new Messages.ChatPlace(all.getFirst().lastAt(), all.getFirst().chat().jid());
    assertEquals(all.subList(1, 3), done(messages.chats(account, Optional.of(after), 10)));
  }

  @Test
  void oldMessagesLoseWhatWasInThemButNotTheirPlace() {
    AccountId account = account();
    Received message = from(account, ADA, ID, payload("old"));
    receive(message);
    accept(account, text(ADA, "waits"));

    assertTrue(done(retention.emptyBefore(now().plusSeconds(1))) >= 1);
    done(retention.dropKeysBefore(now()));

    assertNull(view(account, message.id()).content());
    assertEquals(List.of(), receive(message));
    assertEquals(1, done(outbox.waiting(account, now(), 10)).size());
  }

  private static void awaitLaterThan(Instant moment) {
    while (!now().isAfter(moment)) {
      Thread.onSpinWait();
    }
  }

  /** Of the account itself there may be more known when it is told again. */
  private static Event unnamed(Event event) {
    return event instanceof ReceiptEvent it && it.bySelf()
        ? new ReceiptEvent(it.chat(), null, true, it.receipt(), it.messages(), it.failure())
        : event;
  }

  private Map<UUID, Announcement> untold(AccountId account, Instant since) {
    var found = new HashMap<UUID, Announcement>();
    done(store.unannounced(since, now().plusSeconds(1))).stream()
        .filter(told -> told.account().equals(account))
        .forEach(told -> assertNull(found.put(told.eventId(), told)));
    return found;
  }

  private MessageId sentAndTold(AccountId account, NewMessage message) {
    MessageId id = accept(account, message);
    leave(account, id);
    tell(done(outbox.acked(account, id, now())));
    return id;
  }

  private ChatView chat(AccountId account, Jid jid) {
    return done(messages.chats(account, Optional.empty(), 10)).stream()
        .filter(chat -> chat.chat().jid().equals(jid.toString()))
        .findFirst()
        .orElseThrow();
  }

  private static Received withOther(Received message, Jid other) {
    return new Received(
        message.account(),
        message.id(),
        message.chat(),
        Optional.of(other),
        message.sender(),
        Optional.of(other),
        message.fromMe(),
        message.at(),
        message.pushName(),
        message.payload());
  }

  private static Object emoji(MessageView message, String who) {
    return message.reactions().get(who) instanceof Map<?, ?> reaction
        ? reaction.get("emoji")
        : null;
  }

  private static MessageRef ref(String id, Jid sender) {
    return new MessageRef(new MessageId(id), Optional.of(GROUP), false, Optional.of(sender));
  }

  private static MessageRef own(String id) {
    return new MessageRef(new MessageId(id), Optional.empty(), true, Optional.empty());
  }

  private static Written edit(String id, String text) {
    return Written.of(new Edit(own(id), Text.of(text), Optional.of(now())));
  }

  private static Written deletion(String id) {
    return Written.of(new Deletion(own(id)));
  }

  private static Written reaction(MessageId id, String emoji) {
    return Written.of(new Reaction(ref(id.value(), OWN_LID), emoji, Optional.of(now())));
  }

  private static Written written(byte[] payload) {
    return ((Payload.Said) ContentCodec.decode(payload).payload()).written();
  }

  private static Opaque secret(byte[] message) {
    Decoded decoded = ContentCodec.decode(message);
    return PayloadReader.poll(decoded).flatMap(Poll::secret).or(decoded::secret).orElseThrow();
  }
}
