package dev.wharf.identity;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A phone number as WhatsApp writes it: digits of the international form, without plus, 6 to 15 of
 * them and not starting with 0 (connection.md 11). Whether a number can exist is not checked here.
 */
public record PhoneNumber(String digits) {

  private static final Pattern DIGITS = Pattern.compile("[1-9][0-9]{5,14}");

  public PhoneNumber {
    if (!DIGITS.matcher(digits).matches()) {
      throw new IllegalArgumentException("not a phone number in international digits");
    }
  }

  /** The number of a user's phone-number address; empty for any other kind of address. */
  public static Optional<PhoneNumber> of(Jid jid) {
    return jid.isPhone() && DIGITS.matcher(jid.user()).matches()
        ? Optional.of(new PhoneNumber(jid.user()))
        : Optional.empty();
  }

  /** E.164, for people: {@code +5511987654321}. */
  public String e164() {
    return '+' + digits;
  }

  /** For logs: only the last two digits, never the number. */
  @Override
  public String toString() {
    return "…" + digits.substring(digits.length() - 2);
  }
}
