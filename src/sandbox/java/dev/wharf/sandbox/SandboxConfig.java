package dev.wharf.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a sandbox can be told.
 *
 * @param host address to listen on; loopback unless told otherwise
 * @param port plain HTTP and WebSocket; 0 takes a free one
 * @param tlsPort HTTPS and secure WebSocket; 0 takes a free one
 * @param directory keys, accounts and devices are kept here; without one they live as long as the
 *     sandbox
 * @param handshake how long a client may take from its WebSocket to the end of the Noise handshake
 * @param restartDelay between a verified pair-device-sign and the 515 (connection.md 4.6)
 * @param closeDelay between a failure or stream error and the close of the WebSocket
 * @param refs how many QR refs a registration gets
 * @param firstRef life of the first ref
 * @param nextRef life of every further ref
 * @param refGrace how much longer than its life a ref can be scanned
 * @param codeLife life of a pairing code
 * @param companions most companions an account may have
 * @param lowPreKeys a device below this many one-time keys is told so
 * @param phones whether phones read what comes for them; else only those do that the admin API has
 *     spoken to
 * @param history whether phones send new companions keys, history and names
 */
public record SandboxConfig(
    String host,
    int port,
    int tlsPort,
    Optional<Path> directory,
    Duration handshake,
    Duration restartDelay,
    Duration closeDelay,
    int refs,
    Duration firstRef,
    Duration nextRef,
    Duration refGrace,
    Duration codeLife,
    int companions,
    int lowPreKeys,
    boolean phones,
    boolean history) {

  public SandboxConfig {
    if (refs < 0 || companions < 1 || companions > 99 || lowPreKeys < 0) {
      throw new IllegalArgumentException("refs, companions or lowPreKeys out of range");
    }
  }

  /** Free ports on loopback, nothing kept: what a test wants. */
  public static SandboxConfig ephemeral() {
    return new SandboxConfig(
        "127.0.0.1",
        0,
        0,
        Optional.empty(),
        Duration.ofSeconds(20),
        Duration.ofMillis(100),
        Duration.ofMillis(150),
        6,
        Duration.ofSeconds(60),
        Duration.ofSeconds(20),
        Duration.ofSeconds(5),
        Duration.ofSeconds(180),
        99,
        5,
        true,
        true);
  }

  public SandboxConfig listen(String host, int port, int tlsPort) {
    return changed(
        draft -> {
          draft.host = host;
          draft.port = port;
          draft.tlsPort = tlsPort;
        });
  }

  public SandboxConfig keptIn(Path directory) {
    return changed(draft -> draft.directory = Optional.of(directory));
  }

  public SandboxConfig patientFor(Duration handshake) {
    return changed(draft -> draft.handshake = handshake);
  }

  public SandboxConfig atMost(int companions) {
    return changed(draft -> draft.companions = companions);
  }

  public SandboxConfig withPhones(boolean phones, boolean history) {
    return changed(
        draft -> {
          draft.phones = phones;
          draft.history = history;
        });
  }

  private SandboxConfig changed(Consumer<Draft> change) {
    var draft = new Draft(this);
    change.accept(draft);
    return new SandboxConfig(
        draft.host,
        draft.port,
        draft.tlsPort,
        draft.directory,
        draft.handshake,
        restartDelay,
        closeDelay,
        refs,
        firstRef,
        nextRef,
        refGrace,
        codeLife,
        draft.companions,
        lowPreKeys,
        draft.phones,
        draft.history);
  }

  /** What can be told apart from the usual. */
  private static final class Draft {
    private String host;
    private int port;
    private int tlsPort;
    private Optional<Path> directory;
    private Duration handshake;
    private int companions;
    private boolean phones;
    private boolean history;

    Draft(SandboxConfig from) {
      host = from.host;
      port = from.port;
      tlsPort = from.tlsPort;
      directory = from.directory;
      handshake = from.handshake;
      companions = from.companions;
      phones = from.phones;
      history = from.history;
    }
  }
}
