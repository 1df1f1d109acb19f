package dev.wharf.endtoend;

import dev.wharf.FreePort;
import dev.wharf.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The packaged jar as a process of its own, with its own embedded database in a folder that
 * outlives it.
 */
final class WharfProcess implements AutoCloseable {

  /** For processes that do not live long enough for the second compiler to pay. */
  static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  static final String API_KEY = "end-to-end-key-0123456789abcdef";

  private final Path folder;
  private final Sandbox sandbox;
  private final int port;
  private final Map<String, String> extra;
  private final HttpClient http = HttpClient.newHttpClient();
  private Process process;

  WharfProcess(Path folder, Sandbox sandbox, Map<String, String> extra) {
    this.folder = folder;
    this.sandbox = sandbox;
    this.port = freePort();
    this.extra = extra;
  }

  /** Starts the process and waits until it is ready. */
  WharfProcess start() throws Exception {
    Files.createDirectories(folder);
    var builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of(System.getProperty("wharf.jar")).toAbsolutePath().toString()));
    builder.directory(folder.toFile());
    builder.environment().put("QUARKUS_PROFILE", "sandbox");
    builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
    builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
    builder.environment().put("WHARF_API_KEY", API_KEY);
    builder.environment().put("WHARF_WHATSAPP_URL", sandbox.webSocketUrl());
    builder.environment().put("WHARF_WHATSAPP_VERSION_URL", sandbox.httpUrl() + "/sw.js");
    builder.environment().put("WHARF_WHATSAPP_TRUST_ANCHOR", sandbox.trustAnchorHex());
    builder.environment().put("JAVA_TOOL_OPTIONS", SHORT_LIVED);
    builder.environment().putAll(extra);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("wharf.log").toFile()));
    process = builder.start();
    Await.until(
        "Wharf is ready; its log is " + folder.resolve("wharf.log"),
        Duration.ofSeconds(120),
        () -> {
          if (!process.isAlive()) {
            throw new IllegalStateException(
                "Wharf ended with " + process.exitValue() + ":\n" + log());
          }
          return ready();
        });
    return this;
  }

  private boolean ready() {
    try {
      return http.send(
                  HttpRequest.newBuilder(uri("/q/health/ready")).build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** How it ended after SIGTERM, and when. */
  record End(int exitCode, Duration took) {}

  /** Asks the process to end, as an operator or a supervisor does, and waits for it. */
  End terminate(Duration patience) throws InterruptedException {
    long begin = System.nanoTime();
    process.destroy();
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("Wharf did not end within " + patience + " of SIGTERM");
    }
    return new End(process.exitValue(), Duration.ofNanos(System.nanoTime() - begin));
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** As kill -9 does: no hook runs. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  HttpResponse<String> send(String method, String path, String body) throws Exception {
    return send(method, path, body, Map.of());
  }

  HttpResponse<String> send(String method, String path, String body, Map<String, String> headers)
      throws Exception {
    var publisher =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    var request =
        HttpRequest.newBuilder(uri(path))
            .method(method, publisher)
            .header("X-Api-Key", API_KEY)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .timeout(Duration.ofSeconds(30));
    headers.forEach(request::header);
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  int port() {
    return port;
  }

  HttpClient http() {
    return http;
  }

  String log() {
    try {
      return Files.readString(folder.resolve("wharf.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws Exception {
    if (process != null && process.isAlive()) {
      process.destroy();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("Wharf did not end within 20 s of SIGTERM");
      }
    }
  }

  private static int freePort() {
    try {
      return FreePort.any();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
