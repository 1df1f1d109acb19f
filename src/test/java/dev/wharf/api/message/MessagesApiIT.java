package dev.wharf.api.message;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.TestDatabase;
import dev.wharf.account.Fact;
import dev.wharf.api.ApiProfile;
import dev.wharf.api.Edge;
import dev.wharf.directory.LidMap;
import dev.wharf.event.Action;
import dev.wharf.event.EventLog;
import dev.wharf.event.PairedIdentity;
import dev.wharf.event.Reason;
import dev.wharf.event.Status;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.messaging.MessageStore;
import dev.wharf.messaging.Outbox;
import dev.wharf.messaging.Received;
import dev.wharf.messaging.content.Content.Text;
import dev.wharf.messaging.content.ContentCodec;
import dev.wharf.messaging.content.Written;
import dev.wharf.protocol.Opaque;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class MessagesApiIT extends Edge {

  private static final String NUMBER = "+5511987654321";
  private static final Map<String, Object> HELLO =
      Map.of("to", NUMBER, "type", "text", "text", "hello");

  @Inject Outbox outbox;
  @Inject MessageStore store;
  @Inject LidMap lids;
  @Inject Pool pool;
  @Inject EventLog log;

  @Test
  void aMessageIsAcceptedShownAndCancelled() {
    AccountId account = active();
    var accepted =
        send(account, HELLO)
            .statusCode(202)
            .body("state", equalTo("accepted"))
            .body("messageId", startsWith("3EB0"))
            .body("chat", equalTo("5511987654321@s.whatsapp.net"))
            .extract();
    String id = accepted.path("messageId");
    assertEquals(true, accepted.header("Location").endsWith(at(account, "/messages/" + id)));

    look(account, id)
        .statusCode(200)
        .body("messageId", equalTo(id))
        .body("fromMe", equalTo(true))
        .body("kind", equalTo("text"))
        .body("content.text", equalTo("hello"))
        .body("chat.phone", equalTo(NUMBER))
        .body("sender.phone", equalTo("+5511900000000"))
        .body("state", equalTo("accepted"))
        .body("waiting.expiresAt", endsWith("Z"))
        .body("receipts", empty());

    operator().delete(at(account, "/messages/" + id)).then().statusCode(204);

    look(account, id).body("state", equalTo("failed")).body("failure.code", equalTo("cancelled"));
    operator().delete(at(account, "/messages/" + id)).then().statusCode(204);
    done(ledger.flush());
    assertEquals(1, receiptsOf(account));
  }

  @Test
  void whatLeftCannotBeCancelled() {
    AccountId account = active();
    String id = send(account, HELLO).extract().path("messageId");
    done(pool.withTransaction(tx -> outbox.leaving(tx, account, new MessageId(id), now())));

    operator()
        .delete(at(account, "/messages/" + id))
        .then()
        .statusCode(409)
        .contentType("application/problem+json")
        .body("code", equalTo("message_left"));
  }

  @ParameterizedTest
  @CsvSource({
    "+55 (11) 98765-4321, 5511987654321@s.whatsapp.net",
    "5511987654321, 5511987654321@s.whatsapp.net",
    "5511987654321@s.whatsapp.net, 5511987654321@s.whatsapp.net",
    "5511987654321:3@s.whatsapp.net, 5511987654321@s.whatsapp.net",
    "5511987654321@c.us, 5511987654321@s.whatsapp.net",
    "987654321098765@lid, 987654321098765@lid",
    "120363000000000001@g.us, 120363000000000001@g.us",
    "5511987654321-1500000000@g.us, 5511987654321-1500000000@g.us"
  })
  void aRecipientIsReadAsPeopleWriteIt(String to, String chat) {
    send(active(), Map.of("to", to, "type", "text", "text", "x"))
        .statusCode(202)
        .body("chat", equalTo(chat));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                          | 422 | validation_failed | to
          {"to":null,"type":"text","text":"a"}                        | 422 | validation_failed | to
          {"to":5511987654321,"type":"text","text":"a"}               | 422 | validation_failed | to
          {"to":"","type":"text","text":"a"}                          | 422 | validation_failed | to
          {"to":"nobody","type":"text","text":"a"}                    | 422 | validation_failed | to
          {"to":"+1","type":"text","text":"a"}                        | 422 | validation_failed | to
          {"to":"@s.whatsapp.net","type":"text","text":"a"}           | 422 | validation_failed | to
          {"to":"abc@s.whatsapp.net","type":"text","text":"a"}        | 422 | validation_failed | to
          {"to":"1:x@lid","type":"text","text":"a"}                   | 422 | validation_failed | to
          {"to":"status@broadcast","type":"text","text":"a"}          | 422 | validation_failed | to
          {"to":"120363@newsletter","type":"text","text":"a"}         | 422 | validation_failed | to
          {"to":"../../x@g.us","type":"text","text":"a"}              | 422 | validation_failed | to
          {"to":"+5511900000000","type":"text","text":"a"}            | 422 | validation_failed | to
          {"to":"123456789012345@lid","type":"text","text":"a"}       | 422 | validation_failed | to
          {"to":"+5511987654321"}                                     | 422 | field_missing     | body
          {"to":"+5511987654321","type":"nonsense"}                   | 422 | type_unknown      | body
          {"to":"+5511987654321","type":7}                            | 422 | field_invalid     | body
          {"to":"+5511987654321","type":"text"}                       | 422 | field_missing     | body
          {"to":"+5511987654321","type":"text","text":""}             | 422 | text_empty        | body
          {"to":"+5511987654321","type":"text","text":"a","caption":"b"}         | 422 | field_unknown | body
          {"to":"+5511987654321","type":"text","text":"a","media":{"url":"https://example.org/a"}} | 422 | field_unknown | body
          {"to":"+5511987654321","type":"text","text":"  "}           | 422 | text_empty        | body
          {"to":"+5511987654321","type":"text","text":["a"]}          | 422 | field_invalid     | body
          {"to":"+5511987654321","type":"text","text":"\\u0000"}      | 422 | field_invalid     | body
          {"to":"+5511987654321","type":"text","text":"\\ud800"}      | 422 | field_invalid     | body
          {"to":"+5511987654321","type":"text","text":"a","mentions":["x"]}      | 422 | field_invalid | body
          {"to":"+5511987654321","type":"text","text":"a","quoted":"3EB0"}       | 422 | field_invalid | body
          {"to":"+5511987654321","type":"text","text":"a","quoted":{"messageId":"3EB0"}} | 422 | quoted_unknown | quoted
          {"to":"+5511987654321","type":"image","media":{"mimetype":"image/png"}}       | 422 | validation_failed | media
          {"to":"+5511987654321","type":"text","text":"a","ttlSeconds":"5"}      | 422 | validation_failed | ttlSeconds
          {"to":"+5511987654321","type":"text","text":"a","ttlSeconds":1}        | 422 | validation_failed | ttlSeconds
          {"to":"+5511987654321","type":"text","text":"a","ttlSeconds":1e12}     | 422 | validation_failed | ttlSeconds
          {"to":"+5511987654321","type":"text","text":"a","typing":"yes"}        | 422 | validation_failed | typing
          null                                                        | 400 | body_missing      |
          []                                                          | 400 | wrong_type        |
          "text"                                                      | 400 | wrong_type        |
          {"to":                                                      | 400 | malformed_json    |
          """)
  void aBodyThatIsNotAcceptedIsAProblem(String body, int status, String code, String field) {
    var answer =
        operator()
            .contentType(ContentType.JSON)
            .body(body == null ? "null" : body)
            .post(at(active(), "/messages"))
            .then()
            .statusCode(status)
            .contentType("application/problem+json")
            .body("code", equalTo(code))
            .body(not(containsString("dev.wharf")))
            .body(not(containsString("Exception")));
    if (field != null) {
      answer.body("errors.field", contains(field));
    }
  }

  @Test
  void anAccountThatIsNotPairedSaysSo() {
    send(create("fresh"), HELLO)
        .statusCode(409)
        .body("code", equalTo("not_paired"))
        .body("action", equalTo("scan_qr"));
  }

  @ParameterizedTest
  @CsvSource({
    "INACTIVE, logged_out, account_inactive",
    "INACTIVE, stopped, account_inactive",
    "BANNED, temporary, account_banned",
    "BANNED, permanent, account_banned"
  })
  void anAccountThatCannotSendSaysWhyAndWhatToDo(Status status, String state, String code) {
    AccountId account = active();
    move(account, status, state, new Reason("why", "phone", "It was told so.", Action.OPEN_PHONE));

    send(account, HELLO)
        .statusCode(409)
        .body("code", equalTo(code))
        .body("detail", containsString("It was told so."))
        .body("action", equalTo("open_phone"));
  }

  @ParameterizedTest
  @CsvSource({
    "RECONNECTING, waiting",
    "RECONNECTING, connecting",
    "AUTHENTICATING, logging_in",
    "WARMING, connecting",
    "COOLDOWN, rate_limited"
  })
  void whileTheAccountComesBackMessagesWait(Status status, String state) {
    AccountId account = active();
    move(account, status, state);

    send(account, HELLO).statusCode(202);
  }

  @Test
  void theSameKeyAndBodyIsAnsweredTheSameEvenOnceTheAccountIsInactive() {
    AccountId account = active();
    String first = keyed(account, "order-1", HELLO).statusCode(202).extract().asString();

    assertEquals(first, keyed(account, "order-1", HELLO).statusCode(202).extract().asString());
    move(account, Status.INACTIVE, "stopped");
    assertEquals(first, keyed(account, "order-1", HELLO).statusCode(202).extract().asString());
    keyed(account, "order-2", HELLO).statusCode(409);

    operator().get(at(account, "/messages")).then().body("items", hasSize(1));
  }

  @Test
  void aKeyForAnotherBodyAndAKeyThatIsNoneAreRefused() {
    AccountId account = active();
    keyed(account, "k", HELLO).statusCode(202);

    keyed(account, "k", Map.of("to", NUMBER, "type", "text", "text", "other"))
        .statusCode(422)
        .body("code", equalTo("idempotency_key_reused"));
    keyed(account, "x".repeat(201), HELLO)
        .statusCode(400)
        .body("code", equalTo("invalid_parameter"));
  }

  @Test
  void aNumberWhoseHiddenIdIsKnownIsOneChatWithIt() {
    AccountId account = active();
    keyed(account, "before", HELLO).statusCode(202);
    Jid phone = Jid.phone("5511987654321", 0);
    done(lids.learn(account, Map.of(Jid.lid("987654321098765", 0), phone)));

    send(account, HELLO).statusCode(202).body("chat", equalTo("987654321098765@lid"));
    keyed(account, "before", HELLO)
        .statusCode(202)
        .body("chat", equalTo("5511987654321@s.whatsapp.net"));
  }

  @Test
  void aDryRunSendsNothing() {
    AccountId account = active();

    operator()
        .contentType(ContentType.JSON)
        .body(HELLO)
        .post(at(account, "/messages?dryRun=true"))
        .then()
        .statusCode(200)
        .body("kind", equalTo("text"));

    operator().get(at(account, "/messages")).then().body("items", empty());
  }

  @Test
  void chatsAndMessagesAreListedPageByPage() {
    AccountId account = active();
    receive(account, "5511900000001", "A1", "one");
    receive(account, "5511900000001", "A2", "two");
    receive(account, "5511900000002", "B1", "three");

    String next =
        operator()
            .get(at(account, "/messages?limit=2"))
            .then()
            .statusCode(200)
            .body("items.messageId", contains("B1", "A2"))
            .body("items[0].state", equalTo("received"))
            .extract()
            .path("next");
    operator()
        .get(at(account, "/messages?limit=2&after=" + next))
        .then()
        .body("items.messageId", contains("A1"))
        .body("next", nullValue());
    operator()
        .queryParam("chat", "+5511900000001")
        .get(at(account, "/messages"))
        .then()
        .body("items.messageId", contains("A2", "A1"));
    String more =
        operator()
            .get(at(account, "/chats?limit=1"))
            .then()
            .statusCode(200)
            .body("items.chat.phone", contains("+5511900000002"))
            .extract()
            .path("next");
    operator()
        .queryParam("after", more)
        .get(at(account, "/chats"))
        .then()
        .body("items.lastMessage.content.text", contains("two"))
        .body("items.unread", contains(2))
        .body("next", nullValue());
  }

  @Test
  void readingAChatMarksWhatIsUnread() {
    AccountId account = active();
    receive(account, "5511900000001", "A1", "one");
    receive(account, "5511900000001", "A2", "two");

    operator()
        .post(at(account, "/messages/A1/read"))
        .then()
        .statusCode(202)
        .body("marked", equalTo(1));
    operator()
        .post(at(account, "/chats/5511900000001@s.whatsapp.net/read"))
        .then()
        .statusCode(202)
        .body("marked", equalTo(1));

    operator().get(at(account, "/chats")).then().body("items.unread", contains(0));
    look(account, "A2").body("readAt", notNullValue());
  }

  @Test
  void typingIsTakenForAChat() {
    AccountId account = active();
    String path = at(account, "/chats/5511900000001@s.whatsapp.net/typing");

    typing(path, "{\"state\":\"composing\"}").statusCode(204);
    typing(path, "{\"state\":\"dancing\"}").statusCode(422).body("errors.field", contains("state"));
    typing(path, "{}").statusCode(422);
    typing(at(account, "/chats/nobody/typing"), "{\"state\":\"paused\"}").statusCode(422);
  }

  @ParameterizedTest
  @CsvSource({
    "/messages?after=x, 400",
    "/messages?limit=0, 422",
    "/messages?limit=x, 400",
    "/messages?chat=nobody, 422",
    "/chats?after=x, 400",
    "/chats?after=zzzzzzzzzzzzzz-a, 400",
    "/chats?limit=201, 422",
    "/messages/3EB0NOBODY, 404",
    "/messages/%20, 404"
  })
  void whatCannotBeAskedIsAProblem(String path, int status) {
    operator()
        .urlEncodingEnabled(false)
        .get(at(active(), path))
        .then()
        .statusCode(status)
        .contentType("application/problem+json");
  }

  @Test
  void anUnknownAccountHasNoMessages() {
    for (String path : List.of("/messages", "/chats", "/messages/3EB0")) {
      operator()
          .get(ACCOUNTS + "/" + NOBODY + path)
          .then()
          .statusCode(404)
          .body("code", equalTo("account_not_found"));
    }
    operator()
        .contentType(ContentType.JSON)
        .body(HELLO)
        .post(ACCOUNTS + "/" + NOBODY + "/messages")
        .then()
        .statusCode(404)
        .body("code", equalTo("account_not_found"));
  }

  private AccountId active() {
    AccountId account = create("messages");
    report(
        new Fact.Identified(
            account,
            now(),
            new PairedIdentity("+5511900000000", "123456789012345@lid", "Me", "android"),
            true));
    move(account, Status.ACTIVE, "online");
    return account;
  }

  private static ValidatableResponse send(AccountId account, Map<String, ?> body) {
    return operator()
        .contentType(ContentType.JSON)
        .body(body)
        .post(at(account, "/messages"))
        .then();
  }

  private static ValidatableResponse keyed(AccountId account, String key, Map<String, ?> body) {
    return operator()
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", key)
        .body(body)
        .post(at(account, "/messages"))
        .then();
  }

  private static ValidatableResponse look(AccountId account, String id) {
    return operator().get(at(account, "/messages/" + id)).then();
  }

  private static ValidatableResponse typing(String path, String body) {
    return operator().contentType(ContentType.JSON).body(body).post(path).then();
  }

  private void receive(AccountId account, String phone, String id, String text) {
    Jid sender = Jid.phone(phone, 0);
    var message =
        new Received(
            account,
            new MessageId(id),
            sender,
            Optional.empty(),
            sender,
            Optional.empty(),
            false,
            now(),
            "Ada",
            ContentCodec.encode(Written.of(Text.of(text)), new Opaque(new byte[32])));
    done(pool.withTransaction(tx -> store.received(tx, message)));
  }

  private long receiptsOf(AccountId account) {
    return done(log.after(0, 100_000)).stream()
        .filter(event -> event.account().equals(account))
        .filter(event -> event.event().type().equals("receipt"))
        .count();
  }

  private static <T> T done(Uni<T> uni) {
    return uni.await().atMost(WAIT);
  }
}
