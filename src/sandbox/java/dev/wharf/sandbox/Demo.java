package dev.wharf.sandbox;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Everything on one machine: the sandbox in this process, and Wharf in a process of its own that
 * takes the sandbox for WhatsApp. Ends when Wharf ends, and takes Wharf along when it is ended.
 */
public final class Demo {

  private static final Path API_KEY_FILE = Path.of(".wharf", "demo-api-key");
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long STOP_SECONDS = 15;

  private Demo() {}

  /**
   * @param arguments the path of Wharf's runnable jar
   */
  public static void main(String[] arguments) {
    if (arguments.length != 1) {
      System.err.println("usage: Demo path/to/quarkus-run.jar");
      System.exit(2);
    }
    var jar = Path.of(arguments[0]);
    Vertx vertx = Vertx.vertx();
    Sandbox.start(vertx, SandboxMain.config(System.getenv()), Clock.systemUTC(), new SecureRandom())
        .onSuccess(sandbox -> Thread.ofPlatform().name("demo").start(() -> run(sandbox, jar)))
        .onFailure(failure -> die("The sandbox cannot start: " + failure.getMessage()));
  }

  private static void run(Sandbox sandbox, Path jar) {
    try {
      String key = apiKey();
      Process wharf = wharf(sandbox, jar, key).start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(wharf)));
      announce(wharf, sandbox, key);
      System.exit(wharf.waitFor());
    } catch (IOException e) {
      die("Wharf cannot start: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ProcessBuilder wharf(Sandbox sandbox, Path jar, String key) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
            List.of(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                jar.toString()));
    var environment = builder.environment();
    environment.put("QUARKUS_PROFILE", "sandbox");
    environment.putIfAbsent("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("WHARF_API_KEY", key);
    environment.put("WHARF_WHATSAPP_URL", sandbox.webSocketUrl());
    environment.put("WHARF_WHATSAPP_VERSION_URL", sandbox.httpUrl() + "/sw.js");
    environment.put("WHARF_WHATSAPP_TRUST_ANCHOR", sandbox.trustAnchorHex());
    environment.put("WHARF_WHATSAPP_MEDIA_TRUST_FILE", certificate(sandbox).toString());
    environment.put("WHARF_DEMO_PHONE_URL", "http://localhost:" + sandbox.port());
    return builder.inheritIO();
  }

  /** Files go over TLS, with a certificate of the sandbox's own making. */
  private static Path certificate(Sandbox sandbox) throws IOException {
    Files.createDirectories(API_KEY_FILE.getParent());
    Path file = API_KEY_FILE.resolveSibling("demo-sandbox.pem");
    return Files.writeString(file, sandbox.tlsCertificatePem()).toAbsolutePath();
  }

  private static String apiKey() throws IOException {
    String given = System.getenv("WHARF_API_KEY");
    if (given != null && !given.isBlank()) {
      return given;
    }
    if (Files.exists(API_KEY_FILE)) {
      return Files.readString(API_KEY_FILE).strip();
    }
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    String key = "demo_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Files.createDirectories(API_KEY_FILE.getParent());
    Files.createFile(
        API_KEY_FILE,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(API_KEY_FILE, key);
    return key;
  }

  /** Says where the page is, as soon as there is one. */
  private static void announce(Process wharf, Sandbox sandbox, String key) {
    String port = System.getenv().getOrDefault("QUARKUS_HTTP_PORT", "8080");
    var probe = new Probe(URI.create("http://127.0.0.1:" + port + "/q/health/ready"));
    probe
        .until(() -> !wharf.isAlive())
        .thenRun(
            () ->
                System.out.printf(
                    "%n  Wharf is ready.%n%n    Dashboard  http://localhost:%s%n    API key    %s%n"
                        + "    API        http://localhost:%s/q/swagger-ui%n    Sandbox    %s%n%n"
                        + "  Ctrl-C ends it. Data stay in .wharf/.%n%n",
                    port, key, port, sandbox.webSocketUrl()));
  }

  private static void stop(Process wharf) {
    wharf.destroy();
    try {
      if (!wharf.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        wharf.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void die(String why) {
    System.err.println(why);
    System.exit(1);
  }

  /** Asks again and again until there is a good answer. */
  private static final class Probe {
    private final HttpClient http =
        HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final HttpRequest request;
    private final long deadline = System.nanoTime() + PATIENCE.toNanos();

    Probe(URI address) {
      this.request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(2)).build();
    }

    CompletableFuture<Void> until(java.util.function.BooleanSupplier pointless) {
      Executor later = CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS);
      return http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
          .handle((answer, failure) -> failure == null && answer.statusCode() == 200)
          .thenCompose(
              good -> {
                if (good) {
                  return CompletableFuture.<Void>completedFuture(null);
                }
                if (pointless.getAsBoolean() || System.nanoTime() > deadline) {
                  return CompletableFuture.failedFuture(new IllegalStateException("not ready"));
                }
                return CompletableFuture.supplyAsync(() -> null, later)
                    .thenCompose(v -> until(pointless));
              });
    }
  }
}
