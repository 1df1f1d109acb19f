package dev.wharf.directory;

import dev.wharf.identity.Jid;
import java.util.Optional;

/**
 * What somebody said a person is called.
 *
 * @param name trimmed, without control characters and at most {@value #LONGEST} characters; empty:
 *     that source has no name for them any more
 */
public record ContactFact(Jid who, Source source, Optional<String> name) {

  /** WhatsApp allows far less; who sends more sends nonsense. */
  static final int LONGEST = 200;

  /** Who says so, the most trusted first. */
  public enum Source {
    /** App state or history: the phone's address book. */
    ADDRESS_BOOK,
    VERIFIED,
    PUSH
  }

  public ContactFact {
    name = name.map(ContactFact::clean).filter(text -> !text.isEmpty());
  }

  /** A name that came with a message or a receipt. */
  public static ContactFact push(Jid who, String name) {
    return new ContactFact(who, Source.PUSH, Optional.of(name));
  }

  public static ContactFact verified(Jid who, String name) {
    return new ContactFact(who, Source.VERIFIED, Optional.of(name));
  }

  public static ContactFact addressBook(Jid who, Optional<String> name) {
    return new ContactFact(who, Source.ADDRESS_BOOK, name);
  }

  /** A push name says nothing when it is empty: many clients send none. */
  boolean saysSomething() {
    return source != Source.PUSH || name.isPresent();
  }

  private static String clean(String text) {
    var kept = new StringBuilder(Math.min(text.length(), LONGEST));
    text.codePoints()
        .filter(ContactFact::isPrintable)
        .limit(LONGEST)
        .forEach(kept::appendCodePoint);
    return kept.toString().strip();
  }

  private static boolean isPrintable(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL && type != Character.SURROGATE;
  }
}
