package dev.wharf.protocol.frame;

import static dev.wharf.protocol.ProtocolFaults.assertFault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wharf.protocol.ProtocolFault;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntroTest {

  private static final HexFormat HEX = HexFormat.of();

  @ParameterizedTest
  @CsvSource({"'', 57410603", "08020805, 454400010000040802080557410603"})
  void writesTheBytesThatBaileysWasSeenToWrite(String routing, String expected) {
    assertEquals(expected, HEX.formatHex(new Intro(HEX.parseHex(routing)).encode()));
  }

  @ParameterizedTest
  @CsvSource({"'', 1", "'', 2", "'', 100", "08020805, 1", "08020805, 5", "08020805, 100"})
  void readsWhatWasWrittenHoweverItIsSplit(String routing, int chunkSize) {
    var intro = new Intro(HEX.parseHex(routing));
    byte[] stream = HEX.parseHex(HEX.formatHex(intro.encode()) + "000001ff");
    var reader = new IntroReader();

    int at = 0;
    IntroReader.Result result = reader.accept(new byte[0]);
    while (result instanceof IntroReader.Result.NeedMore) {
      int end = Math.min(stream.length, at + chunkSize);
      result = reader.accept(Arrays.copyOfRange(stream, at, end));
      at = end;
    }

    var done = assertInstanceOf(IntroReader.Result.Done.class, result);
    assertEquals(intro, done.intro());
    byte[] rest = HEX.parseHex("000001ff");
    assertArrayEquals(Arrays.copyOf(rest, rest.length - (stream.length - at)), done.rest());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00", // neither form
        "56",
        "5700",
        "574105",
        "57410500", // an older generation
        "57410602", // another dictionary
        "474554202f", // HTTP
        "4500",
        "454401",
        "45440002", // not the routing form
        "4544000100000108ff", // routing, then no header
        "45440001000000574106ff"
      })
  void refusesAnythingElseAtItsFirstWrongByte(String hex) {
    byte[] bytes = HEX.parseHex(hex);
    var fault = assertThrows(ProtocolFault.class, () -> new IntroReader().accept(bytes));
    assertEquals(ProtocolFault.Kind.MALFORMED, fault.kind());
  }

  @Test
  void refusesRoutingInfoOverItsLimitBeforeItArrives() {
    assertFault(
        ProtocolFault.Kind.TOO_LARGE,
        "intro.routing",
        () -> new IntroReader(4).accept(HEX.parseHex("45440001000005")));
  }

  @Test
  void refusesToBeWrittenWithMoreThanTheLengthCanName() {
    assertFault(
        ProtocolFault.Kind.TOO_LARGE, "intro.routing", () -> new Intro(new byte[Frame.MAX + 1]));
  }

  @Test
  void isReadOnce() {
    var reader = new IntroReader();
    reader.accept(Intro.PLAIN.encode());

    assertThrows(IllegalStateException.class, () -> reader.accept(new byte[1]));
  }

  @Test
  void isAValue() {
    assertEquals(new Intro(new byte[] {1}), new Intro(new byte[] {1}));
    assertEquals(new Intro(new byte[] {1}).hashCode(), new Intro(new byte[] {1}).hashCode());
    assertNotEquals(new Intro(new byte[] {1}), Intro.PLAIN);
    assertEquals("Intro[routing=1 bytes]", new Intro(new byte[] {1}).toString());
  }

  @Test
  void doesNotLendItsHeaderToBeChanged() {
    Intro.PLAIN.encode()[0] = 0;

    assertEquals("57410603", HEX.formatHex(Intro.PLAIN.encode()));
  }
}
