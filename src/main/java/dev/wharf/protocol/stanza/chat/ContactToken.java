package dev.wharf.protocol.stanza.chat;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stands in for a {@link PrivacyToken} that nobody gave us yet: made of a secret that the phone
 * shares with its companions (messaging.md 5.8). The array is not copied.
 */
public record ContactToken(byte[] bytes) implements Permit {

  private static final String ALGORITHM = "HmacSHA256";

  /**
   * @param salt not empty
   * @param lid whom it is for: a hidden id
   */
  public static ContactToken of(byte[] salt, Jid lid) {
    if (!lid.isLid()) {
      throw new IllegalArgumentException("a contact token is for a hidden id");
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(salt, ALGORITHM));
      return new ContactToken(
          mac.doFinal(lid.bare().toString().getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HMAC-SHA256", e);
    }
  }

  @Override
  public Node node() {
    return Node.of("cstoken").bytes(bytes);
  }
}
