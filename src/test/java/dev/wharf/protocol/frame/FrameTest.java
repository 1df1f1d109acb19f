package dev.wharf.protocol.frame;

import static dev.wharf.protocol.ProtocolFaults.assertFault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wharf.protocol.ProtocolFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {

  private static final int LIMIT = 1000;

  private final FrameAssembler assembler = new FrameAssembler(LIMIT);

  @Test
  void putsThreeLengthBytesInFront() {
    byte[] frame = Frame.wrap(new byte[0x010203]);

    assertEquals(0x010203 + 3, frame.length);
    assertArrayEquals(new byte[] {1, 2, 3, 0}, Arrays.copyOf(frame, 4));
  }

  @Test
  void wrapsTheLongestPayload() {
    byte[] frame = Frame.wrap(new byte[Frame.MAX]);

    assertArrayEquals(new byte[] {-1, -1, -1}, Arrays.copyOf(frame, 3));
  }

  @Test
  void refusesToWrapWhatTheLengthCannotName() {
    assertFault(
        ProtocolFault.Kind.TOO_LARGE, "frame.length", () -> Frame.wrap(new byte[Frame.MAX + 1]));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 64, 1000, 100_000})
  void findsTheSameFramesHoweverTheStreamIsSplit(int chunkSize) {
    var random = new Random(chunkSize);
    var sent = new ArrayList<byte[]>();
    byte[] stream = {};
    for (int size : new int[] {0, 1, 2, 3, 255, 256, 999, LIMIT, 0, 5}) {
      byte[] payload = new byte[size];
      random.nextBytes(payload);
      sent.add(payload);
      stream = concat(stream, Frame.wrap(payload));
    }

    var received = new ArrayList<byte[]>();
    for (int at = 0; at < stream.length; at += chunkSize) {
      received.addAll(
          assembler.accept(
              Arrays.copyOfRange(stream, at, Math.min(stream.length, at + chunkSize))));
    }

    assertSameFrames(sent, received);
    assertEquals(0, assembler.buffered());
  }

  @Test
  void keepsAnUnfinishedFrame() {
    assertEquals(List.of(), assembler.accept(new byte[] {0, 0, 2, 9}));
    assertEquals(4, assembler.buffered());

    assertSameFrames(List.of(new byte[] {9, 8}), assembler.accept(new byte[] {8}));
  }

  @Test
  void ignoresAnEmptyChunk() {
    assertEquals(List.of(), assembler.accept(new byte[0]));
  }

  @Test
  void refusesALengthOverTheLimitBeforeThePayloadArrives() {
    assertFault(
        ProtocolFault.Kind.TOO_LARGE,
        "frame.length",
        () -> assembler.accept(new byte[] {0, 0x03, (byte) 0xE9}));
  }

  @Test
  void staysRefusingAfterALengthOverTheLimit() {
    byte[] good = Frame.wrap(new byte[1]);
    assertFault(
        ProtocolFault.Kind.TOO_LARGE,
        "frame.length",
        () -> assembler.accept(concat(good, new byte[] {-1, -1, -1, 0})));

    assertFault(ProtocolFault.Kind.TOO_LARGE, "frame.length", () -> assembler.accept(good));
    assertEquals(
        LIMIT, new FrameAssembler(LIMIT).accept(Frame.wrap(new byte[LIMIT])).get(0).length);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, Frame.MAX + 1})
  void hasALimitThatFramesCanHave(int limit) {
    assertThrows(IllegalArgumentException.class, () -> new FrameAssembler(limit));
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static void assertSameFrames(List<byte[]> expected, List<byte[]> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), actual.get(i), "frame " + i);
    }
  }
}
