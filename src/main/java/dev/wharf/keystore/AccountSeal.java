package dev.wharf.keystore;

import dev.wharf.identity.AccountId;
import java.security.SecureRandom;
import javax.crypto.SecretKey;

/** Seals and opens the secrets of one account, each for the one row that it is in. */
public final class AccountSeal {

  private final AccountId account;
  private final SecretKey key;
  private final SecureRandom random;

  AccountSeal(AccountId account, SecretKey key, SecureRandom random) {
    this.account = account;
    this.key = key;
    this.random = random;
  }

  /**
   * Seals a secret.
   *
   * @param kind what it is; every kind has one owner, who gives {@code row} one form
   * @param row where it is, unambiguous within the kind
   */
  public byte[] close(String kind, String row, byte[] secret) {
    return Seal.close(key, purpose(kind, row), secret, random);
  }

  /**
   * What is in the box.
   *
   * @throws KeystoreFault {@code CORRUPT}, which names the kind, but not the row: that may be a
   *     phone number
   */
  public byte[] open(String kind, String row, byte[] box) {
    try {
      return Seal.open(key, purpose(kind, row), box);
    } catch (KeystoreFault closed) {
      throw KeystoreFault.corrupt(kind);
    }
  }

  private Purpose purpose(String kind, String row) {
    return new Purpose(account, kind + ':' + row);
  }
}
