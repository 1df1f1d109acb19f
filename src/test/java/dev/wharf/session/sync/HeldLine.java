package dev.wharf.session.sync;

import dev.wharf.account.Fact;
import dev.wharf.event.Presence;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.pairing.DeviceKeys;
import dev.wharf.protocol.stanza.chat.Own;
import dev.wharf.session.message.Line;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A line whose time passes only when the test says so, and that keeps what is sent. */
final class HeldLine implements Line {

  private record Alarm(Instant at, Runnable task) {}

  private final AccountId account = AccountId.random(new Random(1));
  private final List<Alarm> alarms = new ArrayList<>();
  final List<Node> sent = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T12:00:00Z");
  @Nullable String name;
  @Nullable Presence presence;

  List<String> types() {
    return sent.stream().map(node -> node.string("type").orElse("")).toList();
  }

  void pass(Duration time) {
    Instant until = now.plus(time);
    while (true) {
      Optional<Alarm> next =
          alarms.stream()
              .filter(it -> !it.at().isAfter(until))
              .min(Comparator.comparing(Alarm::at));
      if (next.isEmpty()) {
        now = until;
        return;
      }
      alarms.remove(next.get());
      now = next.get().at();
      next.get().task().run();
    }
  }

  @Override
  public AccountId account() {
    return account;
  }

  @Override
  public Own own() {
    return new Own(Jid.phone("4915112345678", 1), Jid.lid("123456789012345", 1));
  }

  @Override
  public DeviceKeys keys() {
    throw new AssertionError("not asked for");
  }

  @Override
  public byte[] deviceIdentity() {
    return new byte[0];
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void send(Node stanza) {
    sent.add(stanza);
  }

  @Override
  public Future<Node> ask(Function<String, Node> question) {
    throw new AssertionError("not asked for");
  }

  @Override
  public <T> Future<T> run(Supplier<Uni<T>> work) {
    throw new AssertionError("not asked for");
  }

  @Override
  public Runnable after(Duration delay, Runnable task) {
    var alarm = new Alarm(now.plus(delay), task);
    alarms.add(alarm);
    return () -> alarms.remove(alarm);
  }

  @Override
  public void report(Fact fact) {}

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public Optional<String> pushName() {
    return Optional.ofNullable(name);
  }

  @Override
  public Optional<Presence> presence() {
    return Optional.ofNullable(presence);
  }

  @Override
  public void missed() {}
}
