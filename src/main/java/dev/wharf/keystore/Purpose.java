package dev.wharf.keystore;

import dev.wharf.identity.AccountId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a sealed box is for. Bound into its authentication tag, so that a row which is moved to
 * another account or another place does not open.
 */
record Purpose(AccountId account, String kind) {

  static Purpose credentials(AccountId account) {
    return new Purpose(account, "credentials");
  }

  static Purpose preKey(AccountId account, int id) {
    return new Purpose(account, "pre-key:" + id);
  }

  static Purpose dataKey(AccountId account) {
    return new Purpose(account, "data-key");
  }

  /** Unambiguous: everything before the kind has a fixed length. */
  byte[] bytes(byte format) {
    byte[] name = kind.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(1 + 2 * Long.BYTES + name.length)
        .put(format)
        .putLong(account.value().getMostSignificantBits())
        .putLong(account.value().getLeastSignificantBits())
        .put(name)
        .array();
  }
}
