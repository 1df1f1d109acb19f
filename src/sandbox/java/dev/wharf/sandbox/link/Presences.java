package dev.wharf.sandbox.link;

import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.Device;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is here: connections, logged-in devices, and registrations that wait for a phone. */
public final class Presences {

  private record Place(String phone, int device) {}

  private final Map<Long, Connection> connections = new LinkedHashMap<>();
  private final Map<Place, Login> logins = new HashMap<>();
  private final Map<String, Registration> byRef = new HashMap<>();
  private final Map<String, CodePairing> byPhone = new HashMap<>();
  private long lastConnection;
  private int orderlyCloses;

  long nextConnection() {
    return ++lastConnection;
  }

  void enter(Connection connection) {
    connections.put(connection.number(), connection);
  }

  void leave(Connection connection) {
    connections.remove(connection.number());
  }

  /** A client closed its WebSocket as one should. */
  void leftInOrder() {
    orderlyCloses++;
  }

  /** How many clients closed their WebSockets as one should. */
  public int orderlyCloses() {
    return orderlyCloses;
  }

  public Collection<Connection> connections() {
    return List.copyOf(connections.values());
  }

  /** Puts a login in its device's place; gives the one that was there. */
  Optional<Login> take(Account account, Device device, Login login) {
    return Optional.ofNullable(logins.put(new Place(account.phone(), device.id()), login));
  }

  void free(Account account, Device device, Login login) {
    logins.remove(new Place(account.phone(), device.id()), login);
  }

  public Optional<Login> online(Account account, Device device) {
    return Optional.ofNullable(logins.get(new Place(account.phone(), device.id())));
  }

  void offer(String ref, Registration registration) {
    byRef.put(ref, registration);
  }

  void withdraw(String ref) {
    byRef.remove(ref);
  }

  /** The registration that shows this QR ref, live or expired. */
  public Optional<Registration> waitingFor(String ref) {
    return Optional.ofNullable(byRef.get(ref));
  }

  void await(String phone, CodePairing pairing) {
    byPhone.put(phone, pairing);
  }

  void forget(String phone, CodePairing pairing) {
    byPhone.remove(phone, pairing);
  }

  /** The pairing by code that waits for this number's phone. */
  public Optional<CodePairing> waitingForPhone(String phone) {
    return Optional.ofNullable(byPhone.get(phone));
  }
}
