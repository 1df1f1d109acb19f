package dev.wharf.session.message;

import dev.wharf.account.Fact;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.pairing.DeviceKeys;
import dev.wharf.protocol.stanza.chat.Own;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;

/** A line with nobody at its other end: for work that has to do with the database alone. */
record LooseLine(AccountId account, DeviceKeys keys) implements Line {

  @Override
  public Own own() {
    return new Own(Jid.phone("4915112345678", 1), Jid.lid("123456789012345", 1));
  }

  @Override
  public byte[] deviceIdentity() {
    return new byte[0];
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public void send(Node stanza) {
    throw new AssertionError("nothing is sent");
  }

  @Override
  public Future<Node> ask(Function<String, Node> question) {
    throw new AssertionError("nobody is asked");
  }

  @Override
  public <T> Future<T> run(Supplier<Uni<T>> work) {
    return Future.fromCompletionStage(work.get().subscribeAsCompletionStage());
  }

  @Override
  public Runnable after(Duration delay, Runnable task) {
    throw new AssertionError("nothing waits");
  }

  @Override
  public void report(Fact fact) {
    throw new AssertionError("nothing happens");
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void missed() {
    throw new AssertionError("nothing is missed");
  }
}
