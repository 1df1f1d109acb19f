package dev.wharf.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Attribute;
import dev.wharf.protocol.node.Content;
import dev.wharf.protocol.node.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Everything the sandbox says from registration to login, held to what strict clients ask for. */
class PairingWireIT {

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
  void offersSixRefsOfNinetyBytes() {
    try (var link = running.register(new TestCompanion(), "")) {
      Node iq = WireTypes.checked(link.next());
      assertSet(iq);
      Node pairDevice = only(iq, "pair-device");
      assertEquals(6, pairDevice.childList().size());
      Set<String> refs = new HashSet<>();
      for (Node ref : pairDevice.childList()) {
        assertEquals("ref", ref.tag());
        byte[] bytes = assertInstanceOf(Content.Bytes.class, ref.content()).bytes();
        assertEquals(90, bytes.length);
        refs.add(new String(bytes));
      }
      assertEquals(6, refs.size());
    }
  }

  @Test
  void pairSuccessProvesTheAccountAndEndsInARestart() throws Exception {
    var companion = new TestCompanion();
    try (var link = running.register(companion, "")) {
      var place = running.admin.scan(companion.qr(Running.firstRef(link.next())));
      Node iq = WireTypes.checked(link.next());
      assertSet(iq);
      Node success = only(iq, "pair-success");
      assertEquals(
          List.of("device-identity", "platform", "device", "client-props"),
          success.childList().stream().map(Node::tag).toList());
      Node device = success.child("device").orElseThrow();
      Jid jid = device.jid("jid").orElseThrow();
      assertEquals(Jid.phone(place.getString("phone"), 1), jid);
      assertEquals(Jid.lid(place.getString("lid"), 1), device.jid("lid").orElseThrow());
      assertEquals(15, place.getString("lid").length());
      assertEquals("", companion.check(success.childList().getFirst().bytes().orElseThrow()));
      link.send(companion.sign(iq));
      Node error = WireTypes.checked(link.next());
      assertEquals("stream:error", error.tag());
      assertEquals(new Attribute.Text("515"), error.attributes().get("code"));
      assertTrue(error.childList().isEmpty());
      assertEquals(Node.of("xmlstreamend"), link.next());
      assertEquals(1000, link.closeCode());
    }
  }

  @Test
  void passiveLoginIsWelcomedAndGetsTheOfflineMarkerAfterActive() throws Exception {
    var companion = new TestCompanion();
    var place = running.pair(companion, "");
    try (var link = running.login(companion, place, true)) {
      assertWelcome(link, place.getString("lid"));
      Node active = TestCompanion.request("passive", "set").children(Node.of("active"));
      link.send(active);
      Node result = WireTypes.checked(link.next());
      assertEquals(active.string("id"), result.string("id"));
      assertEquals("result", result.string("type").orElseThrow());
      assertOffline(link);
    }
  }

  @Test
  void activeLoginGetsTheOfflineMarkerAtOnce() throws Exception {
    var companion = new TestCompanion();
    var place = running.pair(companion, "");
    try (var link = running.login(companion, place, false)) {
      assertWelcome(link, place.getString("lid"));
      assertOffline(link);
    }
  }

  private static void assertWelcome(ClientLink link, String lid) {
    Node success = WireTypes.checked(link.next());
    assertEquals("success", success.tag());
    assertTrue(success.string("t").orElseThrow().matches("[0-9]{10}"));
    assertEquals(Jid.lid(lid, 1), success.jid("lid").orElseThrow());
    Node routing = only(WireTypes.checked(link.next()), "edge_routing");
    assertTrue(only(routing, "routing_info").content() instanceof Content.Bytes);
  }

  private static void assertOffline(ClientLink link) {
    Node offline = only(WireTypes.checked(link.next()), "offline");
    assertEquals(new Attribute.Text("0"), offline.attributes().get("count"));
  }

  private static void assertSet(Node iq) {
    assertEquals("iq", iq.tag());
    assertEquals(Jid.SERVER, iq.jid("from").orElseThrow());
    assertEquals("set", iq.string("type").orElseThrow());
    assertEquals("md", iq.string("xmlns").orElseThrow());
    assertTrue(iq.string("t").orElseThrow().matches("[0-9]{10}"));
    assertTrue(iq.string("id").isPresent());
  }

  /** The single child, of that tag. */
  private static Node only(Node parent, String tag) {
    assertEquals(List.of(tag), parent.childList().stream().map(Node::tag).toList());
    return parent.childList().getFirst();
  }
}
