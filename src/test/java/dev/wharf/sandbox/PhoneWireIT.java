package dev.wharf.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.signal.Decryption;
import dev.wharf.protocol.signal.EncryptedMessage;
import dev.wharf.protocol.signal.FoundKeys;
import dev.wharf.protocol.signal.IncomingMessage;
import dev.wharf.protocol.signal.OwnDevice;
import dev.wharf.protocol.signal.Padding;
import dev.wharf.protocol.signal.PreKey;
import dev.wharf.protocol.signal.Ratchet;
import dev.wharf.protocol.signal.RatchetCipher;
import dev.wharf.protocol.signal.SignedPreKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What phones send, as it looks on the wire, for strict clients. */
class PhoneWireIT {

  private static final String DORA = "12025550141";

  private final TestCompanion companion = new TestCompanion();
  private Running running;
  private JsonObject place;
  private ClientLink link;
  private Ratchet ratchet = Ratchet.NONE;

  @BeforeEach
  void start() throws Exception {
    running = Running.withPhones();
    running.admin.name(DORA, "Dora");
    place = running.pair(companion, "Ana");
    link = running.online(companion, place);
  }

  @AfterEach
  void stop() {
    link.close();
    assertEquals(0, running.admin.accounts().getInteger("counterReuse"));
    running.close();
  }

  private String phone() {
    return place.getString("phone");
  }

  private Node next(String tag) {
    return WireTypes.checked(link.next(node -> node.tag().equals(tag)));
  }

  /** The content of a message as hex, opened with the ratchet of this link. */
  private String open(Node message) {
    Node enc = message.child("enc").orElseThrow();
    var type =
        enc.string("type").orElseThrow().equals("pkmsg")
            ? EncryptedMessage.Type.PRE_KEY_MESSAGE
            : EncryptedMessage.Type.MESSAGE;
    var incoming = IncomingMessage.parse(type, enc.bytes().orElseThrow());
    var found =
        new FoundKeys(
            Optional.empty(),
            incoming.preKeyId().stream()
                .mapToObj(id -> new PreKey(id, companion.oneTime.get(id)))
                .findFirst(),
            incoming.signedPreKeyId().stream()
                .mapToObj(id -> new SignedPreKey(id, companion.signedPreKey, new byte[64]))
                .findFirst());
    var opened =
        assertInstanceOf(
            Decryption.Decrypted.class,
            RatchetCipher.decrypt(
                new OwnDevice(companion.identity, 263),
                ratchet,
                incoming,
                found,
                new SecureRandom()));
    ratchet = opened.ratchet();
    return HexFormat.of().formatHex(Padding.unpad(opened.plaintext()));
  }

  @Test
  void aNewCompanionIsGreetedOnceItHasKeysAndNeverAgain() {
    link.ask(companion.upload(1, 30));
    var types = new ArrayList<String>();
    for (int i = 0; i < 3; i++) {
      Node message = next("message");
      assertEquals(Jid.phone(phone(), 0), message.jid("from").orElseThrow());
      assertEquals("peer", message.string("category").orElseThrow());
      assertEquals("text", message.string("type").orElseThrow());
      assertTrue(message.string("t").orElseThrow().matches("[0-9]{10}"));
      assertTrue(message.jid("recipient").isEmpty());
      assertEquals(List.of("enc"), message.childList().stream().map(Node::tag).toList());
      assertEquals("pkmsg", message.childList().getFirst().string("type").orElseThrow());
      // Field 12, its length in one or two bytes, field 2: which kind of protocol message it is.
      String content = open(message);
      types.add(content.substring(content.indexOf("10", 4)).substring(0, 4));
      link.send(Member.receipt(message, "peer_msg"));
    }
    assertEquals(List.of("1006", "1005", "1005"), types);
    link.ask(companion.upload(31, 5));
    link.ask(TestCompanion.request("w:p", "get"));
    assertEquals(0, running.admin.device(phone()).getInteger("waiting"));
    assertEquals(34, running.admin.device(phone()).getInteger("preKeys"));
  }

  @Test
  void appStateIsGivenOutAsPatchesAndChangesAreAnnounced() {
    running.admin.contacts(phone(), contact("Dora"));
    link.ask(companion.upload(1, 30));
    next("message");
    Node answer = WireTypes.checked(link.ask(sync("critical_unblock_low", 0)));
    Node collection = answer.childList().getFirst().childList().getFirst();
    assertEquals("1", collection.string("version").orElseThrow());
    assertEquals(1, collection.child("patches").orElseThrow().childrenOf("patch").size());
    assertTrue(collection.child("snapshot").isEmpty());
    running.admin.contacts(phone(), contact("Dora Duarte"));
    Node news = link.next(it -> it.string("type").equals(Optional.of("server_sync")));
    Node changed = WireTypes.checked(news).childList().getFirst();
    assertEquals("critical_unblock_low", changed.string("name").orElseThrow());
    assertEquals("2", changed.string("version").orElseThrow());
    Node rest = link.ask(sync("critical_unblock_low", 1));
    collection = rest.childList().getFirst().childList().getFirst();
    assertEquals("2", collection.string("version").orElseThrow());
    assertEquals(1, collection.child("patches").orElseThrow().childrenOf("patch").size());
  }

  private static JsonArray contact(String name) {
    return new JsonArray().add(new JsonObject().put("phone", DORA).put("name", name));
  }

  @ParameterizedTest
  @CsvSource({"regular_low, 0, 1", "nonsense, 3, 3"})
  void uploadsAreKeptWithTheirVersionAndOldOnesRefused(String name, int has, int gets) {
    link.ask(companion.upload(1, 30));
    next("message");
    byte[] patch = {0x32, 0x00};
    Node answer = WireTypes.checked(link.ask(sync(name, has, patch)));
    Node collection = answer.childList().getFirst().childList().getFirst();
    assertEquals(Integer.toString(gets), collection.string("version").orElseThrow());
    if (name.equals("nonsense")) {
      return;
    }
    Node late = link.ask(sync(name, has, patch)).childList().getFirst().childList().getFirst();
    assertEquals("error", late.string("type").orElseThrow());
    assertEquals("409", late.child("error").orElseThrow().string("code").orElseThrow());
    Node newer = late.child("patches").orElseThrow().childList().getFirst();
    assertEquals("0a0208013200", HexFormat.of().formatHex(newer.bytes().orElseThrow()));
  }

  private static Node sync(String name, int version, byte[]... patches) {
    Node collection = Node.of("collection").with("name", name).with("version", version);
    for (byte[] patch : patches) {
      collection = collection.children(Node.of("patch").bytes(patch));
    }
    return TestCompanion.request("w:sync:app:state", "set")
        .children(Node.of("sync").children(collection));
  }

  @Test
  void aPhoneWritesToCompanionsUnderTheNameItWasToldToUse() {
    String lid = place.getString("lid");
    String id = running.admin.write(DORA, phone(), "hello");
    Node byLid = next("message");
    assertEquals(id, byLid.string("id").orElseThrow());
    assertTrue(byLid.jid("from").orElseThrow().isLid());
    assertEquals(Jid.phone(DORA, 0), byLid.jid("sender_pn").orElseThrow());
    assertEquals("Dora", byLid.string("notify").orElseThrow());
    running.admin.write(DORA, phone() + "@s.whatsapp.net", "hello");
    Node byPhone = next("message");
    assertEquals(Jid.phone(DORA, 0), byPhone.jid("from").orElseThrow());
    assertTrue(byPhone.jid("sender_lid").orElseThrow().isLid());
    link.send(Member.receipt(byLid, "read"), Member.receipt(byPhone, ""));
    next("ack");
    next("ack");
    link.ask(TestCompanion.request("w:p", "get"));
    var states = running.admin.sent(DORA).stream().map(it -> it.getString("state")).toList();
    assertEquals(List.of("read", "delivered"), states);
    assertEquals(2, running.admin.inbox(phone()).getInteger("count"));
    assertEquals(lid, running.admin.account(phone()).getString("lid"));
  }

  @Test
  void aPhoneThatCannotReadAsksAgainWithKeys() {
    Jid dora = Jid.phone(DORA, 0);
    link.send(
        Member.message("A1", dora)
            .children(Member.copies(Member.copy(dora, "msg", "not what it should be"))));
    Node retry = next("receipt");
    assertEquals("retry", retry.string("type").orElseThrow());
    assertEquals(dora, retry.jid("from").orElseThrow());
    assertEquals("1", retry.child("retry").orElseThrow().string("count").orElseThrow());
    assertEquals(
        List.of("type", "identity", "key", "skey"),
        retry.child("keys").orElseThrow().childList().stream().map(Node::tag).toList());
    assertEquals(1, running.admin.inbox(DORA).getInteger("failures"));
    assertEquals(0, running.admin.inbox(DORA).getInteger("count"));
  }

  @Test
  void aNewIdentityIsAnnouncedToWhoKnewTheOld() {
    Jid dora = Jid.phone(DORA, 0);
    var user = Node.of("user").with("jid", dora);
    link.ask(
        TestCompanion.request("usync", "get")
            .children(
                Node.of("usync")
                    .with("sid", "1")
                    .children(
                        Node.of("query").children(Node.of("devices").with("version", "2")),
                        Node.of("list").children(user))));
    Node before = identity(dora);
    running.admin.reinstall(DORA);
    Node news = link.next(it -> it.string("type").equals(Optional.of("encrypt")));
    assertEquals(dora, WireTypes.checked(news).jid("from").orElseThrow());
    assertEquals("identity", news.childList().getFirst().tag());
    assertNotEquals(before, identity(dora));
  }

  private Node identity(Jid jid) {
    var key = Node.of("key").children(Node.of("user").with("jid", jid));
    Node answer = link.ask(TestCompanion.request("encrypt", "get").children(key));
    Node user = answer.childList().getFirst().childList().getFirst();
    return user.child("identity").orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, behaviour, '{\"answer\":\"shout\"}'",
    "PUT, behaviour, '{\"delayMillis\":-1}'",
    "PUT, behaviour, '[]'",
    "PUT, contacts, '{}'",
    "PUT, contacts, '[{\"phone\":\"12025550141\"}]'",
    "PUT, contacts, '[{\"phone\":\"x\",\"name\":\"X\"}]'",
    "POST, send, '{\"to\":\"12025550141\"}'",
    "POST, send, '{\"text\":\"x\"}'",
    "GET, inbox?after=x, ''"
  })
  void whatMakesNoSenseIsRefused(String method, String path, String body) {
    var answer = running.admin.send(method, "/admin/accounts/" + DORA + '/' + path, body);
    assertEquals(400, answer.statusCode(), answer.body());
  }

  @ParameterizedTest
  @CsvSource({
    "POST, 12025550141/send, '{\"to\":\"12025550199\",\"text\":\"x\"}'",
    "GET, 12025550199/inbox, ''",
    "GET, 12025550199/sent, ''",
    "GET, 12025550141/nonsense, ''"
  })
  void whatIsNotThereIsNotFound(String method, String path, String body) {
    assertEquals(404, running.admin.send(method, "/admin/accounts/" + path, body).statusCode());
  }
}
