package dev.wharf.session;

import dev.wharf.account.Fact;
import dev.wharf.event.AccountView;
import dev.wharf.event.Presence;
import dev.wharf.identity.AccountId;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.pairing.DeviceKeys;
import dev.wharf.protocol.pairing.PairingIdentity;
import dev.wharf.protocol.stanza.chat.Own;
import dev.wharf.session.message.Line;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** A conversation after its login, as messages see it. */
final class ConversationLine implements Line {

  /**
   * Long enough for a flood to be over, and to count as online: too many short links are given up.
   */
  private static final Duration RENEWAL = Duration.ofSeconds(90);

  private final AccountId account;
  private final Own own;
  private final Supplier<DeviceKeys> keys;
  private final PairingIdentity identity;
  private final Context context;
  private final SessionServices services;
  private final Session session;
  private final Link link;
  private final Queries queries;
  private final Runnable renewal;
  private boolean open = true;
  private boolean renewing;

  ConversationLine(
      AccountId account,
      Own own,
      Supplier<DeviceKeys> keys,
      PairingIdentity identity,
      Context context,
      SessionServices services,
      Session session,
      Link link,
      Queries queries,
      Runnable renewal) {
    this.account = account;
    this.own = own;
    this.keys = keys;
    this.identity = identity;
    this.context = context;
    this.services = services;
    this.session = session;
    this.link = link;
    this.queries = queries;
    this.renewal = renewal;
  }

  void close() {
    open = false;
  }

  @Override
  public AccountId account() {
    return account;
  }

  @Override
  public Own own() {
    return own;
  }

  @Override
  public DeviceKeys keys() {
    return keys.get();
  }

  @Override
  public byte[] deviceIdentity() {
    return identity.signedDeviceIdentity();
  }

  @Override
  public Instant now() {
    return services.clock().instant();
  }

  @Override
  public void send(Node stanza) {
    link.send(stanza);
  }

  @Override
  public Future<Node> ask(Function<String, Node> question) {
    return queries.ask(question).recover(ConversationLine::refused);
  }

  private static Future<Node> refused(Throwable failure) {
    return Future.failedFuture(
        switch (failure) {
          case Queries.Failed failed -> new Refused(failed.error().code(), failed.error().text());
          case Queries.Unanswered unanswered ->
              new Unanswered(String.valueOf(unanswered.getMessage()));
          default -> failure;
        });
  }

  @Override
  public <T> Future<T> run(Supplier<Uni<T>> work) {
    return Bridge.on(context, work);
  }

  @Override
  public Runnable after(Duration delay, Runnable task) {
    var alarm =
        services
            .timers()
            .after(
                delay,
                () -> {
                  if (open) {
                    task.run();
                  }
                });
    return alarm::cancel;
  }

  @Override
  public void report(Fact fact) {
    session.record(fact);
  }

  @Override
  public Future<Void> stored(Fact fact) {
    return open ? session.record(fact) : Future.failedFuture(new Unanswered("link ended"));
  }

  @Override
  public Optional<String> pushName() {
    return services.board().view(account).map(view -> view.identity().pushName());
  }

  @Override
  public Optional<Presence> presence() {
    return services.board().view(account).map(AccountView::presence);
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void missed() {
    if (!renewing && open) {
      renewing = true;
      after(RENEWAL, renewal);
    }
  }
}
