package dev.wharf;

import io.quarkus.runtime.Application;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Starts Wharf: first a database, if none is configured, then everything else. The database ends
 * after everything else.
 */
@QuarkusMain
public final class Wharf {

  /** Told in the log once there is one (see {@link StartOrder}). */
  static final String DATABASE_IN_USE = "wharf.database-in-use";

  private Wharf() {}

  public static void main(String... args) {
    // A training run for the AOT cache executes this too, in a folder of its own.
    if (!Boolean.getBoolean("quarkus.appcds.generate")) {
      try {
        configure(ConfigProvider.getConfig());
      } catch (StartRefused refused) {
        System.err.println("Wharf does not start. " + refused.getMessage());
        System.exit(1);
      }
    }
    Quarkus.run(args);
  }

  private static void configure(Config config) {
    Optional<String> address = text(config, "wharf.database-url");
    Optional<String> reactive = text(config, "quarkus.datasource.reactive.url");
    Optional<String> jdbc = text(config, "quarkus.datasource.jdbc.url");
    if (address.isPresent()) {
      use(DatabaseAddress.parse(address.get()));
    } else if (reactive.isPresent() && jdbc.isPresent()) {
      System.setProperty(DATABASE_IN_USE, "external");
    } else if (reactive.isPresent() || jdbc.isPresent()) {
      // The migrations and everything else talk to one server: one of the two addresses is enough.
      use(DatabaseAddress.parse(reactive.or(() -> jdbc).get()));
    } else {
      embed(config);
    }
  }

  private static void use(DatabaseAddress address) {
    set(address.properties());
    System.setProperty(DATABASE_IN_USE, "external " + address);
  }

  private static void embed(Config config) {
    Path home = Path.of(text(config, "wharf.data-dir").orElse(".wharf"));
    var random = new SecureRandom();
    EmbeddedDatabase database = EmbeddedDatabase.start(home, random);
    stopAfterQuarkus(database);
    set(database.properties());
    System.setProperty(
        DATABASE_IN_USE,
        "embedded folder=" + home.resolve("postgres") + " port=" + database.port());
    if (text(config, "wharf.master-key").isEmpty()
        && text(config, "wharf.master-key-file").isEmpty()) {
      Path file = home.resolve("master.key");
      try {
        PrivateFiles.secret(file, random);
      } catch (IOException e) {
        throw new StartRefused(
            "The master key cannot be written to " + file + ": make the folder writable.");
      }
      System.setProperty("wharf.master-key-file", file.toString());
    }
  }

  private static void stopAfterQuarkus(EmbeddedDatabase database) {
    Runnable stop =
        () -> {
          Application running = Application.currentApplication();
          if (running != null) {
            running.awaitShutdown();
          }
          database.stop();
        };
    Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop-embedded-database"));
  }

  private static void set(Map<String, String> properties) {
    properties.forEach(System::setProperty);
  }

  private static Optional<String> text(Config config, String name) {
    return config.getOptionalValue(name, String.class).filter(value -> !value.isBlank());
  }
}
