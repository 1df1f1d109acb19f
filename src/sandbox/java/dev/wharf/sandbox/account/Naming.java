package dev.wharf.sandbox.account;

import dev.wharf.identity.Jid;

/** By which of its two names a user is addressed: phone number or hidden id (messaging.md 2.1). */
public enum Naming {
  PHONE,
  LID;

  /** The naming of an address; everything that is no hidden id counts as a phone number. */
  public static Naming of(Jid jid) {
    return jid.isLid() ? LID : PHONE;
  }

  public boolean isLid() {
    return this == LID;
  }

  public Naming other() {
    return this == LID ? PHONE : LID;
  }

  public Jid jid(Account account, int device) {
    return this == LID ? account.lidJid(device) : account.phoneJid(device);
  }

  /** What names an address of the other naming in attributes: {@code pn} or {@code lid}. */
  public String suffix() {
    return this == LID ? "lid" : "pn";
  }
}
