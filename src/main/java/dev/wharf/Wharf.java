package dev.wharf;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The entry: a command if one is named, else the server, once it is settled which database it uses.
 */
@QuarkusMain
public class Wharf {

  /**
   * @param args a command and its options; none for the server
   */
  public static void main(String... args) {
    if (args.length > 0) {
      System.exit(Commands.run(args));
    }
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
