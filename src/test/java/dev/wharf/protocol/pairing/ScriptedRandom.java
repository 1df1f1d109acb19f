package dev.wharf.protocol.pairing;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.random.RandomGenerator;

/** Gives what it was told to give, in order. */
final class ScriptedRandom implements RandomGenerator {

  private final Queue<byte[]> script;

  ScriptedRandom(byte[]... script) {
    this.script = new ArrayDeque<>(List.of(script));
  }

  @Override
  public void nextBytes(byte[] bytes) {
    byte[] next = script.remove();
    if (next.length != bytes.length) {
      throw new IllegalStateException("asked for " + bytes.length + ", script has " + next.length);
    }
    System.arraycopy(next, 0, bytes, 0, bytes.length);
  }

  @Override
  public long nextLong() {
    throw new IllegalStateException("only bytes are scripted");
  }
}
