package dev.wharf;

import dev.wharf.admin.cli.WharfCommand;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import org.eclipse.microprofile.config.ConfigProvider;

/** Runs a command in this process, without the application. */
final class Commands {

  private Commands() {}

  /**
   * @return the exit code
   */
  static int run(String... args) {
    var clock = Clock.tickMillis(ZoneOffset.UTC);
    var store = new LocalStore(ConfigProvider.getConfig(), clock, new SecureRandom());
    return WharfCommand.line(store, System.getenv(), clock).execute(args);
  }
}
