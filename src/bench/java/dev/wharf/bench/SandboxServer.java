package dev.wharf.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The server of all candidates, in a process of its own. */
final class SandboxServer implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Proc process;
  private final int port;
  private final int tlsPort;
  private final Path certificate;
  private final String anchor;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private SandboxServer(Proc process, int port, int tlsPort, Path folder) throws Exception {
    this.process = process;
    this.port = port;
    this.tlsPort = tlsPort;
    Waiting.until("the sandbox answers", PATIENCE, this::answers);
    this.anchor = get("/admin/trust-anchor");
    this.certificate = folder.resolve("sandbox.pem");
    Files.writeString(certificate, get("/admin/tls-certificate"));
  }

  /**
   * Without a life of its own: phones send new companions nothing, and read nothing until they are
   * told to do something. What it costs Wharf to take in history would say nothing about logins,
   * and Baileys' clients are gone before theirs comes. Patient too: when 800 Baileys clients log in
   * at once, the last of them begin their handshake more than 20 seconds after they connected.
   */
  static SandboxServer quiet(String classpath, Path folder, int core) throws Exception {
    return start(
        classpath,
        folder,
        core,
        Map.of(
            "WHARF_SANDBOX_PHONES",
            "off",
            "WHARF_SANDBOX_HISTORY",
            "off",
            "WHARF_SANDBOX_HANDSHAKE_SECONDS",
            "300"));
  }

  /** As whoever tries it out has it. */
  static SandboxServer lively(String classpath, Path folder, int core) throws Exception {
    return start(classpath, folder, core, Map.of());
  }

  private static SandboxServer start(
      String classpath, Path folder, int core, Map<String, String> more) throws Exception {
    Files.createDirectories(folder);
    int port = Ports.free();
    int tlsPort = Ports.free();
    Map<String, String> environment = new HashMap<>(more);
    environment.put("WHARF_SANDBOX_PORT", Integer.toString(port));
    environment.put("WHARF_SANDBOX_TLS_PORT", Integer.toString(tlsPort));
    environment.put("WHARF_SANDBOX_DIR", folder.resolve("kept").toString());
    var process =
        Proc.start(
            core,
            folder,
            folder.resolve("sandbox.log"),
            environment,
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
    ask("POST", "/admin/mock-phone/scan-qr", qr);
  }

  /** Makes a person who has a phone and nothing else. */
  void person(String phone) throws Exception {
    ask("PUT", "/admin/accounts/" + phone + "/push-name", "{\"name\":\"" + phone + "\"}");
  }

  /** Whether the phone reads what comes for it; if not, it waits. */
  void online(String phone, boolean online) throws Exception {
    ask("PUT", "/admin/accounts/" + phone + "/behaviour", "{\"online\":" + online + "}");
  }

  /** The phone writes the same so many times. */
  void write(String phone, String to, String text, int times) throws Exception {
    ask(
        "POST",
        "/admin/accounts/" + phone + "/send",
        "{\"to\":\"%s\",\"text\":\"%s\",\"times\":%d}".formatted(to, text, times));
  }

  /** Who there is and what was carried. */
  JsonNode accounts() throws Exception {
    return JSON.readTree(get("/admin/accounts"));
  }

  private void ask(String method, String path, String body) throws Exception {
    var answer =
        http.send(
            HttpRequest.newBuilder(URI.create(httpUrl() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(path + ": " + answer.body());
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
