package dev.wharf.protocol.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wharf.protocol.MutatedBytes;
import dev.wharf.protocol.Onslaught;
import dev.wharf.protocol.ProtocolFault;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Streams of frames with turned bytes and lengths, cut and joined anywhere. */
public final class FrameOnslaught implements Onslaught {

  private static final int MAX = 4_096;

  private final RandomGenerator random;
  private final MutatedBytes mutated;

  public FrameOnslaught(RandomGenerator random) {
    this.random = random;
    this.mutated = new MutatedBytes(random);
  }

  @Override
  public Attempt next() {
    byte[] stream = {};
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      byte[] payload = new byte[random.nextInt(random.nextInt(8) == 0 ? MAX + 1 : 60)];
      byte[] frame = Frame.wrap(payload);
      int before = stream.length;
      stream = Arrays.copyOf(stream, before + frame.length);
      System.arraycopy(frame, 0, stream, before, frame.length);
    }
    int max = random.nextBoolean() ? MAX : Frame.MAX;
    int cut = random.nextInt(1, 200);
    return Attempt.of(mutated.next(stream), bytes -> read(bytes, max, cut));
  }

  private static boolean read(byte[] stream, int max, int cut) {
    var assembler = new FrameAssembler(max);
    int found = 0;
    for (int at = 0; at < stream.length; at += cut) {
      byte[] chunk = Arrays.copyOfRange(stream, at, Math.min(stream.length, at + cut));
      try {
        for (byte[] frame : assembler.accept(chunk)) {
          found += Frame.HEADER + frame.length;
        }
      } catch (ProtocolFault fault) {
        assertEquals(ProtocolFault.Kind.TOO_LARGE, fault.kind());
        assertThrows(ProtocolFault.class, () -> assembler.accept(chunk));
        return false;
      }
    }
    assertEquals(stream.length, found + assembler.buffered(), "bytes are neither lost nor made");
    return true;
  }
}
