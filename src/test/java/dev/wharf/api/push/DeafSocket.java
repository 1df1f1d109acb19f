package dev.wharf.api.push;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A WebSocket client that reads only when it is told to, with a small receive buffer. It offers
 * what browsers offer.
 */
final class DeafSocket implements AutoCloseable {

  private static final int TEXT = 0x1;
  private static final int CONTINUATION = 0x0;
  private static final int CLOSE = 0x8;

  /** The head of the answer, in small letters. */
  final List<String> head = new ArrayList<>();

  private final Socket socket = new Socket();
  private final DataInputStream in;

  DeafSocket(URI server, String firstMessage) throws IOException {
    socket.setReceiveBufferSize(4096);
    socket.setSoTimeout(20_000);
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    String request =
        "GET /ws/events?ticket="
            + Listener.ticket(server)
            + " HTTP/1.1\r\nHost: "
            + server.getAuthority()
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
            + "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    assertTrue(line().startsWith("HTTP/1.1 101"));
    for (String line = line(); !line.isEmpty(); line = line()) {
      head.add(line.toLowerCase(Locale.ROOT));
    }
    send(firstMessage);
  }

  /** With a mask of zeros, which leaves the text as it is. */
  void send(String text) throws IOException {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    var frame = new ByteArrayOutputStream();
    frame.write(0x80 | TEXT);
    assertTrue(payload.length < 126);
    frame.write(0x80 | payload.length);
    frame.write(new byte[4]);
    frame.write(payload);
    socket.getOutputStream().write(frame.toByteArray());
  }

  /** The next text message; pings are passed over. */
  JsonNode read() throws IOException {
    var text = new ByteArrayOutputStream();
    while (true) {
      int first = in.readUnsignedByte();
      byte[] payload = new byte[length(in.readUnsignedByte())];
      in.readFully(payload);
      int opcode = first & 0x0F;
      if (opcode == TEXT || opcode == CONTINUATION) {
        text.write(payload);
        if ((first & 0x80) != 0) {
          return new ObjectMapper().readTree(text.toByteArray());
        }
      }
    }
  }

  /** Bytes as they are. */
  void sendRaw(int... bytes) throws IOException {
    var frame = new ByteArrayOutputStream();
    for (int each : bytes) {
      frame.write(each);
    }
    socket.getOutputStream().write(frame.toByteArray());
  }

  /** The code that the server closes with; what comes before is passed over. */
  int closeCode() throws IOException {
    while (true) {
      int first = in.readUnsignedByte();
      byte[] payload = new byte[length(in.readUnsignedByte())];
      in.readFully(payload);
      if ((first & 0x0F) == CLOSE) {
        return ByteBuffer.wrap(payload).getShort();
      }
    }
  }

  boolean isOpen() {
    return !socket.isClosed();
  }

  private int length(int second) throws IOException {
    return switch (second & 0x7F) {
      case 126 -> in.readUnsignedShort();
      case 127 -> Math.toIntExact(in.readLong());
      default -> second & 0x7F;
    };
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    int c;
    while ((c = in.read()) != '\n' && c >= 0) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
