package dev.wharf;

import java.nio.file.Path;
import java.security.SecureRandom;

/** Runs an embedded database in a process of its own, until its input ends. */
final class EmbeddedDatabaseProcess {

  private EmbeddedDatabaseProcess() {}

  public static void main(String... args) throws Exception {
    try {
      EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(args[0]), new SecureRandom());
      System.out.println("ready");
      System.in.read();
      database.stop();
      System.out.println("stopped");
    } catch (StartRefused refused) {
      System.out.println("refused " + refused.getMessage());
    }
    System.exit(0);
  }
}
