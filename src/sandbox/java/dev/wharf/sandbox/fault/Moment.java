package dev.wharf.sandbox.fault;

import java.util.Locale;

/** When a fault strikes a connection. */
public enum Moment {
  /** When the ClientHello arrived; no ServerHello is sent if the fault ends the connection. */
  HELLO,
  /** After a registration was read, in place of pair-device. */
  REGISTRATION,
  /** After pair-device. */
  QR,
  /** After a verified pair-device-sign, in place of the 515. */
  PAIRED,
  /** After a login was read, in place of success. */
  LOGIN,
  /** After the offline marker: the client calls itself connected. */
  ONLINE,
  /** At once, on connections that are there. */
  NOW;

  /** As it is written in JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
