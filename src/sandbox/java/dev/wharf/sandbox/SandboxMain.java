package dev.wharf.sandbox;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
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
        .patientFor(
            Duration.ofSeconds(
                number(environment, "WHARF_SANDBOX_HANDSHAKE_SECONDS", "20", 1, 3600)))
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
    return number(environment, name, otherwise, 0, 65_535);
  }

  private static int number(
      Map<String, String> environment, String name, String otherwise, int least, int most) {
    String text = environment.getOrDefault(name, otherwise);
    int value = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be a whole number, %d to %d".formatted(name, least, most));
    }
    return value;
  }

  private static void ready(Sandbox sandbox) {
    System.out.println("sandbox ready " + sandbox.webSocketUrl());
    System.out.println("sandbox ready " + sandbox.secureWebSocketUrl());
    System.out.println("sandbox admin " + sandbox.httpUrl() + "/admin/accounts");
    System.out.println("sandbox trust anchor " + sandbox.trustAnchorHex());
  }
}
