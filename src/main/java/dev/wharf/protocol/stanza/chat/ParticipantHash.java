package dev.wharf.protocol.stanza.chat;

import dev.wharf.identity.Jid;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * The hash over a set of devices that shows whether two sides know the same ones (messaging.md
 * 5.6).
 */
public final class ParticipantHash {

  private static final int HASHED = 6;

  private ParticipantHash() {}

  /** {@code 2:} and eight characters. The order of the devices does not matter. */
  public static String of(Collection<Jid> devices) {
    String all =
        devices.stream()
            .map(jid -> jid.user() + ".0:" + jid.device() + '@' + jid.server())
            .sorted()
            .collect(Collectors.joining());
    byte[] hash = Arrays.copyOf(Sha256.of(all.getBytes(StandardCharsets.UTF_8)), HASHED);
    return "2:" + Base64.getEncoder().encodeToString(hash);
  }
}
