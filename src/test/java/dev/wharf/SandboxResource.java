package dev.wharf;

import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SandboxConfig;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
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
    return Map.of(
        "wharf.whatsapp.url",
        sandbox.webSocketUrl(),
        "wharf.whatsapp.trust-anchor",
        sandbox.trustAnchorHex(),
        "wharf.whatsapp.pairing-spacing",
        "PT0S",
        "wharf.whatsapp.version-url",
        sandbox.httpUrl() + "/sw.js",
        ADMIN_URL,
        sandbox.httpUrl());
  }

  @Override
  public void stop() {
    if (vertx != null) {
      vertx.close();
    }
  }
}
