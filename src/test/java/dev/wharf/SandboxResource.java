package dev.wharf;

import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SandboxConfig;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A sandbox for Quarkus tests: Wharf takes it for WhatsApp, the test steers it over its admin API.
 */
public class SandboxResource implements QuarkusTestResourceLifecycleManager {

  /** Config property that holds where the admin API is. */
  public static final String ADMIN_URL = "sandbox.test-url";

  /** Where clients connect to. */
  public static final String WEB_SOCKET_URL = "sandbox.test-web-socket-url";

  /** A file with the certificate of its TLS port, PEM. */
  public static final String CERTIFICATE = "sandbox.test-certificate";

  private Vertx vertx;
  private Sandbox sandbox;

  @Override
  public Map<String, String> start() {
    vertx = Vertx.vertx();
    try {
      sandbox =
          Sandbox.start(vertx, SandboxConfig.ephemeral(), Clock.systemUTC(), new SecureRandom())
              .toCompletionStage()
              .toCompletableFuture()
              .get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("the sandbox did not start", e);
    }
    String certificate = certificate();
    return Map.ofEntries(
        Map.entry("wharf.whatsapp.url", sandbox.webSocketUrl()),
        Map.entry("wharf.whatsapp.trust-anchor", sandbox.trustAnchorHex()),
        Map.entry("wharf.whatsapp.pairing-spacing", "PT0S"),
        Map.entry("wharf.whatsapp.media-trust-file", certificate),
        Map.entry("wharf.whatsapp.version-url", sandbox.httpUrl() + "/sw.js"),
        Map.entry("wharf.limits.pause-min", "PT0S"),
        Map.entry("wharf.limits.pause-max", "PT0S"),
        Map.entry(WEB_SOCKET_URL, sandbox.webSocketUrl()),
        Map.entry(CERTIFICATE, certificate),
        Map.entry(ADMIN_URL, sandbox.httpUrl()));
  }

  private String certificate() {
    try {
      Path file = Files.createTempFile("sandbox", ".pem");
      return Files.writeString(file, sandbox.tlsCertificatePem()).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    if (vertx != null) {
      vertx.close();
    }
  }
}
