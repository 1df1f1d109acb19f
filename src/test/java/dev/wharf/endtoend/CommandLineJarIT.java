package dev.wharf.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SandboxConfig;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Commands of the packaged jar beside, and after, a Wharf with a paired account: backup, the loss
 * of the machine, restore, a new master key, and the account is active each time without a QR code.
 */
class CommandLineJarIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Vertx vertx = Vertx.vertx();
  private Sandbox sandbox;
  private Path folder;
  private Path elsewhere;
  private WharfProcess wharf;

  private record Ran(int exit, String out) {
    JsonNode json() throws Exception {
      return JSON.readTree(out);
    }
  }

  @BeforeEach
  void start() throws Exception {
    sandbox =
        Sandbox.start(vertx, SandboxConfig.ephemeral(), Clock.systemUTC(), new SecureRandom())
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
    Path target = jar().getParent().getParent();
    Path parent = Files.createDirectories(target.resolve("jar-it"));
    folder = Files.createTempDirectory(parent, "c");
    elsewhere = Files.createTempDirectory(parent, "d");
    wharf = new WharfProcess(folder, sandbox, Map.of()).start();
  }

  @AfterEach
  void stop() throws Exception {
    try {
      wharf.close();
    } finally {
      sandbox.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void bringsAPairedAccountOverTheLossOfItsMachineAndANewMasterKey() throws Exception {
    String id = pair();
    String number = account(id).path("phoneNumber").asText();
    assertBesideARunningWharf();
    Path archive = folder.resolve("all.backup");
    var saved = run(folder, "backup", "--out", archive.toString(), "--json");
    assertEquals(0, saved.exit(), saved.out());
    assertEquals(1, saved.json().path("rows").path("account").asInt(), saved.out());
    wharf.close();

    Path formerKey = folder.resolve(".wharf/master.key");
    var withoutKey = run(elsewhere, "restore", "--in", archive.toString());
    assertEquals(1, withoutKey.exit(), withoutKey.out());
    var restored =
        run(
            elsewhere,
            "restore",
            "--in",
            archive.toString(),
            "--master-key-file",
            formerKey.toString(),
            "--json");
    assertEquals(0, restored.exit(), restored.out());
    assertEquals(1, restored.json().path("rewrapped").asInt(), restored.out());
    wharf = new WharfProcess(elsewhere, sandbox, Map.of()).start();
    assertActiveWithoutAQr(id, number);
    wharf.close();

    assertRotates(id, number);
  }

  private void assertBesideARunningWharf() throws Exception {
    var qr = run(folder, "test-qr", "--json");
    assertEquals(0, qr.exit(), qr.out());
    assertTrue(qr.json().path("textLength").asInt() > 100, qr.out());
    assertEquals(1, get("/whatsapp/accounts").path("items").size(), "the account is deleted");
    var diagnostics = run(folder, "diagnostics", "--json");
    assertEquals(0, diagnostics.exit(), diagnostics.out());
    assertEquals(1, diagnostics.json().path("keys").path("credentials").asInt());
    Path key = Files.writeString(folder.resolve("never.key"), newKey());
    var refused = run(folder, "rotate-master-key", "--new-key-file", key.toString());
    assertEquals(1, refused.exit(), refused.out());
    assertTrue(refused.out().contains("Another Wharf"), refused.out());
  }

  private void assertRotates(String id, String number) throws Exception {
    Path newKey = Files.writeString(folder.resolve("new.key"), newKey());
    var rotated =
        run(elsewhere, "rotate-master-key", "--new-key-file", newKey.toString(), "--json");
    assertEquals(0, rotated.exit(), rotated.out());
    assertEquals(1, rotated.json().path("rewrapped").asInt(), rotated.out());
    wharf = new WharfProcess(elsewhere, sandbox, Map.of()).start();
    assertActiveWithoutAQr(id, number);
    wharf.close();

    Path former =
        elsewhere.resolve(".wharf/master.key." + rotated.json().path("formerKeyId").asText());
    var withFormer =
        new WharfProcess(
            elsewhere,
            sandbox,
            Map.of("WHARF_MASTER_KEY_FILE", former.toAbsolutePath().toString()));
    var ended = assertThrows(IllegalStateException.class, withFormer::start);
    assertTrue(
        ended.getMessage().contains("The master key is not the one this database was written with"),
        ended.getMessage());
    wharf = new WharfProcess(elsewhere, sandbox, Map.of()).start();
    assertActiveWithoutAQr(id, number);
  }

  private void assertActiveWithoutAQr(String id, String number) throws Exception {
    try (var subscriber = Subscriber.of(wharf)) {
      Await.until(
          "active again",
          Duration.ofSeconds(20),
          () ->
              get("/whatsapp/accounts/" + id + "/status").path("status").asText().equals("active"));
      assertFalse(
          subscriber.told().stream().anyMatch(event -> Subscriber.type(event).equals("qr")));
    }
    assertEquals(number, account(id).path("phoneNumber").asText());
  }

  private String pair() throws Exception {
    var created = wharf.send("POST", "/whatsapp/accounts", "{\"name\":\"Front desk\"}");
    String id = JSON.readTree(created.body()).path("id").asText();
    wharf.send("POST", "/whatsapp/accounts/" + id + "/initialize", null);
    String qr = get("/whatsapp/accounts/" + id + "/qr?wait=20").path("text").asText();
    var scanned =
        wharf
            .http()
            .send(
                HttpRequest.newBuilder(URI.create(sandbox.httpUrl() + "/admin/mock-phone/scan-qr"))
                    .POST(HttpRequest.BodyPublishers.ofString(qr))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertEquals(2, scanned.statusCode() / 100, scanned.body());
    Await.until(
        "active",
        Duration.ofSeconds(20),
        () -> get("/whatsapp/accounts/" + id + "/status").path("status").asText().equals("active"));
    return id;
  }

  private JsonNode account(String id) throws Exception {
    return get("/whatsapp/accounts/" + id);
  }

  private JsonNode get(String path) throws Exception {
    return JSON.readTree(wharf.send("GET", path, null).body());
  }

  /** A command in that folder, its two streams as one unless it answers in JSON. */
  private Ran run(Path in, String... args) throws Exception {
    var line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                jar().toString()));
    line.addAll(List.of(args));
    Path out = in.resolve("command.out");
    var builder = new ProcessBuilder(line).directory(in.toFile()).redirectOutput(out.toFile());
    builder.environment().put("WHARF_URL", "http://127.0.0.1:" + wharf.port());
    builder.environment().put("WHARF_API_KEY", WharfProcess.API_KEY);
    if (List.of(args).contains("--json")) {
      builder.redirectError(in.resolve("command.err").toFile());
    } else {
      builder.redirectErrorStream(true);
    }
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("not within 60 s: " + String.join(" ", args));
    }
    return new Ran(process.exitValue(), Files.readString(out));
  }

  private static Path jar() {
    return Path.of(System.getProperty("wharf.jar")).toAbsolutePath();
  }

  private static String newKey() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
