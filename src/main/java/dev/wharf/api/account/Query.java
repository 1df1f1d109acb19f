package dev.wharf.api.account;

import static java.util.stream.Collectors.toSet;

import dev.wharf.account.Refused;
import dev.wharf.account.TimelineFilter;
import dev.wharf.api.problem.Rejected;
import dev.wharf.event.Status;
import dev.wharf.identity.AccountId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what stands in the address of a request, and says what is wrong with it. */
public final class Query {

  public static final int LIMIT_MAX = 200;
  public static final String LIMIT_DEFAULT = "50";

  private static final String STATUS_WORDS =
      Arrays.stream(Status.values()).map(Status::word).collect(Collectors.joining(", "));

  private static final String KIND_WORDS =
      TimelineFilter.KINDS.stream().sorted().collect(Collectors.joining(", "));

  private Query() {}

  /** A text that is no id cannot be the id of an account. */
  public static AccountId account(String id) {
    try {
      return AccountId.parse(id);
    } catch (IllegalArgumentException e) {
      throw new Refused(
          Refused.Kind.NOT_FOUND,
          "account_not_found",
          "There is no account with this id. List the accounts to see which there are.",
          null);
    }
  }

  public static int limit(String text) {
    return (int) between("limit", text, 1, LIMIT_MAX);
  }

  static long between(String name, String text, long least, long most) {
    long value = number(name, text);
    if (value < least || value > most) {
      throw Rejected.invalid(name, "must be from " + least + " to " + most);
    }
    return value;
  }

  /** A cursor that was handed out as a number. */
  public static @Nullable Long cursor(String name, @Nullable String text) {
    return text == null || text.isEmpty() ? null : number(name, text);
  }

  /** Any of these; several may be given, also divided by commas. */
  static Set<Status> statuses(List<String> texts) {
    var statuses = EnumSet.noneOf(Status.class);
    words(texts).forEach(word -> statuses.add(status(word)));
    return statuses;
  }

  /** Kinds of lines of a timeline, given as statuses are. */
  static Set<String> kinds(List<String> texts) {
    Set<String> kinds = words(texts).map(word -> word.toLowerCase(Locale.ROOT)).collect(toSet());
    if (!TimelineFilter.KINDS.containsAll(kinds)) {
      throw Rejected.invalid("kind", "must be one of " + KIND_WORDS);
    }
    return kinds;
  }

  private static Stream<String> words(List<String> texts) {
    return texts.stream()
        .flatMap(text -> Arrays.stream(text.split(",")))
        .map(String::strip)
        .filter(word -> !word.isEmpty());
  }

  /** An empty parameter asks for nothing. */
  public static @Nullable String text(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** A text to look for: no name holds a control character, and PostgreSQL refuses the first. */
  public static @Nullable String search(@Nullable String text) {
    String wanted = text(text);
    if (wanted != null && wanted.chars().anyMatch(Character::isISOControl)) {
      throw Rejected.invalid("q", "must not hold control characters");
    }
    return wanted;
  }

  private static Status status(String word) {
    for (Status status : Status.values()) {
      if (status.word().equalsIgnoreCase(word)) {
        return status;
      }
    }
    throw Rejected.invalid("status", "must be one of " + STATUS_WORDS);
  }

  private static long number(String name, String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw Rejected.parameter(name, "must be a whole number");
    }
  }
}
