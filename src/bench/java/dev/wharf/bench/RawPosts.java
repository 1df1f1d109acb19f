package dev.wharf.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/** Connections that post one thing after the other: a client that costs the machine little. */
final class RawPosts implements AutoCloseable {

  private static final Pattern ID = Pattern.compile("\"messageId\":\"([^\"]+)\"");

  record Post(String path, String body) {}

  private record Connection(Socket socket, InputStream in) {}

  private final List<Connection> connections = new ArrayList<>();
  private final ExecutorService threads;

  private RawPosts(int count) {
    threads = Executors.newFixedThreadPool(count);
  }

  static RawPosts open(int port, int count) throws IOException {
    var posts = new RawPosts(count);
    for (int i = 0; i < count; i++) {
      var socket = new Socket("127.0.0.1", port);
      socket.setTcpNoDelay(true);
      posts.connections.add(
          new Connection(socket, new BufferedInputStream(socket.getInputStream())));
    }
    return posts;
  }

  /** So many, as fast as they are taken. */
  void all(int count, IntFunction<Post> what) throws Exception {
    var next = new AtomicInteger();
    each(
        connection -> {
          for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            post(connection, what.apply(i));
          }
        });
  }

  /**
   * So many, at an even rate.
   *
   * @param begins gets when each should have begun, by its id
   */
  void evenly(int count, int perSecond, IntFunction<Post> what, Map<String, Long> begins)
      throws Exception {
    var next = new AtomicInteger();
    long start = System.nanoTime();
    each(
        connection -> {
          for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            long begin = start + i * 1_000_000_000L / perSecond;
            Pace.awaitTime(begin);
            String id = post(connection, what.apply(i));
            synchronized (begins) {
              begins.put(id, begin);
            }
          }
        });
  }

  private interface Work {
    void on(Connection connection) throws Exception;
  }

  private void each(Work work) throws Exception {
    var all =
        connections.stream()
            .<Callable<Void>>map(
                connection ->
                    () -> {
                      work.on(connection);
                      return null;
                    })
            .toList();
    for (var done : threads.invokeAll(all)) {
      done.get();
    }
  }

  private static String post(Connection connection, Post post) throws IOException {
    byte[] body = post.body().getBytes(StandardCharsets.UTF_8);
    String head =
        "POST %s HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(post.path(), Rest.KEY, body.length);
    byte[] request = (head + post.body()).getBytes(StandardCharsets.UTF_8);
    connection.socket().getOutputStream().write(request);
    String status = line(connection.in());
    int length = 0;
    for (String field = line(connection.in()); !field.isEmpty(); field = line(connection.in())) {
      if (field.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(field.substring(15).strip());
      }
    }
    String answer = new String(connection.in().readNBytes(length), StandardCharsets.UTF_8);
    var id = ID.matcher(answer);
    if (!status.contains(" 202 ") || !id.find()) {
      throw new IllegalStateException(status + " " + answer);
    }
    return id.group(1);
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("hung up");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    for (Connection connection : connections) {
      connection.socket().close();
    }
  }
}
