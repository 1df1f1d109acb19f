package dev.wharf.messaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.TestDatabase;
import dev.wharf.api.ApiProfile;
import dev.wharf.event.Action;
import dev.wharf.event.Event.ReceiptEvent.Progress;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.messaging.content.ContentCodec;
import dev.wharf.messaging.content.Decoded.Payload;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class OutboxIT extends Mailbox {

  @Test
  void aMessageWalksFromAcceptedToPlayed() {
    AccountId account = account();
    MessageId id = accept(account, text(ADA, "hello"));
    assertTrue(id.value().matches("3EB0[0-9A-F]{18}"), id.value());
    assertEquals(MessageState.ACCEPTED, state(account, id));

    Outgoing outgoing = done(outbox.waiting(account, now(), 10)).getFirst();
    assertEquals(id, outgoing.id());
    assertEquals(ADA, outgoing.to());
    assertEquals("text", outgoing.shape().type());
    assertEquals(0, outgoing.attempts());
    assertTrue(outgoing.firstContact());
    var said = (Payload.Said) ContentCodec.decode(outgoing.payload()).payload();
    assertEquals(
        "hello",
        said.written().content() instanceof dev.wharf.messaging.content.Content.Text it
            ? it.text()
            : "");

    leave(account, id);
    assertEquals(1, done(outbox.waiting(account, now(), 10)).getFirst().attempts());
    var acked = done(outbox.acked(account, id, now()));
    assertEquals(List.of(new Progress(id.value(), "sent")), receipt(acked).messages());
    assertEquals("sent", receipt(acked).receipt());
    assertEquals(List.of(), done(outbox.waiting(account, now(), 10)));
    for (Seen.Kind kind : Seen.Kind.values()) {
      var told = seen(account, ADA, ADA, kind, id);
      assertEquals(kind.state().word(), receipt(told).receipt());
      assertEquals(ADA.toString(), receipt(told).by().jid());
      assertEquals(kind.state(), state(account, id));
    }
    var times = view(account, id).times();
    for (Instant each :
        new Instant[] {times.sent(), times.delivered(), times.read(), times.played()}) {
      assertTrue(each != null);
    }
  }

  @Test
  void anAcknowledgementIsAnnouncedOnce() {
    AccountId account = account();
    MessageId id = accept(account, text(ADA, "once"));
    leave(account, id);

    assertEquals(1, done(outbox.acked(account, id, now())).size());
    assertEquals(List.of(), done(outbox.acked(account, id, now())));
    assertEquals(List.of(), done(outbox.acked(account, new MessageId("3EB0NOBODY"), now())));
  }

  @Test
  void aReceiptThatIsFasterThanTheAcknowledgementCountsForBoth() {
    AccountId account = account();
    MessageId id = accept(account, text(ADA, "fast"));
    leave(account, id);

    seen(account, ADA, ADA, Seen.Kind.DELIVERED, id);

    assertEquals(List.of(), done(outbox.waiting(account, now(), 10)));
    assertEquals(Optional.empty(), done(outbox.nextDue(account)));
    assertEquals(List.of(), done(outbox.acked(account, id, now())));
    assertEquals(MessageState.DELIVERED, state(account, id));
  }

  @Test
  void aFailureIsTypedAndFinal() {
    AccountId account = account();
    MessageId id = accept(account, text(ADA, "no"));

    var told =
        done(
            outbox.failed(
                account, id, new Failure("recipient_unknown", "No such number.", Action.WAIT)));

    assertEquals("failed", receipt(told).receipt());
    assertEquals("recipient_unknown", receipt(told).failure().code());
    assertEquals("recipient_unknown", view(account, id).failure().code());
    assertEquals(Action.WAIT, view(account, id).failure().action());
    assertEquals(MessageState.FAILED, state(account, id));
    assertEquals(List.of(), done(outbox.failed(account, id, Failure.EXPIRED)));
    assertEquals(List.of(), seen(account, ADA, ADA, Seen.Kind.READ, id));
    assertEquals(MessageState.FAILED, state(account, id));
  }

  @Test
  void whatWasGivenUpAfterItLeftCanStillTurnOutToHaveArrived() {
    AccountId account = account();
    MessageId id = accept(account, brief(ADA, Duration.ofSeconds(10)));
    leave(account, id);
    expire(account, now().plusSeconds(11));
    assertEquals(MessageState.FAILED, state(account, id));

    assertEquals("sent", receipt(done(outbox.acked(account, id, now()))).receipt());

    assertEquals(MessageState.SENT, state(account, id));
    assertEquals(null, view(account, id).failure());
  }

  @Test
  void eachChatKeepsTheOrderOfAcceptanceWithEightAcceptingAtOnce() throws Exception {
    AccountId account = account();
    int threads = 8;
    int each = 40;
    var chats = List.of(ADA, BOB, GROUP);
    Map<Integer, List<MessageId>> accepted = new HashMap<>();
    try (var pool = Executors.newFixedThreadPool(threads)) {
      var start = new CountDownLatch(1);
      List<Future<List<MessageId>>> running = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int thread = t;
        running.add(
            pool.submit(
                () -> {
                  start.await();
                  return IntStream.range(0, each)
                      .mapToObj(i -> accept(account, text(chats.get(i % 3), thread + " " + i)))
                      .toList();
                }));
      }
      start.countDown();
      for (int t = 0; t < threads; t++) {
        accepted.put(t, result(running.get(t)));
      }
    }

    List<MessageId> waiting =
        done(outbox.waiting(account, now(), 1_000)).stream().map(Outgoing::id).toList();

    assertEquals(threads * each, Set.copyOf(waiting).size());
    accepted
        .values()
        .forEach(
            own -> assertEquals(own, waiting.stream().filter(Set.copyOf(own)::contains).toList()));
  }

  @Test
  void nothingPassesAMessageOfItsChatThatHasToWait() {
    AccountId account = account();
    MessageId first = accept(account, text(ADA, "1"));
    MessageId second = accept(account, text(ADA, "2"));
    MessageId other = accept(account, text(BOB, "3"));
    Instant until = now().plusSeconds(60);

    done(outbox.postpone(account, first, until, "limit"));

    assertEquals(List.of(other), waiting(account, now()));
    assertEquals("limit", view(account, first).waiting().why());
    assertEquals(List.of(first, second, other), waiting(account, until));
    done(outbox.failed(account, other, Failure.EXPIRED));
    assertEquals(Optional.of(until), done(outbox.nextDue(account)));
    done(outbox.failed(account, first, Failure.EXPIRED));
    assertEquals(List.of(second), waiting(account, now()));
  }

  @Test
  void whatIsOnTheWayIsGivenOnlyToANewLink() {
    AccountId account = account();
    MessageId first = accept(account, text(ADA, "1"));
    MessageId second = accept(account, text(ADA, "2"));
    leave(account, first);

    var here = done(outbox.waiting(account, now(), 1, Set.of(first)));

    assertEquals(List.of(second), here.stream().map(Outgoing::id).toList());
    assertEquals(List.of(first, second), waiting(account, now()));
    assertEquals(Optional.empty(), done(outbox.nextDue(account, Set.of(first, second))));
  }

  @Test
  void aMessageExpiresOnceAndIsNotGivenAfterwards() {
    AccountId account = account();
    MessageId brief = accept(account, brief(ADA, Duration.ofSeconds(10)));
    MessageId usual = accept(account, text(ADA, "usual"));
    Instant later = now().plusSeconds(11);

    assertEquals(List.of(usual), waiting(account, later));
    List<Announcement> told = expire(account, later);

    assertEquals(1, told.size());
    assertEquals("expired", receipt(told).failure().code());
    assertEquals(brief.value(), receipt(told).messages().getFirst().messageId());
    assertEquals(List.of(), expire(account, later));
    assertEquals(MessageState.FAILED, state(account, brief));
    assertEquals(
        Duration.ofHours(24),
        Duration.between(view(account, usual).at(), view(account, usual).waiting().expiresAt()));
  }

  @Test
  void aCancelledMessageNeverLeaves() {
    AccountId account = account();
    MessageId id = accept(account, text(ADA, "oops"));

    Cancelled cancelled = done(outbox.cancel(account, id));

    assertEquals("cancelled", receipt(cancelled.announcements()).failure().code());
    assertEquals(List.of(), done(outbox.cancel(account, id)).announcements());
    assertEquals(List.of(), waiting(account, now()));
    assertThrows(Withdrawn.class, () -> leave(account, id));
  }

  @Test
  void whatLeftCannotBeCancelledAndWhatIsUnknownNeither() {
    AccountId account = account();
    MessageId left = accept(account, text(ADA, "gone"));
    leave(account, left);

    assertEquals("message_left", refused(outbox.cancel(account, left)).code());
    assertEquals(
        "message_not_found", refused(outbox.cancel(account, new MessageId("3EB0NOBODY"))).code());
  }

  @Test
  void ofLeavingAndCancellingAtOnceExactlyOneHappens() throws Exception {
    AccountId account = account();
    int left = 0;
    try (var pool = Executors.newFixedThreadPool(2)) {
      for (int i = 0; i < 40; i++) {
        MessageId id = accept(account, text(ADA, "race " + i));
        var start = new CountDownLatch(1);
        Future<Boolean> leaving =
            pool.submit(
                () -> {
                  start.await();
                  try {
                    leave(account, id);
                    return true;
                  } catch (Withdrawn e) {
                    return false;
                  }
                });
        Future<Boolean> cancelling =
            pool.submit(
                () -> {
                  start.await();
                  try {
                    return done(outbox.cancel(account, id)).announcements().size() == 1;
                  } catch (Refusal e) {
                    return false;
                  }
                });
        start.countDown();
        boolean didLeave = result(leaving);
        assertNotEquals(didLeave, result(cancelling));
        left += didLeave ? 1 : 0;
        assertEquals(didLeave ? MessageState.ACCEPTED : MessageState.FAILED, state(account, id));
      }
    }
    assertEquals(left, waiting(account, now()).size());
  }

  @Test
  void whatDoesNotLeaveAfterAllCanBeCancelled() {
    AccountId account = account();
    MessageId id = accept(account, text(ADA, "rolled back"));

    assertThrows(
        IllegalStateException.class,
        () ->
            done(
                pool.withTransaction(
                    tx ->
                        outbox
                            .leaving(tx, account, id, now())
                            .invoke(
                                () -> {
                                  throw new IllegalStateException("the ratchet");
                                }))));

    assertEquals(1, done(outbox.cancel(account, id)).announcements().size());
  }

  @Test
  void theSameKeyAndBodyIsTheSameMessage() {
    AccountId account = account();
    NewMessage message = to(ADA, "{\"type\":\"text\",\"text\":\"a\",\"mentions\":[]}");
    NewMessage reordered = to(ADA, "{\"mentions\":[],\"text\":\"a\",\"type\":\"text\"}");

    Accepted first = done(outbox.accept(account, message, "key"));
    Accepted second = done(outbox.accept(account, reordered, "key"));

    assertFalse(first.repeated());
    assertTrue(second.repeated());
    assertEquals(first.id(), second.id());
    assertEquals(first.chat(), second.chat());
    assertEquals(1, waiting(account, now()).size());
    assertEquals(Optional.of(second), done(outbox.replay(account, message, "key")));
    assertEquals(Optional.empty(), done(outbox.replay(account, message, "other")));
  }

  @Test
  void aKeyIsNotForAnotherBodyButForAnotherAccount() {
    AccountId account = account();
    AccountId neighbour = account();
    done(outbox.accept(account, text(ADA, "a"), "key"));

    Refusal refusal = refused(outbox.accept(account, text(ADA, "b"), "key"));

    assertEquals("idempotency_key_reused", refusal.code());
    assertEquals(1, waiting(account, now()).size());
    assertEquals(
        "idempotency_key_reused", refused(outbox.accept(account, text(BOB, "a"), "key")).code());
    assertFalse(done(outbox.accept(neighbour, text(ADA, "b"), "key")).repeated());
  }

  @Test
  void ofManyRequestsWithOneKeyAtOnceOneIsSent() throws Exception {
    AccountId account = account();
    try (var pool = Executors.newFixedThreadPool(8)) {
      var start = new CountDownLatch(1);
      List<Future<Accepted>> running =
          IntStream.range(0, 32)
              .mapToObj(
                  i ->
                      pool.submit(
                          () -> {
                            start.await();
                            return done(outbox.accept(account, text(ADA, "same"), "key"));
                          }))
              .toList();
      start.countDown();
      var answers = new ArrayList<Accepted>();
      for (Future<Accepted> each : running) {
        answers.add(result(each));
      }

      assertEquals(1, answers.stream().map(Accepted::id).distinct().count());
      assertEquals(1, answers.stream().filter(answer -> !answer.repeated()).count());
      assertEquals(1, waiting(account, now()).size());
    }
  }

  @Test
  void onlyTheFirstMessageToSomebodyIsAFirstContact() {
    AccountId account = account();
    MessageId first = accept(account, text(ADA, "1"));
    accept(account, text(GROUP, "g"));
    receive(from(account, BOB, "B1", payload("hi")));
    accept(account, text(BOB, "2"));

    Map<Jid, Boolean> contacts = new HashMap<>();
    done(outbox.waiting(account, now(), 10))
        .forEach(each -> contacts.put(each.to(), each.firstContact()));
    assertEquals(Map.of(ADA, true, GROUP, false, BOB, false), contacts);

    leave(account, first);
    done(outbox.acked(account, first, now()));
    accept(account, text(ADA, "again"));
    assertTrue(done(outbox.waiting(account, now(), 10)).stream().noneMatch(Outgoing::firstContact));
  }

  @Test
  void receiptsOfManyMembersAreTakenInOneStatementAndToldByMember() {
    AccountId account = account();
    List<MessageId> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      MessageId id = accept(account, text(GROUP, "all"));
      done(pool.withTransaction(tx -> outbox.leaving(tx, account, id, now(), 2_000)));
      done(outbox.acked(account, id, now()));
      ids.add(id);
    }
    List<Seen> members = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      Jid member = Jid.lid("7" + (100_000 + i), 0);
      members.add(new Seen(GROUP, member, Seen.Kind.READ, ids, now(), false));
    }
    members.add(members.getFirst());

    var told = done(store.receipts(account, members));

    assertEquals(2_000, told.size());
    assertEquals(MessageState.READ, state(account, ids.getFirst()));
    assertEquals(List.of(), done(store.receipts(account, members)));
  }

  @Test
  void aGroupMessageHasComeAsFarAsAllOfItsRecipients() {
    AccountId account = account();
    MessageId id = accept(account, text(GROUP, "all"));
    done(pool.withTransaction(tx -> outbox.leaving(tx, account, id, now(), 2)));
    done(outbox.acked(account, id, now()));

    assertEquals("sent", progress(seen(account, GROUP, ADA, Seen.Kind.READ, id)));
    assertEquals("delivered", progress(seen(account, GROUP, BOB, Seen.Kind.DELIVERED, id)));
    assertEquals("read", progress(seen(account, GROUP, BOB, Seen.Kind.PLAYED, id)));
    assertEquals(List.of(), seen(account, GROUP, BOB, Seen.Kind.READ, id));
    assertEquals("played", progress(seen(account, GROUP, ADA, Seen.Kind.PLAYED, id)));

    var receipts = view(account, id).receipts();
    assertEquals(
        Set.of(ADA.toString(), BOB.toString()),
        Set.copyOf(receipts.stream().map(each -> each.by().jid()).toList()));
    assertTrue(receipts.stream().allMatch(each -> each.state() == MessageState.PLAYED));
  }

  @Test
  void membersThatTellAtOnceAreAllCounted() throws Exception {
    AccountId account = account();
    MessageId id = accept(account, text(GROUP, "all"));
    int members = 24;
    done(pool.withTransaction(tx -> outbox.leaving(tx, account, id, now(), members)));
    done(outbox.acked(account, id, now()));
    try (var pool = Executors.newFixedThreadPool(8)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < members; i++) {
        Jid member = Jid.lid("4444444444444" + (10 + i), 0);
        for (Seen.Kind kind : List.of(Seen.Kind.READ, Seen.Kind.DELIVERED)) {
          running.add(pool.submit(() -> seen(account, GROUP, member, kind, id)));
        }
      }
      for (Future<?> each : running) {
        result(each);
      }
    }

    assertEquals(MessageState.READ, state(account, id));
  }

  @Test
  void withoutKnowingTheRecipientsAGroupMessageIsDeliveredOnceAnybodyHasIt() {
    AccountId account = account();
    MessageId id = sent(account, text(GROUP, "some"));

    assertEquals("delivered", progress(seen(account, GROUP, ADA, Seen.Kind.READ, id)));
  }

  @Test
  void aReceiptForWhatNeverLeftIsForged() {
    AccountId account = account();
    MessageId id = accept(account, text(ADA, "still here"));
    MessageId group = accept(account, text(GROUP, "here, too"));

    assertEquals(List.of(), seen(account, ADA, ADA, Seen.Kind.READ, id));
    assertEquals(List.of(), seen(account, GROUP, ADA, Seen.Kind.READ, group));
    assertEquals(2, waiting(account, now()).size());
  }

  @Test
  void oneReceiptMovesManyAndOnlyThoseThatWereBehind() {
    AccountId account = account();
    MessageId first = sent(account, text(ADA, "1"));
    MessageId second = sent(account, text(ADA, "2"));
    seen(account, ADA, ADA, Seen.Kind.READ, first);

    var told = seen(account, ADA, ADA, Seen.Kind.DELIVERED, first, second);

    assertEquals(1, told.size());
    assertEquals(List.of(new Progress(second.value(), "delivered")), receipt(told).messages());
    assertEquals(MessageState.READ, state(account, first));
  }

  @Test
  void aMessageIsGivenAgainOnlyToItsOwnChat() {
    AccountId account = account();
    MessageId id = sent(account, text(ADA, "secret"));

    Sent again = done(store.sent(account, ADA, id)).orElseThrow();

    assertEquals(ADA, again.to());
    assertEquals("text", again.shape().type());
    assertEquals(Optional.empty(), done(store.sent(account, BOB, id)));
    assertEquals(Optional.empty(), done(store.sent(account, GROUP, id)));
  }

  @Test
  void aChatKnownByNumberBecomesTheOneOfItsHiddenId() {
    AccountId account = account();
    MessageId id = accept(account, text(ADA_PHONE, "to the number"));
    byte[] payload = done(outbox.waiting(account, now(), 10)).getFirst().payload();

    done(store.adopt(account, Map.of(ADA, ADA_PHONE, Jid.lid("555", 0), Jid.phone("556", 0))));
    done(store.adopt(account, ADA_PHONE, ADA));

    Outgoing outgoing = done(outbox.waiting(account, now(), 10)).getFirst();
    assertEquals(ADA, outgoing.to());
    assertArrayEquals(payload, outgoing.payload());
    leave(account, id);
    done(outbox.acked(account, id, now()));
    assertTrue(done(store.sent(account, ADA_PHONE, id)).isPresent());
    assertEquals("+4915100000002", view(account, id).chat().phone());
    assertEquals(ADA, done(outbox.accept(account, text(ADA_PHONE, "again"), null)).chat());
    assertEquals(1, done(messages.chats(account, Optional.empty(), 10)).size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                       | field_missing
          {"type":"nonsense"}                      | type_unknown
          {"type":"text"}                          | field_missing
          {"type":"text","text":5}                 | field_invalid
          {"type":"text","text":""}                | text_empty
          {"type":"reaction","text":"x"}           | field_missing
          {"type":"edit","target":{"messageId":"3EB0AA"},"content":{"type":"text","text":"b"}} | target_unknown
          {"type":"deletion","target":{"messageId":"3EB0AA"}}                                  | target_unknown
          {"type":"deletion","target":{"messageId":"3EB0AA","fromMe":false}}                   | not_own_message
          {"type":"edit","target":"3EB0AA","content":{"type":"text","text":"b"}}               | field_invalid
          {"type":"pollVote","target":{"messageId":"3EB0AA"},"options":["a"]}                  | target_unknown
          {"type":"text","text":"a","quoted":{"messageId":"3EB0AA"}}                           | quoted_unknown
          """)
  void whatCannotBeSentIsRefusedWithAReason(String json, String code) {
    AccountId account = account();

    Refusal refusal = refused(outbox.accept(account, to(ADA, json), null));

    assertEquals(code, refusal.code());
    assertEquals(Refusal.Kind.INVALID, refusal.kind());
    assertEquals(List.of(), waiting(account, now()));
  }

  private List<MessageId> waiting(AccountId account, Instant now) {
    return done(outbox.waiting(account, now, 100)).stream().map(Outgoing::id).toList();
  }

  /** Other tests have accounts of their own. */
  private List<Announcement> expire(AccountId account, Instant now) {
    return done(outbox.expire(now)).stream()
        .filter(told -> told.account().equals(account))
        .toList();
  }

  private static String progress(List<Announcement> told) {
    return receipt(told).messages().getFirst().state();
  }

  private static <T> T result(Future<T> running)
      throws InterruptedException, ExecutionException, TimeoutException {
    return running.get(30, TimeUnit.SECONDS);
  }
}
