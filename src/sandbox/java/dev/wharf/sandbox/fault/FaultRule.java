package dev.wharf.sandbox.fault;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A fault and whom it meets: everybody, one phone number, or the next so many connections. */
public final class FaultRule {

  private final long id;
  private final Fault fault;
  private final Optional<String> phone;
  private final Optional<Integer> connections;
  private final Set<Long> bound = new HashSet<>();
  private int used;

  FaultRule(long id, Fault fault, Optional<String> phone, Optional<Integer> connections) {
    this.id = id;
    this.fault = fault;
    this.phone = phone;
    this.connections = connections;
  }

  public long id() {
    return id;
  }

  public Fault fault() {
    return fault;
  }

  public Optional<String> phone() {
    return phone;
  }

  public Optional<Integer> connections() {
    return connections;
  }

  /** How many connections it has met, if that is counted. */
  public int used() {
    return used;
  }

  /** Takes a new connection into the count, if the rule counts connections of any number. */
  void meet(long connection) {
    if (phone.isEmpty()) {
      count(connection);
    }
  }

  /** Takes a connection into the count once its phone number is known. */
  void meet(long connection, String number) {
    if (phone.isPresent() && phone.get().equals(number)) {
      count(connection);
    }
  }

  boolean applies(long connection, Optional<String> number) {
    return connections.isPresent()
        ? bound.contains(connection)
        : phone.isEmpty() || phone.equals(number);
  }

  /** Forgets a connection. Returns whether the rule can never apply again. */
  boolean release(long connection) {
    bound.remove(connection);
    return bound.isEmpty() && connections.isPresent() && used >= connections.get();
  }

  private void count(long connection) {
    if (connections.isPresent() && used < connections.get() && bound.add(connection)) {
      used++;
    }
  }
}
