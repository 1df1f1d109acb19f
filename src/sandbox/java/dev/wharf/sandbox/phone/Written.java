package dev.wharf.sandbox.phone;

import dev.wharf.identity.Jid;
import dev.wharf.sandbox.post.Party;
import java.time.Instant;
import java.util.Optional;

/** One message that a phone wrote, and what has become of it. */
public final class Written {

  /** How far it has come, with anybody. */
  public enum State {
    SENT,
    DELIVERED,
    READ,
    PLAYED
  }

  private final String id;
  private final Jid to;
  private final Instant at;
  private final byte[] message;
  private final boolean peer;
  private State state = State.SENT;

  Written(String id, Jid to, Instant at, byte[] message, boolean peer) {
    this.id = id;
    this.to = to;
    this.at = at;
    this.message = message;
    this.peer = peer;
  }

  public String id() {
    return id;
  }

  public Jid to() {
    return to;
  }

  public Instant at() {
    return at;
  }

  /** Protobuf, as the addressee reads it. */
  byte[] message() {
    return message;
  }

  public Optional<String> text() {
    return Fields.read(message).flatMap(it -> Told.of(it).text());
  }

  /** Whether it was for an own companion alone. */
  boolean isPeer() {
    return peer;
  }

  boolean isForGroup() {
    return to.server().equals(Jid.GROUP_SERVER);
  }

  public State state() {
    return state;
  }

  /** Never goes back. */
  void reached(State next) {
    state = next.compareTo(state) > 0 ? next : state;
  }

  /** What a device gets: an own one learns for whom it was. */
  byte[] contentFor(Party device, Party author) {
    return device.account() == author.account() && !peer ? deviceSent(to, message) : message;
  }

  static byte[] deviceSent(Jid destination, byte[] message) {
    return Fields.write()
        .child(31, Fields.write().text(1, destination.toString()).bytes(2, message))
        .bytes();
  }
}
