package dev.wharf.sandbox;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One Baileys process, and what it says. */
final class BaileysClient implements AutoCloseable {

  static final Path FOLDER = Path.of("src/test/baileys");
  private static final Duration DEADLINE = Duration.ofSeconds(40);

  private final Process process;
  private final BufferedWriter commands;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<String> seen = new ArrayList<>();

  private BaileysClient(Process process) {
    this.process = process;
    this.commands =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    Thread.ofVirtual().start(this::listen);
  }

  /**
   * Starts one.
   *
   * @param certificate PEM file that the process trusts besides its own authorities
   */
  static BaileysClient start(String url, Path credentials, String pushName, Path certificate) {
    try {
      var builder =
          new ProcessBuilder("node", "client.mjs", url, credentials.toString(), pushName)
              .directory(FOLDER.toFile())
              .redirectError(Files.createTempFile("baileys", ".log").toFile());
      builder.environment().put("NODE_EXTRA_CA_CERTS", certificate.toAbsolutePath().toString());
      return new BaileysClient(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Installs Baileys as the lock file says, unless that was done since the lock file changed. */
  static void install() throws IOException, InterruptedException {
    Path done = FOLDER.resolve("node_modules/.package-lock.json");
    Path lock = FOLDER.resolve("package-lock.json");
    if (Files.exists(done)
        && Files.getLastModifiedTime(done).compareTo(Files.getLastModifiedTime(lock)) >= 0) {
      return;
    }
    Process npm;
    try {
      npm =
          new ProcessBuilder("npm", "ci")
              .directory(FOLDER.toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      throw new IllegalStateException(
          "This test runs Baileys and needs Node 20 or newer with npm: install nodejs and npm.", e);
    }
    String output = new String(npm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!npm.waitFor(5, TimeUnit.MINUTES) || npm.exitValue() != 0) {
      npm.destroyForcibly();
      throw new IllegalStateException("npm ci failed in " + FOLDER + ":\n" + output);
    }
  }

  /** The next thing of that kind it says; what it says in between is skipped. */
  JsonObject await(String event) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    try {
      while (true) {
        String line = lines.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (line == null) {
          throw new AssertionError("no " + event + " from Baileys; it said " + seen);
        }
        seen.add(line.length() > 200 ? line.substring(0, 200) : line);
        var said = new JsonObject(line);
        String what = said.getString("event");
        if (what.equals("rejection") || what.equals("failed")) {
          throw new AssertionError("Baileys failed; it said " + seen);
        }
        if (what.equals(event)) {
          return said;
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  void tell(JsonObject command) {
    try {
      commands.write(command.encode() + "\n");
      commands.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void tell(String deed) {
    tell(new JsonObject().put("do", deed));
  }

  /** Ends it in order, credentials saved. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      seen.add("it was gone already");
    }
    try {
      if (process.waitFor(10, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      seen.add(e.toString());
    }
    process.destroyForcibly();
    throw new AssertionError("Baileys does not end; it said " + seen);
  }

  private void listen() {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      reader.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException e) {
      lines.add(new JsonObject().put("event", "failed").put("message", "pipe broke").encode());
    }
  }
}
