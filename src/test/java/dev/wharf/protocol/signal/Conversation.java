package dev.wharf.protocol.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.wharf.protocol.GoldenVectors;
import dev.wharf.protocol.KeyPair;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A recorded conversation, in which both sides are played with the keys that were made then: so
 * every message must come out the same, byte for byte, and must open.
 */
final class Conversation {

  private final GoldenVectors vectors;
  private final String name;
  private final Map<String, Device> devices = new HashMap<>();
  private final List<EncryptedMessage> sent = new ArrayList<>();
  private final List<byte[]> plaintexts = new ArrayList<>();

  Conversation(GoldenVectors vectors, String name) {
    this.vectors = vectors;
    this.name = name;
    for (String who : List.of("alice", "bob")) {
      devices.put(who, device(name + "." + who));
    }
  }

  void play() {
    int steps = Integer.parseInt(vectors.text(name + ".steps"));
    for (int i = 0; i < steps; i++) {
      String step = vectors.text("%s.%03d".formatted(name, i));
      play(step.split(" ", -1));
    }
    for (Device device : devices.values()) {
      assertEquals(0, ((Made) device.random).keys.size(), "every recorded key is used");
    }
  }

  private void play(String[] step) {
    Device device = devices.get(step[1]);
    switch (step[0]) {
      case "start" -> start(device, devices.get(step[2]), Integer.parseInt(step[3]), step[4]);
      case "send" -> send(device, step[2], hex(step[3]), hex(step[4]));
      case "foreign" -> takeForeign(device, step[2], hex(step[3]), hex(step[4]));
      case "many" -> sendMany(device, Integer.parseInt(step[2]), hex(step[3]));
      case "receive" -> receive(device, Integer.parseInt(step[2]));
      case "refuse" -> refuse(device, Integer.parseInt(step[2]), step[3]);
      default -> throw new AssertionError(step[0]);
    }
  }

  private void start(Device device, Device peer, int preKeyId, String preKey) {
    if (preKeyId == 0) {
      device.start(peer.bundle());
    } else {
      ((Made) peer.random).keys.addFirst(preKey);
      device.start(peer.bundle(preKeyId));
    }
  }

  private void send(Device device, String type, byte[] plaintext, byte[] expected) {
    EncryptedMessage message = device.encrypt(plaintext);
    assertEquals(type, message.type().wire());
    assertArrayEquals(expected, message.bytes());
    sent.add(message);
    plaintexts.add(plaintext);
  }

  /** One that we would not write like that: ours moves the ratchet, theirs is delivered. */
  private void takeForeign(Device device, String type, byte[] plaintext, byte[] message) {
    EncryptedMessage ours = device.encrypt(plaintext);
    assertEquals(type, ours.type().wire());
    assertFalse(Arrays.equals(message, ours.bytes()));
    sent.add(new EncryptedMessage(ours.type(), message));
    plaintexts.add(plaintext);
  }

  private void sendMany(Device device, int count, byte[] expected) {
    MessageDigest hash = sha256();
    for (int i = 0; i < count; i++) {
      byte[] plaintext = ("many " + i).getBytes(StandardCharsets.UTF_8);
      EncryptedMessage message = device.encrypt(plaintext);
      hash.update(message.bytes());
      sent.add(message);
      plaintexts.add(plaintext);
    }
    assertArrayEquals(expected, hash.digest());
  }

  private void receive(Device device, int number) {
    assertArrayEquals(plaintexts.get(number), device.open(sent.get(number)).plaintext());
    assertEquals(device.counted(), device.skipped.size());
  }

  private void refuse(Device device, int number, String why) {
    var expected =
        switch (why) {
          case "duplicate" -> DecryptFailure.Duplicate.class;
          case "far" -> DecryptFailure.TooFarAhead.class;
          default -> throw new AssertionError(why);
        };
    assertInstanceOf(expected, device.decrypt(sent.get(number)));
  }

  private Device device(String prefix) {
    KeyPair identity = pair(prefix + ".identity");
    var signedPreKey =
        new SignedPreKey(1, pair(prefix + ".signedPreKey"), vectors.bytes(prefix + ".signature"));
    int registrationId = Integer.parseInt(vectors.text(prefix + ".registrationId"));
    var made = new Made();
    for (String key : vectors.text(prefix + ".made").split(",")) {
      made.keys.add(key);
    }
    return new Device(new OwnDevice(identity, registrationId), signedPreKey, made);
  }

  private KeyPair pair(String key) {
    return KeyPair.ofPrivate(vectors.bytes(key));
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** Chance as it fell then. A pre-key that is asked for in between comes from the front. */
  private static final class Made implements RandomGenerator {

    private final ArrayDeque<String> keys = new ArrayDeque<>();

    @Override
    public void nextBytes(byte[] bytes) {
      byte[] key = hex(keys.remove());
      System.arraycopy(key, 0, bytes, 0, bytes.length);
    }

    @Override
    public long nextLong() {
      throw new AssertionError("only keys are recorded");
    }
  }
}
