package dev.wharf.api.push;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A frame reads as what it was made of. */
class FrameTest {

  private static final int LONGEST = 1 << 20;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 300, 65_535, 65_536, 200_000})
  void aReaderGetsTheTextOfAnyLength(int length) {
    assertEquals("x".repeat(length), read(Frame.of("x".repeat(length))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"é", "日本語", "👋🏽 hallo"})
  void lengthsCountBytesAndNotCharacters(String text) {
    assertEquals(text.repeat(40), read(Frame.of(text.repeat(40))));
  }

  private static String read(Frame frame) {
    var reader = new EmbeddedChannel(new WebSocket13FrameDecoder(false, false, LONGEST));
    reader.writeInbound(Unpooled.wrappedBuffer(frame.bytes()));
    TextWebSocketFrame message = reader.readInbound();
    try {
      return message.text();
    } finally {
      message.release();
    }
  }
}
