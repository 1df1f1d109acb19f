package dev.wharf.session;

import dev.wharf.account.Fact;
import dev.wharf.account.Fleet;
import dev.wharf.account.Vitals;
import dev.wharf.account.lifecycle.Ending;
import dev.wharf.account.lifecycle.Goal;
import dev.wharf.account.lifecycle.Trigger;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.identity.PhoneNumber;
import dev.wharf.keystore.Credentials;
import dev.wharf.keystore.KeystoreFault;
import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.pairing.ClientPayloads;
import dev.wharf.protocol.pairing.DeviceKeys;
import dev.wharf.protocol.pairing.PairingIdentity;
import dev.wharf.protocol.pairing.QrText;
import dev.wharf.protocol.stanza.Inbound;
import dev.wharf.protocol.stanza.Requests;
import dev.wharf.session.message.Mail;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What is said over one link, from the dial to its end. Lives on the session's context. */
final class Conversation implements Link.Owner {

  private static final Logger LOG = Logger.getLogger(Conversation.class);
  private static final Stanzas STANZAS = new Stanzas();
  private static final String OUR_FAULT =
      "WhatsApp and Wharf did not understand each other, which is probably a fault of Wharf. It"
          + " reconnects. Please report it with the support bundle of this account.";
  private static final long UNLINK_SECONDS = 3;
  private static final int UNHANDLED = 500;

  private final AccountId account;
  private final long number;
  private final Goal goal;
  private final Vertx vertx;
  private final SessionServices services;
  private final Session session;
  private final Steps steps;
  private @Nullable Credentials credentials;
  private @Nullable Link link;
  private @Nullable Queries queries;
  private volatile @Nullable KeepAlive keepAlive;
  private @Nullable CodePairing codePairing;
  private @Nullable LoginSync loginSync;
  private @Nullable NumberSearch numberSearch;
  private @Nullable MailRoom mailRoom;
  private final Set<String> warned = new HashSet<>();
  private List<String> refs = List.of();
  private final Instant openedAt;
  private volatile boolean over;

  Conversation(
      AccountId account,
      long number,
      Goal goal,
      Vertx vertx,
      SessionServices services,
      Session session) {
    this.account = account;
    this.number = number;
    this.goal = goal;
    this.vertx = vertx;
    this.services = services;
    this.session = session;
    this.openedAt = services.clock().instant();
    this.steps = new Steps(account, number, goal, services.clock(), session);
  }

  void open() {
    var context = vertx.getOrCreateContext();
    Future<Credentials> ready =
        goal == Goal.PAIR
            ? Future.succeededFuture(Credentials.fresh(DeviceKeys.generate(services.random())))
            : Bridge.on(context, () -> services.credentials().load(account))
                .compose(
                    found ->
                        found
                            .map(Future::succeededFuture)
                            .orElseGet(() -> Future.failedFuture(KeystoreFault.missing())));
    ready.onSuccess(this::dial).onFailure(this::withoutCredentials);
  }

  private void withoutCredentials(Throwable failure) {
    var kind =
        failure instanceof KeystoreFault ? Ending.Kind.CREDENTIALS : Ending.Kind.SERVER_TROUBLE;
    end(Ending.of(kind), "credentials: " + failure.getMessage());
  }

  private void dial(Credentials with) {
    if (over) {
      return;
    }
    credentials = with;
    var identity = with.identity();
    var version = services.versions().of(account);
    byte[] payload =
        identity == null
            ? ClientPayloads.registration(with.keys(), version, services.config().osName(), null)
            : ClientPayloads.login(identity.self(), version);
    var introduction =
        new Link.Introduction(
            with.keys().noise(), KeyPair.generate(services.random()), payload, with.routingInfo());
    var opening = new Link(number, services.trust(), this);
    link = opening;
    steps.dialing();
    opening.open(services.dialer(), introduction);
  }

  @Override
  public void stepped(Link of, String step, String outcome) {
    steps.done(step, outcome);
  }

  @Override
  public void shaken(Link of) {
    byte[] prefix = new byte[2];
    services.random().nextBytes(prefix);
    var asking =
        new Queries(
            services.timers(),
            of,
            services.config().queryTimeout(),
            (prefix[0] & 0xFF) + "." + (prefix[1] & 0xFF) + "-");
    queries = asking;
    var identity = known().identity();
    if (identity != null) {
      var preKeys =
          new PreKeyCare(
              account,
              vertx,
              services,
              session,
              asking,
              this::known,
              rotated -> credentials = rotated);
      loginSync = new LoginSync(account, preKeys, asking);
      numberSearch = new NumberSearch(account, number, identity.lid(), services, session, asking);
      mailRoom =
          new MailRoom(
              account,
              identity,
              () -> known().keys(),
              vertx.getOrCreateContext(),
              services,
              session,
              of,
              asking,
              () -> end(Ending.of(Ending.Kind.RECYCLED), "renewed for what was left behind"));
    }
    keepAlive =
        new KeepAlive(
            services.timers(),
            asking,
            services.config().keepAlive(),
            services.config().missedPings(),
            services.random()::nextDouble,
            services.clock(),
            () -> end(Ending.of(Ending.Kind.NETWORK), "keep-alive unanswered"));
    session.tell(new Trigger.Shaken(number));
  }

  @Override
  public void received(Link of, Node node) {
    var alive = keepAlive;
    if (alive != null) {
      alive.heard();
    }
    Inbound stanza = Inbound.parse(node);
    try {
      for (Action action : STANZAS.handle(stanza, view())) {
        carryOut(action);
      }
    } catch (RuntimeException failure) {
      unhandled(stanza, failure);
    }
  }

  /** What we cannot deal with must neither end the link nor come again over the next one. */
  private void unhandled(Inbound stanza, RuntimeException failure) {
    LOG.errorf(
        failure,
        "stanza not handled accountId=%s link=%d stanza=%s",
        account,
        number,
        stanza.getClass().getSimpleName());
    var self = view().self();
    switch (stanza) {
      case Inbound.Message(var node) -> send(Requests.nack(node, self, UNHANDLED));
      case Inbound.Receipt(var node) -> send(Requests.ack(node, null));
      case Inbound.Notification it -> send(Requests.ack(it.node(), null));
      case Inbound _ -> {}
    }
  }

  @Override
  public void ended(Link of, Ending ending, String detail) {
    end(ending, detail);
  }

  private View view() {
    var identity = known().identity();
    Jid self = identity == null ? null : identity.self();
    return new View(number, known().keys(), self, this::randomBytes);
  }

  private byte[] randomBytes(int count) {
    byte[] bytes = new byte[count];
    services.random().nextBytes(bytes);
    return bytes;
  }

  private Credentials known() {
    if (credentials == null) {
      throw new IllegalStateException("no credentials before the dial");
    }
    return credentials;
  }

  private void carryOut(Action action) {
    switch (action) {
      case Action.Send(Node node) -> send(node);
      case Action.Tell(Trigger trigger) -> session.tell(trigger);
      case Action.HoldRefs(List<String> held) -> refs = held;
      case Action.Pair(PairingIdentity identity, Node reply) -> pair(identity, reply);
      case Action.FinishCode(Node hello) -> finishCode(hello);
      case Action.Sync _ -> sync();
      case Action.KeepRouting(byte[] routing) -> keepRouting(routing);
      case Action.UploadPreKeys _ -> refill();
      case Action.Clean(String type, long timestamp) -> clean(type, timestamp);
      case Action.Mail(var stanza) -> mail(stanza);
      case Action.Warn warning -> warn(warning);
      case Action.Owe(Node ack) -> session.owe(ack);
      case Action.Answered(String id, Node reply) -> answered(id, reply);
      case Action.End(Ending ending, String detail) -> end(ending, detail);
    }
  }

  /** Once for a link, however often the server says so. */
  private void warn(Action.Warn warning) {
    if (warned.add(warning.code())) {
      session.record(
          new Fact.Trouble(
              account,
              services.clock().instant(),
              warning.code(),
              warning.message(),
              warning.action()));
    }
  }

  private void refill() {
    if (loginSync != null) {
      loginSync.refill();
    }
  }

  private void send(Node node) {
    if (link != null) {
      link.send(node);
    }
  }

  private void answered(String id, Node reply) {
    if (queries != null) {
      queries.answered(id, reply);
    }
  }

  /** What was missed is asked for before the server may forget that it was. */
  private void clean(String type, long timestamp) {
    var known = mailRoom == null ? Future.<Void>succeededFuture() : mailRoom.dirty(type);
    known.onSuccess(
        done -> {
          if (queries != null) {
            queries.ask(id -> Requests.cleanDirty(id, type, timestamp)).otherwiseEmpty();
          }
        });
  }

  /** Empty while the account is not online. */
  Optional<Mail> mail() {
    return Optional.ofNullable(mailRoom).flatMap(MailRoom::mail);
  }

  /** Whom we are is stored, and known to everybody, before the server hears that we agree. */
  private void pair(PairingIdentity identity, Node reply) {
    var paired = known().paired(identity);
    credentials = paired;
    var at = services.clock().instant();
    session
        .store(
            () ->
                services
                    .credentials()
                    .archive(account, "superseded")
                    .chain(() -> services.credentials().save(account, paired)))
        .compose(
            stored ->
                session.record(new Fact.Identified(account, at, Identities.of(identity), true)))
        .onSuccess(
            recorded -> {
              send(reply);
              PhoneNumber.of(identity.self()).ifPresent(this::numberPaired);
              steps.done("pairing", "ok");
              session.tell(new Trigger.PairedNow(number));
            })
        .onFailure(
            failure -> end(Ending.of(Ending.Kind.SERVER_TROUBLE), "pairing could not be stored"));
  }

  /** A number that was not here before is young: its limits start low. */
  private void numberPaired(PhoneNumber phone) {
    session.store(
        () -> services.messages().limiter().paired(account, phone, services.clock().instant()));
  }

  private void keepRouting(byte[] routing) {
    var kept = known().routed(routing);
    boolean news = !java.util.Arrays.equals(routing, known().routingInfo());
    credentials = kept;
    if (news && kept.identity() != null) {
      // In its turn: keys that are being stored right now must not be overwritten by former ones.
      session.store(() -> services.credentials().save(account, known()));
    }
  }

  private void sync() {
    steps.done("login", "ok");
    session.takeOwed().forEach(this::send);
    if (loginSync != null) {
      loginSync.run().onSuccess(done -> synced()).onFailure(this::notSynced);
    }
  }

  private void synced() {
    steps.done("sync", "ok");
    var identity = known().identity();
    session.tell(
        new Trigger.Synced(
            number, identity == null ? null : PhoneNumber.of(identity.self()).orElse(null)));
    send(Requests.unifiedSession(Requests.unifiedSessionId(services.clock().millis(), 0)));
  }

  /** The account is online: what waits for it may leave. */
  void online() {
    if (mailRoom != null) {
      mailRoom.online();
    }
  }

  /** The outbox has something new. */
  void wake() {
    if (mailRoom != null) {
      mailRoom.wake();
    }
  }

  private void mail(Inbound stanza) {
    if (mailRoom != null) {
      mailRoom.take(stanza);
    } else if (stanza instanceof Inbound.Notification it) {
      send(Requests.ack(it.node(), null));
    }
  }

  private void notSynced(Throwable failure) {
    var kind = LoginSync.isRateLimit(failure) ? Ending.Kind.RATE_LIMITED : Ending.Kind.NETWORK;
    end(
        Ending.of(kind, kind == Ending.Kind.RATE_LIMITED ? 429 : 0),
        "sync: " + failure.getMessage());
  }

  /** The number was withheld: looks for it until the lifecycle ends the link. */
  void searchNumber() {
    if (numberSearch != null) {
      numberSearch.begin();
    }
  }

  /** Asks for the number once; fails if nobody can be asked. */
  Future<Optional<PhoneNumber>> askNumber() {
    return numberSearch == null
        ? Future.failedFuture(new Queries.Unanswered("no link"))
        : numberSearch.ask();
  }

  Vitals vitals() {
    var alive = keepAlive;
    long heard = alive == null ? 0 : alive.heardAt();
    long pong = alive == null ? 0 : alive.pongAt();
    return new Vitals(
        number,
        alive != null && !over,
        openedAt,
        heard == 0 ? null : Instant.ofEpochMilli(heard),
        pong == 0 ? null : Instant.ofEpochMilli(pong),
        alive == null ? 0 : alive.missed());
  }

  /** The text of the QR code made of one ref. */
  String qrText(int index) {
    steps.qrShown(index);
    return QrText.of(refs.get(index), known().keys());
  }

  /** Asks the server for a pairing by code. */
  Future<Fleet.PairingCode> requestCode(PhoneNumber phone) {
    if (queries == null) {
      return Future.failedFuture(new Queries.Unanswered("no link"));
    }
    var pairing = new CodePairing(phone, known().keys(), vertx, services, queries);
    codePairing = pairing;
    return pairing.begin();
  }

  private void finishCode(Node hello) {
    if (codePairing == null) {
      LOG.warnf("pairing code answered but none is out accountId=%s link=%d", account, number);
      return;
    }
    codePairing
        .finish(hello)
        .onSuccess(keys -> credentials = known().rekeyed(keys))
        .onFailure(
            failure ->
                LOG.warnf(
                    "pairing code failed accountId=%s link=%d cause=%s",
                    account, number, failure.getMessage()));
  }

  /** Tells the server that this device goes; waits a moment for its word. */
  Future<Void> unlink() {
    var identity = known().identity();
    return queries == null || identity == null
        ? Future.succeededFuture()
        : queries
            .ask(id -> Requests.removeCompanion(id, identity.self()))
            .timeout(UNLINK_SECONDS, TimeUnit.SECONDS)
            .<Void>mapEmpty()
            .otherwiseEmpty();
  }

  private void end(Ending ending, String detail) {
    if (!over) {
      LogLines.disconnected(account, number, ending, detail);
      if (ending.kind() == Ending.Kind.GARBLED) {
        session.record(
            new Fact.Trouble(
                account, services.clock().instant(), "stream_garbled", OUR_FAULT, null));
      }
      steps.closed(ending.kind().name().toLowerCase(java.util.Locale.ROOT));
      session.tell(new Trigger.Ended(number, ending));
      // Whoever waits for a word before it goes, as a logout does, need not wait any more.
      if (queries != null) {
        queries.abandon();
      }
    }
  }

  /** Ends the conversation; nothing is told any more. */
  Future<Void> close() {
    over = true;
    if (mailRoom != null) {
      mailRoom.close();
    }
    steps.abandoned();
    var alive = keepAlive;
    if (alive != null) {
      alive.stop();
    }
    if (numberSearch != null) {
      numberSearch.stop();
    }
    var closed = link == null ? Future.<Void>succeededFuture() : link.close();
    if (queries != null) {
      queries.abandon();
    }
    return closed;
  }
}
