package dev.wharf.sandbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pairing by code where it goes wrong; where it goes well is Baileys' test. */
class CodePairingIT {

  private static Running running;

  @BeforeAll
  static void start() {
    running = Running.ephemeral();
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @Test
  void aWrongCodeIsNoticedWhenTheBundleDoesNotOpen() {
    var companion = new TestCompanion();
    try (var link = running.register(companion, "")) {
      link.next();
      Node reg = link.ask(hello(companion, "5521999990001")).childList().getFirst();
      assertEquals("companion_hello", reg.string("stage").orElseThrow());
      byte[] ref = reg.childList().getFirst().bytes().orElseThrow();
      var typed = type("5521999990001");
      Node notification = link.next();
      assertEquals(Jid.SERVER, notification.jid("from").orElseThrow());
      assertEquals("link_code_companion_reg", notification.string("type").orElseThrow());
      Node primary = notification.childList().getFirst();
      assertEquals("primary_hello", primary.string("stage").orElseThrow());
      assertEquals(80, primary.childList().get(0).bytes().orElseThrow().length);
      assertEquals(32, primary.childList().get(1).bytes().orElseThrow().length);
      assertArrayEquals(ref, primary.childList().get(2).bytes().orElseThrow());
      assertEquals("result", link.ask(finish(companion, ref)).string("type").orElseThrow());
      assertEquals(422, typed.join().statusCode());
    }
  }

  @Test
  void aCompanionThatGoesAwayEndsTheTyping() {
    var companion = new TestCompanion();
    CompletableFuture<HttpResponse<String>> typed;
    try (var link = running.register(companion, "")) {
      link.next();
      link.ask(hello(companion, "5521999990002"));
      typed = type("5521999990002");
      link.next();
    }
    assertEquals(410, typed.join().statusCode());
  }

  @Test
  void aCodeNobodyAskedForAndOneThatIsNone() {
    assertEquals(404, type("5521999990003").join().statusCode());
    var bad = new JsonObject().put("phone", "5521999990003").put("code", "0OIU1234");
    assertEquals(
        400, running.admin.send("POST", "/admin/mock-phone/enter-code", bad.encode()).statusCode());
  }

  @Test
  void theNinthDigitOfABrazilianNumberIsDropped() {
    var companion = new TestCompanion();
    try (var link = running.register(companion, "")) {
      link.next();
      link.ask(hello(companion, "5531987654321"));
      assertEquals("553187654321", running.admin.account("553187654321").getString("phone"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jid",
        "companion_server_auth_key_pub",
        "companion_platform_id",
        "companion_platform_display",
        "link_code_pairing_wrapped_companion_ephemeral_pub"
      })
  void aHelloThatLacksSomethingIsABadRequest(String part) {
    var companion = new TestCompanion();
    try (var link = running.register(companion, "")) {
      link.next();
      Node iq = hello(companion, "5521999990004");
      Node reg = iq.childList().getFirst();
      var attributes = new java.util.LinkedHashMap<>(reg.attributes());
      attributes.remove(part);
      var children = reg.childList().stream().filter(child -> !child.tag().equals(part)).toList();
      Node lacking = new Node(reg.tag(), attributes, reg.content()).children(children);
      Node answer = link.ask(iq.children(lacking));
      assertEquals("error", answer.string("type").orElseThrow());
      assertEquals("400", answer.childList().getFirst().string("code").orElseThrow());
    }
  }

  @Test
  void anUnknownStageOrAFinishWithoutACodeIsABadRequest() {
    var companion = new TestCompanion();
    try (var link = running.register(companion, "")) {
      link.next();
      assertTrue(link.ask(finish(companion, new byte[90])).child("error").isPresent());
      Node odd = Node.of("link_code_companion_reg").with("stage", "refresh_code");
      Node iq = TestCompanion.request("md", "set").children(odd);
      assertTrue(link.ask(iq).child("error").isPresent());
    }
  }

  private static Node hello(TestCompanion companion, String phone) {
    return TestCompanion.request("md", "set")
        .children(
            Node.of("link_code_companion_reg")
                .with("jid", Jid.phone(phone, 0))
                .with("stage", "companion_hello")
                .children(
                    Node.of("link_code_pairing_wrapped_companion_ephemeral_pub")
                        .bytes(TestCompanion.bytes(80)),
                    Node.of("companion_server_auth_key_pub").bytes(companion.noiseKey.publicKey()),
                    Node.of("companion_platform_id").text("1"),
                    Node.of("companion_platform_display").text("Chrome (Linux)"),
                    Node.of("link_code_pairing_nonce").bytes(new byte[1])));
  }

  private static Node finish(TestCompanion companion, byte[] ref) {
    return TestCompanion.request("md", "set")
        .children(
            Node.of("link_code_companion_reg")
                .with("stage", "companion_finish")
                .children(
                    Node.of("link_code_pairing_wrapped_key_bundle").bytes(TestCompanion.bytes(156)),
                    Node.of("companion_identity_public").bytes(companion.identity.publicKey()),
                    Node.of("link_code_pairing_ref").bytes(ref)));
  }

  private static CompletableFuture<HttpResponse<String>> type(String phone) {
    var body = new JsonObject().put("phone", "+" + phone).put("code", "abcd-1234");
    return CompletableFuture.supplyAsync(
        () -> running.admin.send("POST", "/admin/mock-phone/enter-code", body.encode()));
  }
}
