package dev.wharf.admin.cli;

import java.util.List;
import java.util.Map;

/** A store that remembers the order it was given and has done it. */
final class NoStore implements Store {

  Object asked = "nothing";

  @Override
  public BackedUp backup(BackupOrder order) {
    asked = order;
    return new BackedUp(
        order.out().toString(), 7, "2026-01-01T00:00:00Z", "00ff", null, Map.of("account", 2L));
  }

  @Override
  public Restored restore(RestoreOrder order) {
    asked = order;
    return new Restored("2026-01-01T00:00:00Z", "00ff", null, Map.of("account", 2L), 1);
  }

  @Override
  public Rotated rotate(String newKey, String origin) {
    asked = newKey;
    boolean broken = newKey.equals("broken");
    if (newKey.equals("refused")) {
      throw new CommandFailure("The test says no.");
    }
    return new Rotated("00", "ff", 2, broken ? List.of("an-account") : List.of(), "Next step.");
  }
}
