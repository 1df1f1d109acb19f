package dev.wharf.sandbox.post;

import dev.wharf.identity.Jid;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;

/** The hash over a set of devices that shows whether two sides know the same ones. */
public final class ParticipantHash {

  private static final int BYTES = 6;

  private ParticipantHash() {}

  /** {@code 2:} and eight characters (messaging.md 5.6). */
  public static String of(Stream<Jid> devices) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      devices
          .map(jid -> jid.user() + ".0:" + jid.device() + '@' + jid.server())
          .sorted()
          .forEach(address -> sha256.update(address.getBytes(StandardCharsets.US_ASCII)));
      return "2:" + Base64.getEncoder().encodeToString(Arrays.copyOf(sha256.digest(), BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }
}
