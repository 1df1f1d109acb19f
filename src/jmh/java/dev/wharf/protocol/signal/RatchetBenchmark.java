package dev.wharf.protocol.signal;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Messages of 300 bytes between two devices, each with the writing and reading of the stored form
 * of the ratchet, as it happens between two messages.
 */
@State(Scope.Thread)
public class RatchetBenchmark {

  private final byte[] plaintext = new byte[300];
  private final Device alice = new Device(1);
  private final Device bob = new Device(2);

  @Setup
  public void introduce() {
    alice.start(bob.bundle(1));
    bob.open(alice.encrypt(plaintext));
    alice.open(bob.encrypt(plaintext));
  }

  /** The same direction again: no new key agreement. */
  @Benchmark
  public Object encryptAndDecrypt() {
    return bob.decrypt(alice.encrypt(plaintext));
  }

  /** To and fro: each message turns the ratchet. */
  @Benchmark
  public Object turn() {
    bob.decrypt(alice.encrypt(plaintext));
    return alice.decrypt(bob.encrypt(plaintext));
  }

  /** The first message to a stranger, and its opening. */
  @Benchmark
  public Object firstMessage() {
    var stranger = new Device(3);
    stranger.start(bob.bundle(2));
    return bob.decrypt(stranger.encrypt(plaintext));
  }
}
