package dev.wharf.api.account;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import dev.wharf.account.Refused;
import dev.wharf.event.Action;
import dev.wharf.identity.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * Reads phone numbers as people write them. Asks only whether a number can exist, not whether it is
 * in use: the tables of numbers in use are older than some numbers.
 */
public final class PhoneNumbers {

  private static final int LONGEST_TEXT = 40;
  private static final String FORM =
      " Send it in international form with the country code, like +5511987654321.";

  private static final PhoneNumberUtil PLAN = PhoneNumberUtil.getInstance();

  private PhoneNumbers() {}

  /**
   * @param text with a plus, with two zeros, or just the digits that WhatsApp shows; blanks and
   *     punctuation do not matter
   * @throws Refused {@code phone_number_invalid}
   */
  public static PhoneNumber parse(@Nullable String text) {
    if (text == null || text.isBlank()) {
      throw refused("There is no phone number in the request.");
    }
    if (text.length() > LONGEST_TEXT) {
      throw refused("The phone number is too long.");
    }
    Phonenumber.PhoneNumber number = read(international(text.strip()));
    switch (PLAN.isPossibleNumberWithReason(number)) {
      case IS_POSSIBLE -> {}
      case TOO_SHORT, IS_POSSIBLE_LOCAL_ONLY ->
          throw refused("The phone number is too short for its country.");
      case TOO_LONG -> throw refused("The phone number is too long for its country.");
      case INVALID_LENGTH -> throw refused("No phone number of its country has this length.");
      case INVALID_COUNTRY_CODE -> throw refused("No country has this code.");
    }
    String digits = PLAN.format(number, PhoneNumberUtil.PhoneNumberFormat.E164).substring(1);
    try {
      return new PhoneNumber(digits);
    } catch (IllegalArgumentException e) {
      throw refused("The phone number cannot be one of WhatsApp's.");
    }
  }

  private static Phonenumber.PhoneNumber read(String text) {
    try {
      return PLAN.parse(text, null);
    } catch (NumberParseException e) {
      throw refused(
          e.getErrorType() == NumberParseException.ErrorType.INVALID_COUNTRY_CODE
              ? "No country has this code."
              : "This is no phone number.");
    }
  }

  private static String international(String text) {
    if (text.startsWith("+")) {
      return text;
    }
    return text.startsWith("00") ? "+" + text.substring(2) : "+" + text;
  }

  private static Refused refused(String why) {
    return new Refused(
        Refused.Kind.INVALID, "phone_number_invalid", why + FORM, Action.UPDATE_PHONE);
  }
}
