package dev.wharf.protocol.pairing;

import java.util.Base64;

/** The text behind the QR code (connection.md 4.3). It carries the adv secret: never log it. */
public final class QrText {

  /** Lets a phone's own camera open the app. */
  public static final String PREFIX = "https://wa.me/settings/linked_devices#";

  /** Chrome: the phone refuses QR texts without a client type. */
  static final String CLIENT_TYPE = "1";

  private QrText() {}

  /**
   * @param ref one of the texts that the server sent for this connection
   */
  public static String of(String ref, DeviceKeys keys) {
    var base64 = Base64.getEncoder();
    return PREFIX
        + String.join(
            ",",
            ref,
            base64.encodeToString(keys.noise().publicKey()),
            base64.encodeToString(keys.identity().publicKey()),
            base64.encodeToString(keys.advSecret()),
            CLIENT_TYPE);
  }
}
