package dev.wharf.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many dashboards on one thread, which only count: the frames that are long enough to be events,
 * and of some of them how long they were on the way, from the time between two {@code @}.
 */
final class RawReaders implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int SAMPLE = 50;
  private static final int AT_ONCE = 64;
  private static final int MASKED = 0x80;

  /** How a reader introduces itself: the path it asks for, and what it says once it is let in. */
  interface Protocol {
    String path() throws Exception;

    String greeting();
  }

  /** Where the reading of one socket stands. */
  private static final class Reader {
    final ByteBuffer head = ByteBuffer.allocate(4096);
    boolean upgraded;
    long left;
    boolean event;
  }

  private final Selector selector = Selector.open();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 18);
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final ConcurrentLinkedQueue<Double> delays = new ConcurrentLinkedQueue<>();
  private final List<SocketChannel> sockets = new ArrayList<>();
  private final AtomicLong upgraded = new AtomicLong();
  private final int shortestEvent;
  private final Protocol protocol;
  private final int port;
  private volatile boolean over;

  private RawReaders(int port, int shortestEvent, Protocol protocol) throws IOException {
    this.port = port;
    this.shortestEvent = shortestEvent;
    this.protocol = protocol;
  }

  /** Nobody yet. */
  static RawReaders of(int port, int shortestEvent, Protocol protocol) throws IOException {
    var readers = new RawReaders(port, shortestEvent, protocol);
    Thread.ofPlatform().daemon().start(readers::run);
    return readers;
  }

  /** So many more; returns when all of them were let in. */
  void connect(int count) throws Exception {
    int before = sockets.size();
    for (int i = 1; i <= count; i++) {
      open(protocol.path());
      int wanted = before + i - AT_ONCE;
      if (i % AT_ONCE == 0) {
        Waiting.until("readers are let in", PATIENCE, () -> upgraded.get() >= wanted);
      }
    }
    Waiting.until("all readers are let in", PATIENCE, () -> upgraded.get() == before + count);
  }

  long events() {
    return events.get();
  }

  long bytes() {
    return bytes.get();
  }

  List<Double> delays() {
    return List.copyOf(delays);
  }

  void forget() {
    events.set(0);
    bytes.set(0);
    delays.clear();
  }

  private void open(String path) throws IOException {
    var socket = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
    String request =
        "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                .formatted(path, port)
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    socket.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    socket.configureBlocking(false);
    sockets.add(socket);
    selector.wakeup();
    socket.register(selector, SelectionKey.OP_READ, new Reader());
  }

  private void run() {
    try {
      while (!over) {
        selector.select(20);
        var keys = selector.selectedKeys().iterator();
        while (keys.hasNext()) {
          var key = keys.next();
          keys.remove();
          read((SocketChannel) key.channel(), (Reader) key.attachment());
        }
      }
    } catch (IOException | java.nio.channels.ClosedSelectorException e) {
      if (!over) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void read(SocketChannel socket, Reader reader) throws IOException {
    buffer.clear();
    // What was left of a head comes first.
    reader.head.flip();
    buffer.put(reader.head);
    reader.head.clear();
    if (socket.read(buffer) < 0) {
      socket.close();
      throw new IllegalStateException("a reader was let go");
    }
    buffer.flip();
    if (!reader.upgraded && !upgrade(socket, reader)) {
      return;
    }
    while (buffer.hasRemaining() && frame(socket, reader)) {}
    reader.head.put(buffer);
  }

  private boolean upgrade(SocketChannel socket, Reader reader) throws IOException {
    String text = StandardCharsets.ISO_8859_1.decode(buffer.duplicate()).toString();
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      reader.head.put(buffer);
      return false;
    }
    if (!text.startsWith("HTTP/1.1 101")) {
      throw new IllegalStateException(text.lines().findFirst().orElse(""));
    }
    buffer.position(buffer.position() + end + 4);
    reader.upgraded = true;
    say(socket, protocol.greeting());
    upgraded.incrementAndGet();
    return true;
  }

  /**
   * @return false if the head of the next frame is not there yet
   */
  private boolean frame(SocketChannel socket, Reader reader) throws IOException {
    if (reader.left > 0) {
      skip(reader);
      return true;
    }
    buffer.mark();
    if (buffer.remaining() < 2) {
      return false;
    }
    int kind = buffer.get() & 0x0f;
    long length = buffer.get() & 0x7f;
    int more = length == 126 ? 2 : length == 127 ? 8 : 0;
    if (buffer.remaining() < more) {
      buffer.reset();
      return false;
    }
    length = more == 2 ? buffer.getShort() & 0xffff : more == 8 ? buffer.getLong() : length;
    if (kind == 9 || kind == 1 && length == 1) {
      answer(socket, kind);
    }
    reader.left = length;
    if (kind == 1 && length >= shortestEvent) {
      bytes.addAndGet(length);
      if (events.incrementAndGet() % SAMPLE == 0 && buffer.remaining() >= length) {
        sample((int) length);
      }
    }
    skip(reader);
    return true;
  }

  /** A ping of WebSocket, or the one of engine.io, which is the text 2. */
  private static void answer(SocketChannel socket, int kind) throws IOException {
    if (kind == 9) {
      socket.write(ByteBuffer.wrap(new byte[] {(byte) 0x8a, (byte) MASKED, 0, 0, 0, 0}));
    } else {
      say(socket, "3");
    }
  }

  private void skip(Reader reader) {
    int step = (int) Math.min(reader.left, buffer.remaining());
    buffer.position(buffer.position() + step);
    reader.left -= step;
  }

  private void sample(int length) {
    byte[] payload = new byte[length];
    buffer.duplicate().get(payload);
    String text = new String(payload, StandardCharsets.ISO_8859_1);
    int from = text.indexOf('@');
    int to = text.indexOf('@', from + 1);
    if (from >= 0 && to > from) {
      delays.add((System.nanoTime() - Long.parseLong(text, from + 1, to, 10)) / 1e6);
    }
  }

  /** Masked with zeros, as a client has to. */
  private static void say(SocketChannel socket, String text) throws IOException {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    var frame = ByteBuffer.allocate(payload.length + 8).put((byte) 0x81);
    if (payload.length <= 125) {
      frame.put((byte) (MASKED | payload.length));
    } else {
      frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
    }
    frame.putInt(0).put(payload).flip();
    while (frame.hasRemaining()) {
      socket.write(frame);
    }
  }

  @Override
  public void close() throws IOException {
    over = true;
    selector.close();
    for (SocketChannel socket : sockets) {
      socket.close();
    }
  }
}
