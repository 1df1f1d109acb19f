package dev.wharf.session;

import dev.wharf.account.AccountBoard;
import dev.wharf.account.ClientVersionStore;
import dev.wharf.account.ClientVersions;
import dev.wharf.account.Fleet.Order;
import dev.wharf.account.Refused;
import dev.wharf.account.lifecycle.Reasons;
import dev.wharf.event.AccountView;
import dev.wharf.event.Event;
import dev.wharf.event.Published;
import dev.wharf.event.Status;
import dev.wharf.identity.AccountId;
import dev.wharf.protocol.pairing.ClientVersion;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Changes the client version at run time: a new one is tried by one account, and adopted for all
 * when that account comes online with it. May be called from anywhere; every step is short.
 */
@ApplicationScoped
class VersionRollout implements ClientVersions, AccountBoard.Listener {

  private static final Logger LOG = Logger.getLogger(VersionRollout.class);

  private final Versions versions;
  private final VersionLookup lookup;
  private final SessionFleet fleet;
  private final AccountBoard board;
  private final ClientVersionStore store;
  private final SessionConfig config;
  private final Timers timers;
  private final Clock clock;
  private ClientVersionStore.Adopted adopted;
  private @Nullable Trial trial;
  private @Nullable Outcome lastTrial;
  private @Nullable Lookup lastLookup;
  private boolean looking;
  private Timers.Alarm alarm = Timers.Alarm.NONE;

  @Inject
  VersionRollout(
      SessionServices services,
      VersionLookup lookup,
      SessionFleet fleet,
      AccountBoard board,
      ClientVersionStore store) {
    this.versions = services.versions();
    this.lookup = lookup;
    this.fleet = fleet;
    this.board = board;
    this.store = store;
    this.config = services.config();
    this.timers = services.timers();
    this.clock = services.clock();
    this.adopted =
        new ClientVersionStore.Adopted(
            versions.current().toString(), "configuration", clock.instant());
  }

  /** Goes on with the version that last worked, unless a newer one is configured. */
  Uni<Void> load() {
    return store
        .load()
        .invoke(
            found -> {
              found.ifPresent(this::goOn);
              versions.onOutdated(this::outdated);
              board.subscribe(this);
            })
        .replaceWithVoid();
  }

  private synchronized void goOn(ClientVersionStore.Adopted stored) {
    var version = ClientVersion.parse(stored.version());
    if (version.isNewerThan(versions.current()) || version.equals(versions.current())) {
      adopted = stored;
      versions.adopt(version);
    }
  }

  @Override
  public synchronized View view() {
    return new View(
        adopted.version(), adopted.source(), adopted.since(), trial, lastTrial, lastLookup);
  }

  @Override
  public Uni<View> propose(String text, @Nullable AccountId wished) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var version = parse(text);
              var canary = wished == null ? chosen() : Optional.of(paired(wished));
              return attempt(version, canary, "operator");
            });
  }

  @Override
  public Uni<View> refresh() {
    return Uni.createFrom()
        .<ClientVersion>emitter(
            told -> lookup.present().onSuccess(told::complete).onFailure(told::fail))
        .invoke(found -> looked(found.toString()))
        .onFailure()
        .invoke(failure -> looked(String.valueOf(failure.getMessage())))
        .onFailure()
        .transform(VersionRollout::notFound)
        .chain(
            found ->
                found.isNewerThan(versions.current())
                    ? attempt(found, chosen(), "lookup")
                    : Uni.createFrom().item(this::view));
  }

  Uni<Void> daily() {
    return refresh()
        .onFailure()
        .invoke(failure -> LOG.warnf("client version not found cause=%s", failure.getMessage()))
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }

  private static Refused notFound(Throwable failure) {
    return new Refused(
        Refused.Kind.UPSTREAM,
        "client_version_not_found",
        "WhatsApp did not tell its present client version. Set one by hand if you know it.",
        null);
  }

  private synchronized void looked(String result) {
    lastLookup = new Lookup(clock.instant(), result);
    LOG.infof("client version looked up current=%s found=%s", versions.current(), result);
  }

  /** The account waits its back-off and then connects with whatever is found until then. */
  private void outdated(AccountId account) {
    synchronized (this) {
      if (looking || trial != null) {
        return;
      }
      looking = true;
    }
    LOG.warnf("client version outdated accountId=%s version=%s", account, versions.of(account));
    lookup
        .present()
        .onComplete(
            found -> {
              looked(found.succeeded() ? found.result().toString() : found.cause().toString());
              synchronized (this) {
                looking = false;
                if (found.succeeded() && found.result().isNewerThan(versions.current())) {
                  begin(found.result(), account);
                }
              }
            });
  }

  private Uni<View> attempt(ClientVersion version, Optional<AccountView> canary, String source) {
    synchronized (this) {
      if (version.equals(versions.current())) {
        return Uni.createFrom().item(this::view);
      }
      if (canary.isEmpty()) {
        adopt(version, null, source);
        return Uni.createFrom().item(this::view);
      }
      begin(version, canary.get().id());
    }
    return fleet.order(canary.get().id(), Order.RECONNECT).map(done -> view());
  }

  private void begin(ClientVersion version, AccountId canary) {
    LOG.infof("client version on trial version=%s canary=%s", version, canary);
    var begun = new Trial(version.toString(), canary, clock.instant());
    trial = begun;
    versions.attempt(version, canary);
    alarm.cancel();
    alarm = timers.after(config.versionTrial(), () -> end(begun, "timed_out"));
  }

  @Override
  public void snapshot(AccountBoard.Snapshot snapshot) {}

  @Override
  public void event(Published event) {
    Trial running = running();
    if (running == null
        || !event.account().equals(running.canary())
        || !(event.event() instanceof Event.StatusChanged(var standing, var _))) {
      return;
    }
    switch (standing.status()) {
      case ACTIVE -> end(running, "adopted");
      case INACTIVE, BANNED -> end(running, "refused");
      case WARMING, AUTHENTICATING, RECONNECTING, COOLDOWN -> {}
    }
  }

  private synchronized @Nullable Trial running() {
    return trial;
  }

  private synchronized void end(Trial ended, String result) {
    if (trial != ended) {
      return;
    }
    alarm.cancel();
    trial = null;
    var version = ClientVersion.parse(ended.version());
    if (result.equals("adopted")) {
      adopt(version, ended.canary(), "trial");
      return;
    }
    LOG.warnf(
        "client version not adopted version=%s canary=%s result=%s",
        version, ended.canary(), result);
    lastTrial = new Outcome(ended.version(), ended.canary(), clock.instant(), result);
    versions.abandon();
    board
        .view(ended.canary())
        .filter(account -> account.standing().status() == Status.INACTIVE)
        .ifPresent(this::reconnect);
  }

  private void adopt(ClientVersion version, @Nullable AccountId canary, String source) {
    var at = clock.instant();
    LOG.infof("client version adopted version=%s canary=%s", version, canary);
    trial = null;
    lastTrial = new Outcome(version.toString(), canary, at, "adopted");
    versions.adopt(version);
    adopted = new ClientVersionStore.Adopted(version.toString(), source, at);
    store
        .save(adopted)
        .subscribe()
        .with(
            saved -> {},
            failure -> LOG.errorf("client version not stored cause=%s", failure.toString()));
    // Those who were turned away for their version have no other trouble.
    board.all().stream()
        .filter(VersionRollout::isOutdated)
        .filter(account -> !account.id().equals(canary))
        .forEach(this::reconnect);
  }

  private static boolean isOutdated(AccountView account) {
    var reason = account.standing().reason();
    return account.paired()
        && account.standing().status() == Status.INACTIVE
        && reason != null
        && reason.code().equals(Reasons.OUTDATED.reason().code());
  }

  private void reconnect(AccountView account) {
    fleet
        .order(account.id(), Order.RECONNECT)
        .subscribe()
        .with(
            done -> {},
            failure -> LOG.warnf("not reconnected accountId=%s cause=%s", account.id(), failure));
  }

  /** Who is online tells most; else whoever the version keeps out. */
  private Optional<AccountView> chosen() {
    var accounts = board.all();
    return accounts.stream()
        .filter(account -> account.standing().status() == Status.ACTIVE)
        .findFirst()
        .or(() -> accounts.stream().filter(VersionRollout::isOutdated).findFirst());
  }

  private AccountView paired(AccountId account) {
    return board
        .view(account)
        .filter(AccountView::paired)
        .orElseThrow(
            () ->
                new Refused(
                    Refused.Kind.INVALID,
                    "invalid_canary",
                    "The canary must be a paired account.",
                    null));
  }

  private static ClientVersion parse(String text) {
    try {
      return ClientVersion.parse(text);
    } catch (IllegalArgumentException e) {
      throw new Refused(
          Refused.Kind.INVALID,
          "invalid_client_version",
          "A client version looks like 2.3000.1045649367.",
          null);
    }
  }
}
