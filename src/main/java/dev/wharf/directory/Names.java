package dev.wharf.directory;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a person is called, by who says so.
 *
 * @param book in the address book of the account's phone
 * @param verified the business name that WhatsApp vouches for
 * @param push what they call themselves
 */
public record Names(Optional<String> book, Optional<String> verified, Optional<String> push) {

  public static final Names NONE = new Names(Optional.empty(), Optional.empty(), Optional.empty());

  /** The name to show: who knows the person best wins. */
  public Optional<String> best() {
    return Stream.of(book, verified, push).flatMap(Optional::stream).findFirst();
  }

  public boolean isEmpty() {
    return best().isEmpty();
  }

  Names with(ContactFact fact) {
    return switch (fact.source()) {
      case ADDRESS_BOOK -> new Names(fact.name(), verified, push);
      case VERIFIED -> new Names(book, fact.name(), push);
      case PUSH -> new Names(book, verified, fact.name());
    };
  }
}
