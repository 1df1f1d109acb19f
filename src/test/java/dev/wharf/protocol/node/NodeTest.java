package dev.wharf.protocol.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.identity.Jid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeTest {

  private final Node node = Node.of("iq").with("b", "1").with("a", 2).with("to", Jid.SERVER);

  @Test
  void keepsTheOrderOfItsAttributes() {
    assertEquals(List.of("b", "a", "to"), List.copyOf(node.attributes().keySet()));
    assertEquals(List.of("b", "a", "to"), List.copyOf(node.with("a", "3").attributes().keySet()));
  }

  @Test
  void doesNotChangeWhenAnotherIsMadeOfIt() {
    node.with("c", "3").with("a", "4");

    assertEquals(3, node.attributes().size());
    assertEquals("2", node.string("a").orElseThrow());
    assertThrows(
        UnsupportedOperationException.class,
        () -> node.attributes().put("c", new Attribute.Text("3")));
    assertThrows(UnsupportedOperationException.class, () -> node.attributes().entrySet().clear());
  }

  @Test
  void copiesTheMapItIsGiven() {
    var map = new LinkedHashMap<String, Attribute>(Map.of("a", new Attribute.Text("1")));
    var copy = new Node("iq", map, Content.NONE);
    map.clear();

    assertEquals(Node.of("iq").with("a", "1"), copy);
    assertEquals(Map.of("a", new Attribute.Text("1")), copy.attributes());
    assertEquals(Map.of("a", new Attribute.Text("1")).hashCode(), copy.attributes().hashCode());
  }

  @Test
  void looksUpItsAttributes() {
    assertTrue(node.attributes().containsKey("a"));
    assertFalse(node.attributes().containsKey("c"));
    assertNull(node.attributes().get("c"));
    assertEquals(Optional.of("@s.whatsapp.net"), node.string("to"));
    assertEquals(Optional.of(Jid.SERVER), node.jid("to"));
    assertEquals(Optional.empty(), node.jid("a"));
    var all = node.attributes().entrySet().iterator();
    all.next();
    all.next();
    all.next();
    assertThrows(NoSuchElementException.class, all::next);
  }

  @Test
  void findsItsChildren() {
    var parent = node.children(Node.of("x").with("n", 1), Node.of("y"), Node.of("x").with("n", 2));

    assertEquals("1", parent.child("x").orElseThrow().string("n").orElseThrow());
    assertEquals(2, parent.childrenOf("x").size());
    assertEquals(Optional.empty(), parent.child("z"));
    assertEquals(List.of(), node.childList());
  }

  @Test
  void readsTextAndBinaryContentAsBytes() {
    assertArrayEquals(new byte[] {1}, node.bytes(new byte[] {1}).bytes().orElseThrow());
    assertArrayEquals(new byte[] {'a'}, node.text("a").bytes().orElseThrow());
    assertEquals(Optional.empty(), node.bytes());
    assertEquals(Optional.empty(), node.children().bytes());
  }

  @Test
  void comparesBinaryContentByItsBytes() {
    assertEquals(node.bytes(new byte[] {1}), node.bytes(new byte[] {1}));
    assertEquals(node.bytes(new byte[] {1}).hashCode(), node.bytes(new byte[] {1}).hashCode());
    assertNotEquals(node.bytes(new byte[] {1}), node.bytes(new byte[] {2}));
    assertEquals("Bytes[1]", node.bytes(new byte[] {1}).content().toString());
  }
}
