package dev.wharf.sandbox.post;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads addresses as clients send them. */
public final class Addresses {

  private static final int HIGHEST_DEVICE = 255;
  private static final Pattern USER = Pattern.compile("[0-9A-Za-z_-]{0,64}");

  private Addresses() {}

  /**
   * An address, JID-encoded or, as some clients send it, a string. Empty if absent or neither, and
   * if it could not be sent on.
   */
  public static Optional<Jid> read(Node node, String key) {
    Optional<Jid> typed = node.jid(key);
    try {
      return typed.or(() -> node.string(key).map(Jid::parse)).filter(Addresses::isSendable);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isSendable(Jid jid) {
    boolean hasDevices = jid.isPhone() || jid.isLid();
    return USER.matcher(jid.user()).matches()
        && (jid.device() == 0 || hasDevices && jid.device() <= HIGHEST_DEVICE);
  }
}
