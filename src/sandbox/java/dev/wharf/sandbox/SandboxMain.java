package dev.wharf.sandbox;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;

/** Runs the sandbox alone, configured by environment variables. */
public final class SandboxMain {

  private SandboxMain() {}

  /** Prints the addresses and the trust anchor when it is ready; ends with the process. */
  public static void main(String[] arguments) {
    // Before anything logs: Wharf's log manager is on the class path and says so otherwise.
    System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
    SandboxConfig config;
    try {
      config = config(System.getenv());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Vertx vertx = Vertx.vertx();
    Sandbox.start(vertx, config, Clock.systemUTC(), new SecureRandom())
        .onSuccess(SandboxMain::ready)
        .onFailure(
            e -> {
              System.err.println("The sandbox cannot start: " + e.getMessage());
              System.exit(1);
            });
  }

  static SandboxConfig config(Map<String, String> environment) {
    return SandboxConfig.ephemeral()
        .listen(
            environment.getOrDefault("WHARF_SANDBOX_HOST", "127.0.0.1"),
            port(environment, "WHARF_SANDBOX_PORT", "8090"),
            port(environment, "WHARF_SANDBOX_TLS_PORT", "8091"))
        .keptIn(Path.of(environment.getOrDefault("WHARF_SANDBOX_DIR", ".wharf/sandbox")))
        .withPhones(
            isOn(environment, "WHARF_SANDBOX_PHONES"), isOn(environment, "WHARF_SANDBOX_HISTORY"));
  }

  private static boolean isOn(Map<String, String> environment, String name) {
    return switch (environment.getOrDefault(name, "on")) {
      case "on" -> true;
      case "off" -> false;
      default -> throw new IllegalArgumentException(name + " must be on or off");
    };
  }

  private static int port(Map<String, String> environment, String name, String otherwise) {
    String text = environment.getOrDefault(name, otherwise);
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65535) {
      throw new IllegalArgumentException(name + " must be a port number, 0 to 65535");
    }
    return Integer.parseInt(text);
  }

  private static void ready(Sandbox sandbox) {
    System.out.println("sandbox ready " + sandbox.webSocketUrl());
    System.out.println("sandbox ready " + sandbox.secureWebSocketUrl());
    System.out.println("sandbox admin " + sandbox.httpUrl() + "/admin/accounts");
    System.out.println("sandbox trust anchor " + sandbox.trustAnchorHex());
  }
}
