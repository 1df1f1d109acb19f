package dev.wharf.sandbox.account;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The public keys one companion published: a signed pre-key and one-time keys. A one-time key is
 * given out once, and an id that was ever given out is not taken again from the same upload.
 */
public final class PreKeyPool {

  /** A one-time key, taken out of the pool. */
  public record OneTime(int id, byte[] publicKey) {}

  private final Map<Integer, byte[]> oneTime = new LinkedHashMap<>();
  private SignedPreKey signed;
  private boolean uploaded;

  public PreKeyPool(SignedPreKey signed) {
    this.signed = signed;
  }

  /** Adds one-time keys and replaces the signed one (connection.md 9.1). */
  public void upload(Map<Integer, byte[]> keys, SignedPreKey signed) {
    oneTime.putAll(keys);
    this.signed = signed;
    uploaded = true;
  }

  public void rotate(SignedPreKey next) {
    signed = next;
  }

  /** Takes the oldest one-time key; empty if none is left. */
  public Optional<OneTime> take() {
    Iterator<Map.Entry<Integer, byte[]>> keys = oneTime.entrySet().iterator();
    if (!keys.hasNext()) {
      return Optional.empty();
    }
    var key = keys.next();
    keys.remove();
    return Optional.of(new OneTime(key.getKey(), key.getValue()));
  }

  /** Throws keys away until at most {@code count} are left. */
  public void shrinkTo(int count) {
    while (oneTime.size() > count) {
      take();
    }
  }

  public int size() {
    return oneTime.size();
  }

  /** Whether the device ever uploaded; without it there is no record to digest. */
  public boolean uploaded() {
    return uploaded;
  }

  public SignedPreKey signed() {
    return signed;
  }

  /** In the order of upload. */
  public Map<Integer, byte[]> oneTime() {
    return oneTime;
  }

  /** SHA-1 over identity, signed key, its signature and the one-time keys (connection.md 9.4). */
  public byte[] hash(byte[] identity) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(identity);
      sha1.update(signed.publicKey());
      sha1.update(signed.signature());
      oneTime.values().forEach(sha1::update);
      return sha1.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-1", e);
    }
  }
}
