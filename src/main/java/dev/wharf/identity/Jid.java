package dev.wharf.identity;

import java.util.Objects;

/**
 * A WhatsApp address: {@code user[:device]@server}. Device 0 is the phone itself, 1 to 255 are
 * companions. The user may be empty: {@link #SERVER} is the server itself. (messaging.md 2.1)
 */
public record Jid(String user, int device, String server) {

  public static final String PHONE_SERVER = "s.whatsapp.net";
  public static final String LID_SERVER = "lid";
  public static final String GROUP_SERVER = "g.us";
  public static final String HOSTED_SERVER = "hosted";
  public static final String HOSTED_LID_SERVER = "hosted.lid";

  /** The server itself: {@code @s.whatsapp.net} with an empty user. */
  public static final Jid SERVER = new Jid("", 0, PHONE_SERVER);

  public Jid {
    Objects.requireNonNull(user, "user");
    if (server.isEmpty()) {
      throw new IllegalArgumentException("a jid needs a server");
    }
    if (device < 0 || device > 0xFFFF) {
      throw new IllegalArgumentException("device out of range: " + device);
    }
  }

  public static Jid of(String user, String server) {
    return new Jid(user, 0, server);
  }

  public static Jid phone(String user, int device) {
    return new Jid(user, device, PHONE_SERVER);
  }

  public static Jid lid(String user, int device) {
    return new Jid(user, device, LID_SERVER);
  }

  /**
   * Reads {@code user[:device]@server}; an agent ({@code user.agent} before the device, digits
   * only) is dropped.
   *
   * @throws IllegalArgumentException if there is no {@code @}, no server, or the device is no
   *     number in 0..65535
   */
  public static Jid parse(String text) {
    int at = text.lastIndexOf('@');
    if (at < 0 || at == text.length() - 1) {
      throw new IllegalArgumentException("not a jid: " + text);
    }
    String server = text.substring(at + 1);
    String user = text.substring(0, at);
    int device = 0;
    int colon = user.indexOf(':');
    if (colon >= 0) {
      device = Integer.parseInt(user.substring(colon + 1));
      user = user.substring(0, colon);
      int dot = user.indexOf('.');
      if (dot >= 0) {
        user = user.substring(0, dot);
      }
    }
    return new Jid(user, device, server);
  }

  public boolean isPhone() {
    return server.equals(PHONE_SERVER) && !user.isEmpty();
  }

  public boolean isLid() {
    return server.equals(LID_SERVER);
  }

  /** The same user without a device. */
  public Jid bare() {
    return device == 0 ? this : new Jid(user, 0, server);
  }

  @Override
  public String toString() {
    return device == 0 ? user + '@' + server : user + ':' + device + '@' + server;
  }
}
