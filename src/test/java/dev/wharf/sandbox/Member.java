package dev.wharf.sandbox;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/** A test's own client that is paired and online, and what it says. */
final class Member implements AutoCloseable {

  private final Running running;
  private final TestCompanion companion;
  private final JsonObject place;
  private ClientLink link;

  private Member(Running running, TestCompanion companion, JsonObject place) {
    this.running = running;
    this.companion = companion;
    this.place = place;
    this.link = running.online(companion, place);
  }

  /** A companion of the account with that push name. */
  static Member join(Running running, String pushName) throws Exception {
    var companion = new TestCompanion();
    return new Member(running, companion, running.pair(companion, pushName));
  }

  String phone() {
    return place.getString("phone");
  }

  int device() {
    return place.getInteger("device");
  }

  Jid byPhone() {
    return Jid.phone(phone(), device());
  }

  Jid byLid() {
    return Jid.lid(place.getString("lid"), device());
  }

  ClientLink link() {
    return link;
  }

  void leave() {
    link.close();
  }

  /** Logs in again; what comes is left to the caller. */
  void comeBack() {
    link = running.login(companion, place, false);
  }

  /** The next stanza of that tag, with good wire types. */
  Node next(String tag) {
    return WireTypes.checked(link.next(node -> node.tag().equals(tag)));
  }

  /** Sends a message and gives its ack. */
  Node send(Node message) {
    link.send(message);
    return WireTypes.checked(
        link.next(
            node -> node.tag().equals("ack") && node.string("id").equals(message.string("id"))));
  }

  Node ask(Node iq) {
    return WireTypes.checked(link.ask(iq));
  }

  void confirm(Node message) {
    link.send(receipt(message, ""));
    link.next(node -> node.tag().equals("ack"));
  }

  static Node receipt(Node message, String type) {
    Node receipt =
        Node.of("receipt")
            .with("id", message.string("id").orElseThrow())
            .with("to", message.jid("from").orElseThrow());
    if (message.jid("participant").isPresent()) {
      receipt = receipt.with("participant", message.jid("participant").orElseThrow());
    }
    if (message.jid("recipient").isPresent()) {
      receipt = receipt.with("recipient", message.jid("recipient").orElseThrow());
    }
    return type.isEmpty() ? receipt : receipt.with("type", type);
  }

  /** A message without anything in it. */
  static Node message(String id, Jid to) {
    return Node.of("message").with("id", id).with("to", to.bare()).with("type", "text");
  }

  static Node copies(Node... copies) {
    return Node.of("participants").children(copies);
  }

  static Node copy(Jid to, String type, String content) {
    return Node.of("to").with("jid", to).children(enc(type, content));
  }

  static Node enc(String type, String content) {
    return Node.of("enc")
        .with("v", "2")
        .with("type", type)
        .bytes(content.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    link.close();
  }
}
