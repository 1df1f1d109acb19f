package dev.wharf;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port that nobody listens on, for a server that is started with it later. It lies below those
 * that systems hand out by themselves, from 32768 on Linux and from 49152 elsewhere: of them any
 * outgoing connection may take one before the server is up.
 */
public final class FreePort {

  private static final int FIRST = 20_000;
  private static final int LAST = 32_767;

  private FreePort() {}

  /**
   * Any port from 20000 to 32767 that is free on loopback now.
   *
   * @throws BindException if there is none
   */
  public static int any() throws IOException {
    return between(FIRST, LAST);
  }

  static int between(int first, int last) throws IOException {
    int count = last - first + 1;
    int start = ThreadLocalRandom.current().nextInt(count);
    for (int i = 0; i < count; i++) {
      int port = first + (start + i) % count;
      if (isFree(port)) {
        return port;
      }
    }
    throw new BindException("no port from %d to %d is free".formatted(first, last));
  }

  private static boolean isFree(int port) throws IOException {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (BindException taken) {
      return false;
    }
  }
}
