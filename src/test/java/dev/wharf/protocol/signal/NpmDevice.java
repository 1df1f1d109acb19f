package dev.wharf.protocol.signal;

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
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A device with npm libsignal and Baileys' sender keys, in a Node process of its own. */
final class NpmDevice implements AutoCloseable {

  private static final Path FOLDER = Path.of("src/test/baileys");
  private static final long DEADLINE_SECONDS = 60;

  private final Process process;
  private final BufferedWriter questions;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  /** It refused, in its own words. */
  static final class Refused extends RuntimeException {
    Refused(String message) {
      super(message);
    }
  }

  private NpmDevice(Process process) {
    this.process = process;
    this.questions =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    Thread.ofVirtual().start(this::listen);
  }

  static NpmDevice start() {
    try {
      return new NpmDevice(
          new ProcessBuilder("node", "signal-peer-main.mjs")
              .directory(FOLDER.toFile())
              .redirectError(Files.createTempFile("signal-peer", ".log").toFile())
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PreKeyBundle bundle(int preKeyId) {
    var answer = ask(new JsonObject().put("do", "bundle").put("preKeyId", preKeyId));
    return new PreKeyBundle(
        answer.getInteger("registrationId"),
        key(answer, "identity"),
        new PreKeyBundle.SignedKey(
            answer.getInteger("signedPreKeyId"),
            key(answer, "signedPreKey"),
            bytes(answer, "signature")),
        preKeyId == 0
            ? Optional.empty()
            : Optional.of(new PreKeyBundle.OneTimeKey(preKeyId, key(answer, "preKey"))));
  }

  void start(PreKeyBundle bundle) {
    var question =
        new JsonObject()
            .put("do", "start")
            .put("registrationId", bundle.registrationId())
            .put("identity", hex(bundle.identity().wire()))
            .put("signedPreKeyId", bundle.signedPreKey().id())
            .put("signedPreKey", hex(bundle.signedPreKey().key().wire()))
            .put("signature", hex(bundle.signedPreKey().signature()));
    bundle
        .oneTimePreKey()
        .ifPresent(it -> question.put("preKeyId", it.id()).put("preKey", hex(it.key().wire())));
    ask(question);
  }

  EncryptedMessage encrypt(String plaintext) {
    var answer = ask(new JsonObject().put("do", "encrypt").put("plaintext", hex(utf8(plaintext))));
    for (var type : EncryptedMessage.Type.values()) {
      if (type.wire().equals(answer.getString("type"))) {
        return new EncryptedMessage(type, bytes(answer, "message"));
      }
    }
    throw new AssertionError(answer);
  }

  String decrypt(EncryptedMessage message) {
    return plaintext(
        ask(
            new JsonObject()
                .put("do", "decrypt")
                .put("type", message.type().wire())
                .put("message", hex(message.bytes()))));
  }

  SenderKeyDistribution groupDistribution() {
    return SenderKeyDistribution.parse(
        bytes(ask(new JsonObject().put("do", "group-distribution")), "distribution"));
  }

  void groupAccept(SenderKeyDistribution distribution) {
    ask(new JsonObject().put("do", "group-accept").put("distribution", hex(distribution.bytes())));
  }

  byte[] groupEncrypt(String plaintext) {
    return bytes(
        ask(new JsonObject().put("do", "group-encrypt").put("plaintext", hex(utf8(plaintext)))),
        "message");
  }

  String groupDecrypt(byte[] message) {
    return plaintext(ask(new JsonObject().put("do", "group-decrypt").put("message", hex(message))));
  }

  private JsonObject ask(JsonObject question) {
    try {
      questions.write(question.encode() + "\n");
      questions.flush();
      String line = answers.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
      if (line == null) {
        throw new AssertionError("no answer to " + question.getString("do"));
      }
      var answer = new JsonObject(line);
      if (answer.containsKey("error")) {
        throw new Refused(answer.getString("error"));
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

  private static PublicKey key(JsonObject answer, String name) {
    return PublicKey.ofWire(bytes(answer, name), name);
  }

  private static String plaintext(JsonObject answer) {
    return new String(bytes(answer, "plaintext"), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(JsonObject answer, String name) {
    return HexFormat.of().parseHex(answer.getString(name));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
