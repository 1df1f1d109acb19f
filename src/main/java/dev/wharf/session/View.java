package dev.wharf.session;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.pairing.DeviceKeys;
import org.jspecify.annotations.Nullable;

/**
 * What a handler may look at.
 *
 * @param self our own phone-number address with its device; {@code null} while unpaired
 * @param randomness fresh random bytes, as many as asked for
 */
record View(long link, DeviceKeys keys, @Nullable Jid self, RandomBytes randomness) {

  interface RandomBytes {
    byte[] next(int count);
  }
}
