package dev.wharf.messaging.content;

import dev.wharf.identity.MessageId;
import dev.wharf.protocol.SealedBox;
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
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What Baileys makes of bytes, and what it writes, in a Node process of its own. */
final class BaileysPeer implements AutoCloseable {

  private static final Path FOLDER = Path.of("src/test/baileys");
  private static final long DEADLINE_SECONDS = 60;

  private final Process process;
  private final BufferedWriter questions;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  private BaileysPeer(Process process) {
    this.process = process;
    this.questions =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    Thread.ofVirtual().start(this::listen);
  }

  static BaileysPeer start() {
    try {
      return new BaileysPeer(
          new ProcessBuilder("node", "content-peer-main.mjs")
              .directory(FOLDER.toFile())
              .redirectError(Files.createTempFile("content-peer", ".log").toFile())
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A message as Baileys sees it. */
  JsonObject read(byte[] message) {
    return ask("read", new JsonObject().put("type", "message").put("message", hex(message)))
        .getJsonObject("form");
  }

  /** A message as Baileys writes it. */
  byte[] write(JsonObject form) {
    return bytes(
        ask("write", new JsonObject().put("type", "message").put("form", form)), "message");
  }

  byte[] writeHistory(JsonObject form) {
    return bytes(
        ask("write", new JsonObject().put("type", "history").put("form", form).put("zip", true)),
        "message");
  }

  /** The hashes of the options that it finds in a vote. */
  JsonArray vote(Content.SecretAddOn vote, String author, String voter, byte[] secret) {
    return ask(
            "vote",
            new JsonObject()
                .put("payload", hex(vote.payload().bytes()))
                .put("iv", hex(vote.iv().bytes()))
                .put("id", vote.target().id().value())
                .put("author", author)
                .put("voter", voter)
                .put("secret", hex(secret)))
        .getJsonArray("options");
  }

  /** Which message a request to upload its file again is about. */
  String retry(SealedBox request, byte[] mediaKey, MessageId id) {
    return ask(
            "retry",
            new JsonObject()
                .put("payload", hex(request.payload()))
                .put("iv", hex(request.iv()))
                .put("mediaKey", hex(mediaKey))
                .put("id", id.value()))
        .getJsonObject("form")
        .getString("stanzaId");
  }

  /** The mutations that it finds in a patch to the version. */
  JsonArray readPatch(byte[] patch, long version, byte[] key) {
    return ask(
            "read-patch",
            new JsonObject()
                .put("patch", hex(patch))
                .put("version", version)
                .put("keyData", hex(key)))
        .getJsonArray("mutations");
  }

  byte[] writePatch(JsonArray index, JsonObject value, boolean remove, byte[] id, byte[] key) {
    return bytes(
        ask(
            "write-patch",
            new JsonObject()
                .put("index", index)
                .put("value", value)
                .put("remove", remove)
                .put("keyId", hex(id))
                .put("keyData", hex(key))),
        "patch");
  }

  private JsonObject ask(String deed, JsonObject question) {
    try {
      questions.write(question.put("do", deed).encode() + "\n");
      questions.flush();
      String line = answers.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
      if (line == null) {
        throw new AssertionError("no answer to " + deed);
      }
      var answer = new JsonObject(line);
      if (answer.containsKey("error")) {
        throw new AssertionError(answer.getString("error"));
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void listen() {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      reader.lines().forEach(answers::add);
    } catch (IOException | UncheckedIOException e) {
      answers.add("{\"error\":\"the pipe broke\"}");
    }
  }

  @Override
  public void close() {
    process.destroy();
  }

  private static byte[] bytes(JsonObject answer, String name) {
    return HexFormat.of().parseHex(answer.getString(name));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
