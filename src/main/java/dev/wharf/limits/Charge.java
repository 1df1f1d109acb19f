package dev.wharf.limits;

import java.util.List;

/** So much of a limit is to be used. */
public record Charge(Limit limit, int amount) {

  private static final List<Charge> MESSAGE =
      List.of(
          new Charge(Limit.MESSAGES_PER_MINUTE, 1),
          new Charge(Limit.MESSAGES_PER_HOUR, 1),
          new Charge(Limit.MESSAGES_PER_DAY, 1));

  private static final List<Charge> FIRST_MESSAGE =
      List.of(
          MESSAGE.get(0),
          MESSAGE.get(1),
          MESSAGE.get(2),
          new Charge(Limit.NEW_CONTACTS_PER_DAY, 1));

  public Charge {
    if (amount < 1) {
      throw new IllegalArgumentException("charge out of range: " + amount);
    }
  }

  /** What one message costs. */
  public static List<Charge> message() {
    return MESSAGE;
  }

  /** What a message costs that nobody waits for: the first one to somebody. */
  public static List<Charge> firstMessage() {
    return FIRST_MESSAGE;
  }

  /** What it costs to ask about so many numbers. */
  public static List<Charge> numberChecks(int numbers) {
    return List.of(
        new Charge(Limit.NUMBER_CHECKS_PER_HOUR, numbers),
        new Charge(Limit.NUMBER_CHECKS_PER_DAY, numbers));
  }

  /** What one order to a group costs. */
  public static List<Charge> groupChange() {
    return List.of(new Charge(Limit.GROUP_CHANGES_PER_HOUR, 1));
  }
}
