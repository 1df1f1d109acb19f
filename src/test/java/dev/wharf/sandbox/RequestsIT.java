package dev.wharf.sandbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.Curve25519;
import dev.wharf.protocol.node.Node;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a logged-in client is answered. */
class RequestsIT {

  private static Running running;
  private TestCompanion companion;
  private JsonObject place;
  private ClientLink link;

  @BeforeAll
  static void start() {
    running = Running.ephemeral();
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @BeforeEach
  void login() throws Exception {
    companion = new TestCompanion();
    place = running.pair(companion, "");
    link = running.online(companion, place);
  }

  @AfterEach
  void leave() {
    link.close();
  }

  @ParameterizedTest
  @CsvSource({
    "abt,get,props,props",
    "w,get,props,props",
    "blocklist,get,,list",
    "privacy,get,privacy,privacy",
    "privacy,set,tokens,",
    "w:m,set,media_conn,media_conn",
    "w:g2,get,participating,groups",
    "w:g2,get,query,error",
    "w:g2,set,create,error",
    "w:profile:picture,get,picture,error",
    "w:profile:picture,set,picture,",
    "w:biz,get,business_profile,business_profile",
    "w:mex,get,query,result",
    "newsletter,get,messages,messages",
    "newsletter,set,live_updates,live_updates",
    "urn:xmpp:whatsapp:dirty,set,clean,",
    "urn:xmpp:whatsapp:push,set,config,",
    "w:stats,set,add,",
    "status,set,status,",
    "md,get,ref,",
    "no:such:thing,get,,",
    "usync,get,,error",
    "encrypt,set,list,error"
  })
  void everyRequestIsAnsweredAtOnce(String xmlns, String type, String child, String answered) {
    Node iq = TestCompanion.request(xmlns, type);
    Node answer = link.ask(child == null ? iq : iq.children(Node.of(child)));
    assertEquals(Jid.SERVER, answer.jid("from").orElseThrow());
    assertEquals(
        "error".equals(answered) ? "error" : "result", answer.string("type").orElseThrow());
    assertEquals(answered, answer.childList().stream().map(Node::tag).findFirst().orElse(null));
  }

  @Test
  void preKeysAreCountedDigestedAndRotated() throws Exception {
    assertEquals("0", count());
    assertEquals("404", code(encrypt("get", Node.of("digest"))));
    Node upload = companion.upload(1, 30);
    assertEquals("result", link.ask(upload).string("type").orElseThrow());
    assertEquals("30", count());
    assertDigest(upload);
    Node rotate = Node.of("rotate").children(companion.signedPreKey(3));
    assertEquals("result", encrypt("set", rotate).string("type").orElseThrow());
    assertEquals(3, running.admin.device(phone()).getInteger("signedPreKeyId"));
  }

  private void assertDigest(Node upload) throws Exception {
    Node digest = encrypt("get", Node.of("digest")).childList().getFirst();
    assertEquals(
        List.of("registration", "type", "identity", "skey", "list", "hash"),
        digest.childList().stream().map(Node::tag).toList());
    Node list = digest.child("list").orElseThrow();
    assertEquals(30, list.childrenOf("id").size());
    MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
    sha1.update(companion.identity.publicKey());
    Node skey = upload.child("skey").orElseThrow();
    sha1.update(bytes(skey, "value"));
    sha1.update(bytes(skey, "signature"));
    upload.child("list").orElseThrow().childList().forEach(k -> sha1.update(bytes(k, "value")));
    assertArrayEquals(sha1.digest(), bytes(digest, "hash"));
  }

  @Test
  void anUploadOfAnotherIdentityOrABadSignatureIsRefused() {
    Node foreign = new TestCompanion().upload(1, 1);
    assertEquals("406", code(link.ask(foreign)));
    Node other = new TestCompanion().signedPreKey(4);
    assertEquals("400", code(encrypt("set", Node.of("rotate").children(other))));
  }

  @Test
  void aOneTimeKeyIsGivenOutOnceAndTheLastOnesAreAnnounced() {
    link.ask(companion.upload(1, 6));
    byte[] first = bytes(bundle(phoneJid(1)).child("key").orElseThrow(), "id");
    assertArrayEquals(new byte[] {0, 0, 1}, first);
    link.send(fetch(Jid.lid(place.getString("lid"), 1)));
    Node low = link.next();
    assertEquals("4", low.child("count").orElseThrow().string("value").orElseThrow());
    Node second = link.next();
    assertEquals("result", second.string("type").orElseThrow());
    for (int i = 0; i < 4; i++) {
      assertTrue(bundle(phoneJid(1)).child("key").isPresent());
    }
    Node bare = bundle(phoneJid(1));
    assertTrue(bare.child("key").isEmpty());
    assertTrue(bare.child("skey").isPresent());
    assertTrue(bare.child("device-identity").isPresent());
  }

  @Test
  void thePhoneHasKeysUnderBothNamesAndUnknownDevicesHaveNone() {
    Node byPhone = bundle(phoneJid(0));
    Node byLid = bundle(Jid.lid(place.getString("lid"), 0));
    assertArrayEquals(bytes(byPhone, "identity"), bytes(byLid, "identity"));
    assertTrue(
        !Arrays.equals(
            bytes(byPhone.child("key").orElseThrow(), "value"),
            bytes(byLid.child("key").orElseThrow(), "value")));
    Node skey = byPhone.child("skey").orElseThrow();
    byte[] typed = new byte[33];
    typed[0] = 5;
    System.arraycopy(bytes(skey, "value"), 0, typed, 1, 32);
    assertTrue(Curve25519.verify(bytes(byPhone, "identity"), typed, bytes(skey, "signature")));
    assertEquals("406", code(bundle(phoneJid(9))));
    assertEquals("406", code(bundle(Jid.phone("15550009999", 0))));
  }

  @Test
  void usyncKnowsDevicesHiddenIdsAndWhoExists() {
    Node known = user("devices", Node.of("user").with("jid", phoneJid(0)));
    Node list = known.child("devices").orElseThrow().child("device-list").orElseThrow();
    assertEquals(
        List.of("0", "1"), list.childList().stream().map(d -> d.string("id").get()).toList());
    assertTrue(known.child("devices").orElseThrow().child("key-index-list").isPresent());
    Node byNumber = user("lid", Node.of("user").children(Node.of("contact").text('+' + phone())));
    assertEquals(phoneJid(0), byNumber.jid("jid").orElseThrow());
    assertEquals(
        Jid.lid(place.getString("lid"), 0),
        byNumber.child("lid").orElseThrow().jid("val").orElseThrow());
    Node nobody =
        user("contact", Node.of("user").children(Node.of("contact").text("+15550009999")));
    assertEquals("out", nobody.child("contact").orElseThrow().string("type").orElseThrow());
  }

  @Test
  void appStateCollectionsStayWhereTheClientHasThem() {
    Node collections =
        Node.of("sync")
            .children(
                Node.of("collection").with("name", "critical_block").with("version", 3),
                Node.of("collection")
                    .with("name", "critical_unblock_low")
                    .with("return_snapshot", "true"));
    Node answer = link.ask(TestCompanion.request("w:sync:app:state", "set").children(collections));
    List<Node> found = answer.childList().getFirst().childList();
    assertEquals("3", found.get(0).string("version").orElseThrow());
    assertEquals("0", found.get(1).string("version").orElseThrow());
  }

  private Node user(String protocol, Node user) {
    Node usync =
        Node.of("usync")
            .with("sid", "1")
            .with("mode", "query")
            .children(Node.of("query").children(Node.of(protocol)), Node.of("list").children(user));
    Node answer = link.ask(TestCompanion.request("usync", "get").children(usync));
    return answer.childList().getFirst().child("list").orElseThrow().childList().getFirst();
  }

  private String count() {
    Node answer = encrypt("get", Node.of("count"));
    return answer.childList().getFirst().string("value").orElseThrow();
  }

  private Node encrypt(String type, Node child) {
    return link.ask(TestCompanion.request("encrypt", type).children(child));
  }

  private Node bundle(Jid jid) {
    return link.ask(fetch(jid)).childList().getFirst().childList().getFirst();
  }

  private static Node fetch(Jid jid) {
    return TestCompanion.request("encrypt", "get")
        .children(Node.of("key").children(Node.of("user").with("jid", jid)));
  }

  private static String code(Node holder) {
    return holder.child("error").orElseThrow().string("code").orElseThrow();
  }

  private static byte[] bytes(Node node, String child) {
    return node.child(child).orElseThrow().bytes().orElseThrow();
  }

  private String phone() {
    return place.getString("phone");
  }

  private Jid phoneJid(int device) {
    return Jid.phone(phone(), device);
  }
}
