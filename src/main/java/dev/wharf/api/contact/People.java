package dev.wharf.api.contact;

import dev.wharf.account.Refused;
import dev.wharf.api.account.PhoneNumbers;
import dev.wharf.api.problem.Problem.FieldError;
import dev.wharf.api.problem.Problems;
import dev.wharf.api.problem.Rejected;
import dev.wharf.directory.Users;
import dev.wharf.identity.Jid;
import dev.wharf.identity.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads whom a request means: by phone number, or by the jid that Wharf showed. */
public final class People {

  private static final int LONGEST = 100;
  private static final String PERSON =
      "must be a phone number with its country code, or the jid of a person";
  private static final String NUMBER = "must be a phone number with its country code";

  private People() {}

  /** One person. */
  public static Jid person(String field, @Nullable String text) {
    return person(text).orElseThrow(() -> Rejected.invalid(field, PERSON));
  }

  /** Several, each once, in the order given; every one that cannot be read is named. */
  public static List<Jid> people(
      String field, @Nullable List<@Nullable String> texts, int fewest, int most) {
    return all(field, texts, new Count(fewest, most), People::person, PERSON).stream()
        .distinct()
        .toList();
  }

  static List<PhoneNumber> numbers(String field, @Nullable List<@Nullable String> texts, int most) {
    return all(field, texts, new Count(1, most), People::number, NUMBER);
  }

  private record Count(int fewest, int most) {}

  private static <T> List<T> all(
      String field,
      @Nullable List<@Nullable String> texts,
      Count count,
      Function<@Nullable String, Optional<T>> read,
      String expected) {
    if (texts == null || texts.size() < count.fewest() || texts.size() > count.most()) {
      throw Rejected.invalid(
          field, "must hold " + count.fewest() + " to " + count.most() + " entries");
    }
    List<T> items = new ArrayList<>();
    List<FieldError> errors = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String place = field + "[" + i + "]";
      read.apply(texts.get(i))
          .ifPresentOrElse(items::add, () -> errors.add(new FieldError(place, expected)));
    }
    if (!errors.isEmpty()) {
      throw new Rejected(Problems.invalid(errors));
    }
    return items;
  }

  private static Optional<Jid> person(@Nullable String text) {
    if (text == null || text.length() > LONGEST) {
      return Optional.empty();
    }
    return text.indexOf('@') < 0
        ? number(text).map(number -> Jid.phone(number.digits(), 0))
        : jid(text.strip()).flatMap(Users::of);
  }

  private static Optional<Jid> jid(String text) {
    try {
      return Optional.of(Jid.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<PhoneNumber> number(@Nullable String text) {
    try {
      return Optional.of(PhoneNumbers.parse(text));
    } catch (Refused e) {
      return Optional.empty();
    }
  }
}
