package dev.wharf.api.message;

import dev.wharf.account.Refused;
import dev.wharf.api.account.PhoneNumbers;
import dev.wharf.api.problem.Rejected;
import dev.wharf.identity.Jid;

/** Reads whom a message goes to, as people write it. */
public final class Address {

  private static final String EXPECTED =
      "must be a phone number like +5511987654321, or the jid of a person or a group";

  private static final String OLD_PHONE_SERVER = "c.us";
  private static final int LONGEST = 100;

  private Address() {}

  /**
   * @param field as it is called in the request
   * @return bare
   */
  public static Jid parse(String field, String text) {
    String stripped = text.strip();
    if (stripped.isEmpty() || stripped.length() > LONGEST) {
      throw Rejected.invalid(field, EXPECTED);
    }
    return stripped.indexOf('@') < 0 ? phone(field, stripped) : jid(field, stripped);
  }

  private static Jid phone(String field, String text) {
    try {
      return Jid.phone(PhoneNumbers.parse(text).digits(), 0);
    } catch (Refused refused) {
      throw Rejected.invalid(field, EXPECTED);
    }
  }

  private static Jid jid(String field, String text) {
    Jid jid;
    try {
      jid = Jid.parse(text).bare();
    } catch (IllegalArgumentException e) {
      throw Rejected.invalid(field, EXPECTED);
    }
    return switch (jid.server()) {
      case Jid.PHONE_SERVER, OLD_PHONE_SERVER -> phone(field, "+" + digits(field, jid.user()));
      case Jid.LID_SERVER -> Jid.lid(digits(field, jid.user()), 0);
      case Jid.GROUP_SERVER -> {
        if (!jid.user().matches("[0-9]{5,25}(-[0-9]{5,15})?")) {
          throw Rejected.invalid(field, EXPECTED);
        }
        yield jid;
      }
      default -> throw Rejected.invalid(field, EXPECTED);
    };
  }

  private static String digits(String field, String user) {
    if (!user.matches("[1-9][0-9]{5,20}")) {
      throw Rejected.invalid(field, EXPECTED);
    }
    return user;
  }
}
