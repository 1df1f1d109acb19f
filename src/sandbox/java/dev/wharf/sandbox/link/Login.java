package dev.wharf.sandbox.link;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.proto.ClientPayload;
import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.Accounts;
import dev.wharf.sandbox.account.AppState;
import dev.wharf.sandbox.account.Device;
import dev.wharf.sandbox.account.Naming;
import dev.wharf.sandbox.fault.Fault;
import dev.wharf.sandbox.fault.Moment;
import dev.wharf.sandbox.group.GroupNews;
import dev.wharf.sandbox.group.Groups;
import dev.wharf.sandbox.iq.Caller;
import dev.wharf.sandbox.iq.Iq;
import dev.wharf.sandbox.iq.IqTable;
import dev.wharf.sandbox.iq.MexIq;
import dev.wharf.sandbox.iq.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A companion that logs in (connection.md 6). */
public final class Login implements Peer, Caller {

  private final World world;
  private final Connection connection;
  private final byte[] noiseKey;
  private @Nullable Exchange exchange;
  private @Nullable Account account;
  private @Nullable Device device;
  private boolean toldLow;

  Login(World world, Connection connection, byte[] noiseKey) {
    this.world = world;
    this.connection = connection;
    this.noiseKey = noiseKey;
  }

  void start(ClientPayload payload) {
    String username = Long.toUnsignedString(payload.getUsername());
    Optional<Account> named = world.accounts().byUsername(username);
    connection.script().identify(named.map(Account::phone).orElse(username));
    Optional<Device> known =
        named
            .flatMap(found -> found.device(payload.getDevice()))
            .filter(found -> found.logsInWith(noiseKey));
    if (connection.strike(Moment.LOGIN)) {
      return;
    }
    if (known.isEmpty()) {
      named.ifPresent(Account::countRefusal);
      connection.finish(Stanzas.failure("401"));
      return;
    }
    enter(named.orElseThrow(), known.get(), payload);
  }

  private void enter(Account account, Device device, ClientPayload payload) {
    if (restarts(account, device)) {
      return;
    }
    this.account = account;
    this.device = device;
    this.exchange = new Exchange(world, connection, self());
    device.restarted(false);
    Optional<Login> older = world.presences().take(account, device, this);
    older.ifPresent(Login::replaced);
    account.countLogin(device, older.isPresent(), connection.routing().length > 0);
    if (!payload.getPushName().isEmpty()) {
      rename(payload.getPushName());
    }
    welcome(payload.getPassive());
  }

  private boolean restarts(Account account, Device device) {
    var script = connection.script();
    boolean unlink = script.find(Fault.RestartThenUnlink.class).isPresent();
    if (unlink && device.restarted()) {
      world.unlink(account, device);
      account.countRefusal();
      connection.finish(Stanzas.failure("401"));
      return true;
    }
    if (unlink || script.find(Fault.RestartLoop.class).isPresent()) {
      device.restarted(true);
      connection.finish(Stanzas.streamError("515"), Stanzas.STREAM_END);
      return true;
    }
    return false;
  }

  private void welcome(boolean passive) {
    connection.send(
        Node.of("success")
            .with("t", world.now().getEpochSecond())
            .with("lid", account().lidJid(device().id()))
            .with("location", "sbx")
            .with("creation", world.now().getEpochSecond()));
    byte[] routing = {8, 2, 8, (byte) device().id()};
    connection.send(
        Stanzas.info(Node.of("edge_routing").children(Node.of("routing_info").bytes(routing))));
    exchange().preview();
    if (!passive) {
      deliver();
    }
  }

  private void deliver() {
    if (exchange().deliver()) {
      connection.strike(Moment.ONLINE);
      greet();
    }
  }

  /** The phone greets a new companion, once it can write to it and clients wait for that. */
  private void greet() {
    boolean due = world.config().history() && !device().greeted();
    if (due && exchange().isDelivered() && device().preKeys().uploaded()) {
      device().greeted(true);
      changed();
      world.traffic().phones().greet(account(), device().id());
    }
  }

  private Exchange exchange() {
    return java.util.Objects.requireNonNull(exchange, "not logged in");
  }

  @Override
  public void receive(Node node) {
    if (device == null) {
      return;
    }
    switch (node.tag()) {
      case "iq" -> Iq.of(node).ifPresent(this::answer);
      case "presence" -> {
        node.string("name").ifPresent(this::rename);
        exchange().receive(node);
      }
      case "ack" -> {
        node.string("id").ifPresent(device::acked);
        exchange().receive(node);
      }
      default -> exchange().receive(node);
    }
  }

  private void answer(Iq iq) {
    if (connection.spoilt(iq)) {
      return;
    }
    if (iq.xmlns().equals("w:p")) {
      connection.send(pong(iq, world));
      return;
    }
    switch (IqTable.answer(iq, this)) {
      case Reply.Error(int code, var text) -> connection.send(Stanzas.error(iq.id(), code, text));
      case Reply.Result(var children, var then) -> {
        connection.send(Stanzas.result(iq.id(), children.toArray(Node[]::new)));
        switch (then) {
          case NOTHING -> {}
          case DELIVER -> deliver();
          case UNLINK -> {
            world.unlink(account(), device());
            connection.finish(Stanzas.STREAM_END);
          }
        }
      }
    }
  }

  static Node pong(Iq iq, World world) {
    return Stanzas.result(iq.id()).with("t", world.now().getEpochSecond());
  }

  /** The same device logged in again somewhere else. */
  private void replaced() {
    connection.finish(Stanzas.streamError(Fault.Form.REPLACED, ""));
  }

  /** Says something to this device that no server would. */
  public void say(byte[] payload) {
    connection.sendRaw(payload);
  }

  /** The phone has removed this companion. */
  public void removed() {
    connection.finish(Stanzas.streamError(Fault.Form.DEVICE_REMOVED, ""));
  }

  @Override
  public void strike(Fault.Timed fault) {
    if (device == null) {
      return;
    }
    switch (fault) {
      case Fault.LowPreKeys(_, _, int count) -> {
        device().preKeys().shrinkTo(count);
        changed();
        tellLow();
      }
      case Fault.Dirty(_, _, var types) ->
          types.forEach(
              type ->
                  connection.send(
                      Stanzas.info(
                          Node.of("dirty")
                              .with("type", type)
                              .with("timestamp", world.now().getEpochSecond()))));
      case Fault.TimelockTold(_, _, var lock) -> tellTimelock(end(lock));
      case Fault.StreamError error when error.form() == Fault.Form.ACK ->
          device().missAck(Stanzas.OWED);
      case Fault.Ending _, Fault.BadFrame _, Fault.DowngradeWebclient _, Fault.PasskeyGate _ -> {}
    }
  }

  @Override
  public void closed() {
    if (account != null && device != null) {
      world.presences().free(account, device, this);
      exchange().close(world.presences().online(account, device).isPresent());
    }
  }

  private void rename(String pushName) {
    if (!pushName.equals(account().pushName())) {
      account().rename(pushName);
      changed();
      world.traffic().phones().renamed(account());
    }
  }

  private Optional<Instant> end(Duration lock) {
    return lock.isZero() ? Optional.empty() : Optional.of(world.now().plus(lock));
  }

  private void tellTimelock(Optional<Instant> until) {
    connection.send(
        Stanzas.notification(
            Jid.SERVER,
            "mex",
            connection.nextId(),
            world.now(),
            Node.of("update")
                .with("op_name", "NotificationUserReachoutTimelockUpdate")
                .text(
                    "{\"data\":{\"xwa2_notify_account_reachout_timelock\":"
                        + MexIq.timelock(until)
                        + "}}")));
  }

  /** Tells the client once that its one-time keys run low; an upload makes it tell again. */
  void warnIfLow() {
    boolean low = device().preKeys().size() < world.config().lowPreKeys();
    if (low && !toldLow) {
      tellLow();
    }
    toldLow = low;
  }

  private void tellLow() {
    connection.send(
        Stanzas.notification(
            Jid.SERVER,
            "encrypt",
            connection.nextId(),
            world.now(),
            Node.of("count").with("value", device().preKeys().size())));
  }

  @Override
  public Account account() {
    return java.util.Objects.requireNonNull(account, "not logged in");
  }

  @Override
  public Device device() {
    return java.util.Objects.requireNonNull(device, "not logged in");
  }

  @Override
  public Accounts accounts() {
    return world.accounts();
  }

  @Override
  public Instant now() {
    return world.now();
  }

  @Override
  public RandomGenerator random() {
    return world.random();
  }

  @Override
  public String mediaHost() {
    return connection.secureHost();
  }

  @Override
  public Groups groups() {
    return world.traffic().groups();
  }

  @Override
  public GroupNews news() {
    return world.traffic().news();
  }

  @Override
  public void asksAbout(Account about, Naming naming) {
    world.traffic().acquaintances().note(account(), about, naming);
  }

  @Override
  public void changed() {
    toldLow &= device().preKeys().size() < world.config().lowPreKeys();
    world.keeper().changed(account());
  }

  @Override
  public void keysTaken(Account account, int device) {
    world.keysTaken(account, device);
  }

  @Override
  public void published() {
    greet();
  }

  @Override
  public void trusts(Account taker, Instant at) {
    Companions.tellTrust(
        world, account(), taker, world.traffic().trust().give(account(), taker, at));
  }

  @Override
  public Optional<Instant> timelock() {
    return connection.script().find(Fault.TokenDemanded.class).flatMap(it -> end(it.lock()));
  }

  @Override
  public void shared(AppState.Name collection) {
    Companions.tellShared(world, account(), collection, device().id());
  }
}
