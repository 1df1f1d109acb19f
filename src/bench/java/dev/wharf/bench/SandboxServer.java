package dev.wharf.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The server of all candidates, in a process of its own. */
final class SandboxServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Proc process;
  private final int port;
  private final int tlsPort;
  private final Path certificate;
  private final String anchor;
  private final HttpClient http = HttpClient.newHttpClient();

  private SandboxServer(Proc process, int port, int tlsPort, Path folder) throws Exception {
    this.process = process;
    this.port = port;
    this.tlsPort = tlsPort;
    Waiting.until("the sandbox answers", PATIENCE, this::answers);
    this.anchor = get("/admin/trust-anchor");
    this.certificate = folder.resolve("sandbox.pem");
    Files.writeString(certificate, get("/admin/tls-certificate"));
  }

  static SandboxServer start(String classpath, Path folder, int core) throws Exception {
    Files.createDirectories(folder);
    int port = Ports.free();
    int tlsPort = Ports.free();
    var process =
        Proc.start(
            core,
            folder,
            folder.resolve("sandbox.log"),
            Map.of(
                "WHARF_SANDBOX_PORT", Integer.toString(port),
                "WHARF_SANDBOX_TLS_PORT", Integer.toString(tlsPort),
                "WHARF_SANDBOX_DIR", folder.resolve("kept").toString()),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                classpath,
                "dev.wharf.sandbox.SandboxMain"));
    return new SandboxServer(process, port, tlsPort, folder);
  }

  String secureUrl() {
    return "wss://localhost:" + tlsPort + "/ws/chat";
  }

  String httpUrl() {
    return "http://localhost:" + port;
  }

  String trustAnchor() {
    return anchor;
  }

  Path certificate() {
    return certificate.toAbsolutePath();
  }

  double cpuSeconds() {
    return process.cpuSeconds();
  }

  /** The phone scans. */
  void scan(String qr) throws Exception {
    var answer =
        http.send(
            HttpRequest.newBuilder(URI.create(httpUrl() + "/admin/mock-phone/scan-qr"))
                .POST(HttpRequest.BodyPublishers.ofString(qr))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("scan: " + answer.body());
    }
  }

  private boolean answers() {
    try {
      return !get("/").isEmpty();
    } catch (Exception e) {
      return false;
    }
  }

  private String get(String path) throws Exception {
    return http.send(
            HttpRequest.newBuilder(URI.create(httpUrl() + path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Override
  public void close() throws Exception {
    process.close();
  }
}
