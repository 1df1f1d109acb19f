package dev.wharf.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.account.AccountBoard;
import dev.wharf.account.AccountLedger;
import dev.wharf.account.Accounts;
import dev.wharf.account.Fact;
import dev.wharf.account.NewAccount;
import dev.wharf.event.AccountView;
import dev.wharf.event.Event;
import dev.wharf.event.Published;
import dev.wharf.event.Qr;
import dev.wharf.event.Reason;
import dev.wharf.event.Standing;
import dev.wharf.identity.AccountId;
import dev.wharf.sandbox.SandboxAdmin;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * One account against the scripted server, on a clock that the test holds. Whoever waits here waits
 * for a condition, in real time, with a deadline.
 */
final class Trial implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration QUERY = Duration.ofSeconds(20);
  private static final Duration STEP = Duration.ofSeconds(10);
  private static final Duration LEEWAY = Duration.ofMillis(2);

  /** What Quarkus hands to a test. */
  record Parts(
      Accounts accounts,
      AccountBoard board,
      AccountLedger ledger,
      ControlledTime time,
      String sandboxUrl) {}

  private final Parts parts;
  private final SandboxAdmin sandbox;
  private final AccountId id;
  private final List<Event> told = new CopyOnWriteArrayList<>();
  private final AccountBoard.Subscription subscription;
  private String phone;

  Trial(Parts parts) {
    this(parts, "");
  }

  /**
   * @param phone the account's phone, if it is paired already
   */
  Trial(Parts parts, String phone) {
    this.phone = phone;
    this.parts = parts;
    this.sandbox = new SandboxAdmin(parts.sandboxUrl());
    this.id =
        await(parts.accounts().create(new NewAccount("Trial", null, null, Map.of(), null))).id();
    this.subscription = parts.board().subscribe(new Listener());
  }

  private final class Listener implements AccountBoard.Listener {
    @Override
    public void snapshot(AccountBoard.Snapshot snapshot) {}

    @Override
    public void event(Published event) {
      if (event.account().equals(id)) {
        told.add(event.event());
      }
    }
  }

  AccountId id() {
    return id;
  }

  SandboxAdmin sandbox() {
    return sandbox;
  }

  Accounts accounts() {
    return parts.accounts();
  }

  /** Scripts a fault: {@code failure reason=402 connections=1}. */
  Trial fault(String words) {
    var fault = new JsonObject();
    for (String word : words.split(" ")) {
      int equals = word.indexOf('=');
      String key = equals < 0 ? "kind" : word.substring(0, equals);
      String value = word.substring(equals + 1);
      fault.put(key, value.matches("[0-9]{1,9}") ? (Object) Integer.valueOf(value) : value);
    }
    sandbox.fault(fault);
    return this;
  }

  void noFaults() {
    sandbox.send("DELETE", "/admin/faults", "");
  }

  void initialize() {
    await(parts.accounts().initialize(id));
  }

  /** Pairs by QR, and is online. */
  Trial pair() {
    initialize();
    scan();
    awaitState("active", "online");
    awaitAnswers();
    return this;
  }

  /** The virtual phone scans the code that shows. */
  void scan() {
    phone = sandbox.scan(awaitQr().text()).getString("phone");
  }

  void reconnect() {
    await(parts.accounts().reconnect(id));
  }

  Qr awaitQr() {
    until("a QR code", () -> qrShows());
    return parts.board().qr(id).orElseThrow();
  }

  boolean qrShows() {
    return parts.board().qr(id).isPresent();
  }

  Instant now() {
    return parts.time().instant();
  }

  /** Moves the clock, at once: for an account without a living link. */
  void skip(Duration by) {
    parts.time().advance(by);
    settle();
  }

  /** Moves the clock as far as that moment, and no further than needed for its timer. */
  void skipTo(Instant moment) {
    skip(Duration.between(now(), moment).plus(LEEWAY));
  }

  /**
   * Moves the clock in steps that a living link survives: its pings are answered meanwhile, and
   * where it gives way to another, that one comes.
   */
  void live(Duration by) {
    Instant end = now().plus(by);
    while (now().isBefore(end)) {
      Duration left = Duration.between(now(), end);
      skip(left.compareTo(STEP) < 0 ? left : STEP);
      awaitAnswers();
    }
  }

  private void awaitAnswers() {
    until("answers", () -> parts.time().hanging(QUERY) == 0 && !isDialing());
  }

  private boolean isDialing() {
    return standing().state().equals("connecting") && standing().nextRetryAt() == null;
  }

  /** Waits until what happened so far is told. */
  void settle() {
    recorded(new Fact.Step(id, now(), 0, "settle", 0, "ok"));
  }

  /** Stores what a session would report. */
  void recorded(Fact fact) {
    await(parts.ledger().record(fact));
  }

  Trial awaitState(String status, String state) {
    until(status + "/" + state, () -> (status + "/" + state).equals(where(standing())));
    settle();
    return this;
  }

  /** The reason must be this one. */
  Standing assertReason(String code, String action) {
    Reason reason = standing().reason();
    assertNotNull(reason, () -> "a reason of " + standing());
    assertEquals(code, reason.code());
    assertNotNull(reason.action());
    assertEquals(action, reason.action().word());
    return standing();
  }

  /** Code of the present reason; empty if there is none. */
  String code() {
    Reason reason = standing().reason();
    return reason == null ? "" : reason.code();
  }

  Standing standing() {
    return view().standing();
  }

  AccountView view() {
    return parts.board().view(id).orElseThrow();
  }

  /** All that was told about this account so far, without the marks of {@link #settle}. */
  List<Event> told() {
    return told;
  }

  <E extends Event> Stream<E> told(Class<E> kind) {
    return told.stream().filter(kind::isInstance).map(kind::cast);
  }

  /** Where it stood, one after the other: {@code warming/qr}. */
  List<String> way() {
    return told(Event.StatusChanged.class).map(e -> where(e.standing())).toList();
  }

  /** How many links were opened, or tried to. */
  long links() {
    settle();
    return told(Event.ConnectionStep.class)
        .mapToLong(Event.ConnectionStep::link)
        .filter(link -> link > 0)
        .distinct()
        .count();
  }

  /**
   * Strikes the online account: its living link, or, if it is a fault of the way there, the next.
   */
  void strike(String fault) {
    if (fault.contains("failure")
        || fault.contains("certificate")
        || fault.contains("at=")
        || fault.contains("refuse-upgrade")) {
      fault(fault + " connections=1").reconnect();
    } else {
      fault(fault);
    }
  }

  /** It must be online again after so many logins in all, none of them beside an older link. */
  void assertBack(int logins) {
    until(logins + " logins", () -> device().getInteger("logins") == logins);
    awaitState("active", "online");
    assertEquals(0, device().getInteger("duplicateLogins"), "links beside another");
    assertEquals(1, connections());
  }

  /** The next try must come that much later, give or take a fifth. */
  void assertRetryAfter(Duration plain) {
    var standing = standing();
    assertNotNull(standing.nextRetryAt());
    long wait = Duration.between(standing.since(), standing.nextRetryAt()).toMillis();
    assertTrue(
        wait >= plain.toMillis() * 0.8 && wait <= plain.toMillis() * 1.2,
        () -> "waits " + wait + " ms instead of about " + plain);
  }

  /** Skips to the next try. */
  void skipToRetry() {
    skipTo(Objects.requireNonNull(standing().nextRetryAt()));
  }

  /** Skips to the end of a ban, a cooldown or a deadline. */
  void skipToEnd() {
    skipTo(Objects.requireNonNull(standing().until()));
  }

  /** The companion as the server knows it. */
  JsonObject device() {
    return sandbox.device(phone);
  }

  int connections() {
    return sandbox.accounts().getInteger("connections");
  }

  void awaitConnections(int count) {
    until(count + " connections", () -> connections() == count);
  }

  String phone() {
    return phone;
  }

  void until(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "not within " + PATIENCE + ": " + what + "; stands at " + standing() + " by " + way());
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  static String where(Standing standing) {
    return standing.status().word() + "/" + standing.state();
  }

  static <T> T await(Uni<T> uni) {
    return uni.await().atMost(PATIENCE);
  }

  /** The server hangs up first, so that nobody waits for the word of one who is silent. */
  @Override
  public void close() {
    sandbox.post("/admin/reset", "");
    await(parts.accounts().delete(id));
    subscription.close();
    sandbox.close();
  }
}
