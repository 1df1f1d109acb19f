package dev.wharf.sandbox.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToldTest {

  private static Fields.Writer field(int number, Fields.Writer value) {
    return Fields.write().child(number, value);
  }

  static Stream<Arguments> messages() {
    var key = Fields.write().text(1, "1@lid").flag(2, false).text(3, "A1");
    var text = Fields.write().text(1, "hello");
    return Stream.of(
        Arguments.of(text, "text", "hello", ""),
        Arguments.of(field(6, text), "text", "hello", ""),
        Arguments.of(field(40, field(1, field(6, text))), "text", "hello", ""),
        Arguments.of(field(3, Fields.write().text(3, "a cat")), "image", "a cat", ""),
        Arguments.of(field(9, Fields.write()), "video", "", ""),
        Arguments.of(
            field(53, field(1, field(7, Fields.write().text(20, "read me")))),
            "document",
            "read me",
            ""),
        Arguments.of(field(46, field(1, key).text(2, "👍")), "reaction", "👍", "A1"),
        Arguments.of(field(12, field(1, key)), "deletion", "", "A1"),
        Arguments.of(field(12, field(1, key).number(2, 14).child(14, text)), "edit", "hello", "A1"),
        Arguments.of(field(64, Fields.write().text(2, "Where?")), "poll", "Where?", ""),
        Arguments.of(field(50, field(1, key)), "vote", "", "A1"),
        Arguments.of(field(99, text), "other", "", ""));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void saysWhatAMessageIs(Fields.Writer message, String kind, String text, String about) {
    Told told = Told.of(Fields.read(message.bytes()).orElseThrow());
    assertEquals(kind, told.kind());
    assertEquals(text, told.text().orElse(""));
    assertEquals(about, told.about().orElse(""));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x0A, 0x07, 0x08, 0x0C, 0x80})
  void whatIsNoMessageIsNotRead(int start) {
    assertTrue(Fields.read(new byte[] {(byte) start}).isEmpty());
  }

  @Test
  void theLastOfARepeatedFieldCountsAndOneFieldCanBeLeftOut() {
    byte[] bytes = Fields.write().text(1, "one").number(3, 7).text(1, "two").bytes();
    Fields fields = Fields.read(bytes).orElseThrow();
    assertEquals(Optional.of("two"), fields.text(1));
    assertEquals(7, fields.number(3).orElseThrow());
    Fields rest = Fields.read(fields.without(1)).orElseThrow();
    assertTrue(rest.text(1).isEmpty());
    assertEquals(7, rest.number(3).orElseThrow());
  }
}
