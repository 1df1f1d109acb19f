package dev.wharf.session;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** A server that does to its client whatever a test says, byte by byte. */
final class ScriptedServer {

  /** A frame of the client: what it is and what it says, unmasked. */
  record Frame(int opcode, byte[] payload) {}

  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
  final BlockingQueue<Boolean> closed = new LinkedBlockingQueue<>();
  private final NetServer server;

  /**
   * @param script is given the client and its key when the client has asked for the upgrade
   */
  ScriptedServer(Vertx vertx, BiConsumer<NetSocket, String> script) {
    server = vertx.createNetServer().connectHandler(client -> serve(client, script));
    DialerIT.on(server.listen(0, "127.0.0.1"));
  }

  int port() {
    return server.actualPort();
  }

  /** What a sound server answers. */
  static Buffer accepted(String key) {
    return Buffer.buffer(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + key
            + "\r\n\r\n");
  }

  static Buffer frame(int opcode, boolean last, byte[] payload) {
    var frame = Buffer.buffer().appendByte((byte) ((last ? 0x80 : 0) | opcode));
    if (payload.length < 126) {
      frame.appendByte((byte) payload.length);
    } else if (payload.length < 1 << 16) {
      frame.appendByte((byte) 126).appendShort((short) payload.length);
    } else {
      frame.appendByte((byte) 127).appendLong(payload.length);
    }
    return frame.appendBytes(payload);
  }

  Frame nextFrame() throws InterruptedException {
    return frames.poll(10, TimeUnit.SECONDS);
  }

  private void serve(NetSocket client, BiConsumer<NetSocket, String> script) {
    var request = new StringBuilder();
    var sent = new ByteArrayOutputStream();
    client.closeHandler(v -> closed.add(true));
    client.exceptionHandler(failure -> {});
    client.handler(
        data -> {
          if (request.indexOf("\r\n\r\n") < 0) {
            request.append(data.toString(StandardCharsets.US_ASCII));
            int end = request.indexOf("\r\n\r\n");
            if (end >= 0) {
              requests.add(request.toString());
              script.accept(client, accept(request.toString()));
            }
          } else {
            sent.writeBytes(data.getBytes());
            parse(sent);
          }
        });
  }

  private void parse(ByteArrayOutputStream sent) {
    byte[] bytes = sent.toByteArray();
    int at = 0;
    while (bytes.length - at >= 6) {
      int length = bytes[at + 1] & 0x7F;
      int head = 2;
      if (length == 126) {
        length = (bytes[at + 2] & 0xFF) << 8 | bytes[at + 3] & 0xFF;
        head = 4;
      }
      if ((bytes[at + 1] & 0x80) == 0) {
        throw new IllegalStateException("the client did not mask");
      }
      if (bytes.length - at < head + 4 + length) {
        break;
      }
      byte[] payload = new byte[length];
      for (int i = 0; i < length; i++) {
        payload[i] = (byte) (bytes[at + head + 4 + i] ^ bytes[at + head + i % 4]);
      }
      frames.add(new Frame(bytes[at] & 0x0F, payload));
      at += head + 4 + length;
    }
    sent.reset();
    sent.write(bytes, at, bytes.length - at);
  }

  private static String accept(String request) {
    String key =
        request
            .lines()
            .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("sec-websocket-key"))
            .map(line -> line.substring(line.indexOf(':') + 1).trim())
            .findFirst()
            .orElse("");
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest(
                  (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                      .getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
