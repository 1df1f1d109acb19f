package dev.wharf;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.eclipse.microprofile.config.ConfigProvider;

/** The entry: settles which database is used, then starts the application. */
@QuarkusMain
public class Wharf {

  /**
   * @param args handed on to the application
   */
  public static void main(String... args) {
    // The training run of an ahead-of-time cache starts no server and needs none.
    if (!Boolean.getBoolean("quarkus.appcds.generate")) {
      try {
        DatabaseChoice.settle(ConfigProvider.getConfig());
      } catch (DatabaseUnavailable e) {
        // Before Quarkus runs nothing is set up that prints a log, and a stack trace helps nobody.
        System.err.println(e.getMessage());
        System.exit(1);
      }
    }
    Quarkus.run(args);
  }
}
