package dev.wharf.directory;

import dev.wharf.identity.Jid;
import dev.wharf.identity.PhoneNumber;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * People's addresses as the directory keeps them: without device, in the namespace of phone numbers
 * or of hidden ids (messaging.md 2.1). Whatever else a peer sends is no user.
 */
public final class Users {

  private static final Pattern LID = Pattern.compile("[0-9]{1,20}");
  private static final String LEGACY_SERVER = "c.us";

  private Users() {}

  /** The user that has this address; empty for a group, a channel, the server or nonsense. */
  public static Optional<Jid> of(Jid jid) {
    return switch (jid.server()) {
      case Jid.PHONE_SERVER, Jid.HOSTED_SERVER, LEGACY_SERVER -> phone(jid);
      case Jid.LID_SERVER, Jid.HOSTED_LID_SERVER -> lid(jid);
      default -> Optional.empty();
    };
  }

  private static Optional<Jid> phone(Jid jid) {
    Jid user = new Jid(jid.user(), 0, Jid.PHONE_SERVER);
    return PhoneNumber.of(user).map(number -> user);
  }

  private static Optional<Jid> lid(Jid jid) {
    return LID.matcher(jid.user()).matches()
        ? Optional.of(Jid.lid(jid.user(), 0))
        : Optional.empty();
  }
}
