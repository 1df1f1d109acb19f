package dev.wharf.session;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.SandboxResource;
import dev.wharf.TestDatabase;
import dev.wharf.account.AccountBoard;
import dev.wharf.account.Accounts;
import dev.wharf.account.NewAccount;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.keystore.CredentialStore;
import dev.wharf.protocol.stanza.chat.Own;
import dev.wharf.sandbox.SandboxAdmin;
import dev.wharf.sandbox.SandboxProfile;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A server, and peers, that say thousands of things that are nearly right to one account over its
 * living link. It must live on, and whoever shares the process with it must not notice.
 */
@QuarkusTest
@TestProfile(SandboxProfile.class)
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(SandboxResource.class)
class HostileServerIT {

  /** A key that the test knows. */
  private static final String KEY = SandboxProfile.KEY;

  /** What was said before is dealt with first, which takes a while on a busy machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final Duration SECONDS = Duration.ofSeconds(30);
  private static final long SEED = Long.getLong("wharf.seed", 20_261_121);
  private static final int ROUNDS = 6;
  private static final int PER_ROUND = 300;
  private static final long MOST_HEAP = 200L << 20;
  private static final String ECHO = "5511900000099";
  private static final String STRANGER = "5511900000098";

  @Inject Accounts accounts;
  @Inject AccountBoard board;
  @Inject CredentialStore credentials;

  @ConfigProperty(name = SandboxResource.ADMIN_URL)
  String sandboxUrl;

  private final Log log = new Log();
  private SandboxAdmin sandbox;
  private Member victim;
  private Member bystander;

  private record Member(AccountId id, String phone) {}

  /** What should not be in the log. */
  private static final class Log extends Handler {

    private final List<String> bad = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord line) {
      String text = String.valueOf(line.getMessage());
      boolean trace =
          line.getThrown() != null && line.getLevel().intValue() >= Level.SEVERE.intValue();
      if (trace || text.contains("left to the next login") || text.contains("not handled")) {
        bad.add(line.getLoggerName() + ": " + text + " " + line.getThrown());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void pair() {
    System.out.println("HostileServerIT seed=" + SEED);
    sandbox = new SandboxAdmin(sandboxUrl);
    sandbox.behave(ECHO, new JsonObject().put("answer", "echo"));
    sandbox.behave(STRANGER, new JsonObject().put("answer", "silence"));
    victim = paired("Victim");
    bystander = paired("Bystander");
    Logger.getLogger("").addHandler(log);
  }

  private Member paired(String name) {
    var id = await(accounts.create(new NewAccount(name, null, null, Map.of(), null))).id();
    await(accounts.initialize(id));
    until("qr", () -> board.qr(id).isPresent());
    String phone = sandbox.scan(board.qr(id).orElseThrow().text()).getString("phone");
    var member = new Member(id, phone);
    until("active", () -> isActive(member));
    return member;
  }

  @AfterEach
  void leave() {
    Logger.getLogger("").removeHandler(log);
    sandbox.post("/admin/reset", "");
    await(accounts.delete(victim.id()));
    await(accounts.delete(bystander.id()));
    sandbox.close();
  }

  @Test
  void anAccountOutlivesWhateverItIsTold() {
    talk(victim, "before");
    talk(bystander, "before", SECONDS);
    var hostile = new HostileStanzas(new Random(SEED), own(), keys());
    long heap = usedHeap();
    for (int round = 0; round < ROUNDS; round++) {
      assertEquals(1, sandbox.inject(victim.phone(), hostile.next(PER_ROUND)));
      assertAlive();
      if (round % 5 == 0) {
        talk(bystander, "during round " + round, SECONDS);
      }
    }
    sandbox.inject(victim.phone(), hostile.poison());
    talk(bystander, "after", SECONDS);
    talk(victim, "after");
    assertReadable("/messages");
    assertReadable("/groups");
    assertReadable("/contacts");
    assertAlive();
    long grown = usedHeap() - heap;
    assertTrue(grown < MOST_HEAP, () -> "the heap grew by " + (grown >> 20) + " MiB");
    assertEquals(List.of(), log.bad);
  }

  @Test
  void garbageEndsTheLinkAndTheNextOneComesByItself() {
    sandbox.inject(victim.phone(), List.of(new byte[] {0, (byte) 0xF8, 1, (byte) 0xFF}));
    until("a reason", () -> board.view(victim.id()).orElseThrow().standing().reason() != null);
    var reason = board.view(victim.id()).orElseThrow().standing().reason();
    assertEquals("stream_garbled", reason.code());
    until("active again", () -> isActive(victim));
    talk(victim, "after garbage");
    assertEquals(List.of(), log.bad);
  }

  @Test
  void aMessageThatCannotBeGotReadyHoldsUpNoOther() {
    talk(victim, "before");
    sandbox.fault(
        new JsonObject()
            .put("kind", "nonsense")
            .put("xmlns", "usync")
            .put("phone", victim.phone()));
    String stuck = send(victim, STRANGER, "who are you");
    talk(victim, "meanwhile");
    assertEquals("accepted", state(victim, stuck));
    sandbox.send("DELETE", "/admin/faults", "");
    until("delivered", () -> state(victim, stuck).equals("delivered"));
    assertEquals(List.of(), log.bad);
  }

  /** There and back. */
  private void talk(Member member, String text) {
    talk(member, text, PATIENCE);
  }

  private void talk(Member member, String text, Duration within) {
    until("active", () -> isActive(member));
    String said = text + " " + member.phone();
    send(member, ECHO, said);
    until("an echo of " + said, within, () -> echoes(member, said));
  }

  private boolean echoes(Member member, String text) {
    return page(member, "/messages?limit=50").<Map<String, Object>>getList("items").stream()
        .anyMatch(
            it ->
                Boolean.FALSE.equals(it.get("fromMe"))
                    && it.get("content").toString().contains(text));
  }

  private String send(Member member, String to, String text) {
    return RestAssured.given()
        .header("X-Api-Key", KEY)
        .contentType("application/json")
        .body(new JsonObject().put("to", to).put("type", "text").put("text", text).encode())
        .post(path(member, "/messages"))
        .then()
        .statusCode(202)
        .body("state", equalTo("accepted"))
        .extract()
        .path("messageId");
  }

  private String state(Member member, String messageId) {
    return page(member, "/messages/" + messageId).getString("state");
  }

  /** All of what was stored can be listed. */
  private void assertReadable(String list) {
    String next = null;
    for (int pages = 0; pages < 100; pages++) {
      String after = next == null ? "" : "&after=" + next;
      next = page(victim, list + "?limit=100" + after).getString("next");
      if (next == null) {
        return;
      }
    }
    throw new AssertionError("no end of " + list);
  }

  private JsonPath page(Member member, String path) {
    return RestAssured.given()
        .urlEncodingEnabled(false)
        .header("X-Api-Key", KEY)
        .get(path(member, path))
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static void assertAlive() {
    RestAssured.get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
  }

  private static String path(Member member, String path) {
    return "/whatsapp/accounts/" + member.id() + path;
  }

  private Own own() {
    var identity = await(credentials.load(victim.id())).orElseThrow().identity();
    return new Own(Jid.phone(victim.phone(), identity.self().device()), identity.lid());
  }

  private dev.wharf.protocol.pairing.DeviceKeys keys() {
    return await(credentials.load(victim.id())).orElseThrow().keys();
  }

  private boolean isActive(Member member) {
    return board.view(member.id()).orElseThrow().standing().status().word().equals("active");
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private void until(String what, BooleanSupplier condition) {
    until(what, PATIENCE, condition);
  }

  private void until(String what, Duration within, BooleanSupplier condition) {
    long deadline = System.nanoTime() + within.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(
          System.nanoTime() < deadline,
          () ->
              "not in time: "
                  + what
                  + (victim == null ? "" : " " + board.view(victim.id()))
                  + log.bad);
      LockSupport.parkNanos(50_000_000);
    }
  }

  private static <T> T await(Uni<T> uni) {
    return uni.await().atMost(PATIENCE);
  }
}
