package dev.wharf.sandbox.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteRangeTest {

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0,0,0",
    "bytes=2-5,2,5",
    "bytes=2-,2,9",
    "bytes=5-99,5,9",
    "bytes=-3,7,9",
    "bytes=-99,0,9"
  })
  void findsThePartOfTenBytes(String header, int first, int last) {
    assertEquals(Optional.of(new ByteRange(first, last)), ByteRange.of(header, 10));
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=10-",
    "bytes=5-2",
    "bytes=-",
    "bytes=-0",
    "bytes=a-b",
    "items=0-1",
    "bytes=0-1;2-3"
  })
  void whatIsNoPartOfTenBytesIsNone(String header) {
    assertEquals(Optional.empty(), ByteRange.of(header, 10));
  }
}
