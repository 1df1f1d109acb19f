package dev.wharf.sandbox;

import io.vertx.core.json.JsonArray;
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
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One Baileys process, and what it says. */
public final class BaileysClient implements AutoCloseable {

  static final Path FOLDER = Path.of("src/test/baileys");
  private static final Duration DEADLINE = Duration.ofSeconds(40);

  private final Process process;
  private final BufferedWriter commands;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<String> seen = new ArrayList<>();
  private final List<JsonObject> kept = new ArrayList<>();

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
  public static BaileysClient start(
      String url, Path credentials, String pushName, Path certificate) {
    return start(url, credentials, pushName, certificate, Map.of());
  }

  /** One that wants history and app state, as Baileys does unless told otherwise. */
  static BaileysClient startWithHistory(String url, Path credentials, Path certificate) {
    return start(url, credentials, "", certificate, Map.of("BAILEYS_HISTORY", "on"));
  }

  /** As the one before; WhatsApp's media host is at that host and port. */
  static BaileysClient startWithFiles(
      String url, Path credentials, Path certificate, String mediaHost) {
    var environment = Map.of("BAILEYS_HISTORY", "on", "BAILEYS_MEDIA_HOST", mediaHost);
    return start(url, credentials, "", certificate, environment);
  }

  private static BaileysClient start(
      String url,
      Path credentials,
      String pushName,
      Path certificate,
      Map<String, String> environment) {
    try {
      var builder =
          new ProcessBuilder("node", "client.mjs", url, credentials.toString(), pushName)
              .directory(FOLDER.toFile())
              .redirectError(Files.createTempFile("baileys", ".log").toFile());
      builder.environment().put("NODE_EXTRA_CA_CERTS", certificate.toAbsolutePath().toString());
      builder.environment().putAll(environment);
      return new BaileysClient(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Installs Baileys as the lock file says, unless that was done since the lock file changed. */
  public static void install() throws IOException, InterruptedException {
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
    JsonObject said = next(event, end);
    while (!said.getString("event").equals(event)) {
      said = next(event, end);
    }
    return said;
  }

  /** The first such thing it says or has said, once; everything else can still be heard later. */
  public JsonObject hear(String event, Predicate<JsonObject> like) {
    Predicate<JsonObject> wanted = said -> said.getString("event").equals(event) && like.test(said);
    for (JsonObject said : kept) {
      if (wanted.test(said)) {
        kept.remove(said);
        return said;
      }
    }
    long end = System.nanoTime() + DEADLINE.toNanos();
    JsonObject said = next(event, end);
    while (!wanted.test(said)) {
      kept.add(said);
      said = next(event, end);
    }
    return said;
  }

  public JsonObject hear(String event) {
    return hear(event, _ -> true);
  }

  /** Whether it has said such a thing so far. */
  public boolean hasSaid(String event, Predicate<JsonObject> like) {
    for (String line = lines.poll(); line != null; line = lines.poll()) {
      kept.add(new JsonObject(line));
    }
    return kept.stream().anyMatch(said -> said.getString("event").equals(event) && like.test(said));
  }

  private JsonObject next(String event, long end) {
    try {
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
      return said;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Sends content as Baileys takes it. Returns the key of the message. */
  public JsonObject send(String jid, JsonObject content) {
    tell(new JsonObject().put("do", "send").put("jid", jid).put("content", content));
    return hear("sent").getJsonObject("key");
  }

  public JsonObject sendText(String jid, String text) {
    return send(jid, new JsonObject().put("text", text));
  }

  /** Calls a method of the socket. Returns its result, which is null for none. */
  public @Nullable Object call(String method, Object... arguments) {
    tell(
        new JsonObject()
            .put("do", "call")
            .put("method", method)
            .put("args", new JsonArray(List.of(arguments))));
    return hear("done", said -> said.getString("method").equals(method)).getValue("result");
  }

  public void tell(JsonObject command) {
    try {
      commands.write(command.encode() + "\n");
      commands.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void tell(String deed) {
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
