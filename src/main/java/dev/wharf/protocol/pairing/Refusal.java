package dev.wharf.protocol.pairing;

import java.util.Locale;

/** Why we do not let ourselves be paired, with the iq error that the server gets for it. */
enum Refusal {
  /** No device identity in the answer. */
  DEVICE_IDENTITY_MISSING(500, "internal-error"),
  /** Not the protobuf it should be, or a part of it is absent. */
  DEVICE_IDENTITY_MALFORMED(500, "internal-error"),
  /** Whoever approved does not know our adv secret. */
  HMAC_MISMATCH(401, "hmac-mismatch"),
  /** The account key did not sign this device, or is no usable key. */
  SIGNATURE_MISMATCH(401, "signature-mismatch"),
  /** Our own signature does not verify: our identity key pair is broken. */
  DEVICE_SIGNATURE_FAILED(500, "internal-error"),
  /**
   * No phone-number address with a device. The server expects one back at every login, so a device
   * without it could never connect: there is nothing to accept.
   */
  IDENTITY_MISSING(500, "internal-error"),
  /** No hidden address. */
  LID_MISSING(500, "internal-error");

  private final int code;
  private final String text;

  Refusal(int code, String text) {
    this.code = code;
    this.text = text;
  }

  int code() {
    return code;
  }

  String text() {
    return text;
  }

  /** A stable word for logs and timelines: {@code hmac-mismatch}. */
  String reason() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
