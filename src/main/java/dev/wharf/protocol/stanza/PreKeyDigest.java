package dev.wharf.protocol.stanza;

import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.pairing.DeviceKeys;
import dev.wharf.protocol.signal.SignedPreKey;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the server holds of our keys (connection.md 9.4). Its hash over all public keys is not
 * asked: ids are never given out again, so an id that we know is the key that we know, and to make
 * hundreds of public keys anew after each login would cost more than the login.
 *
 * @param ours whether identity, registration and signed pre-key are those we have
 * @param ids of the one-time pre-keys
 */
public record PreKeyDigest(boolean ours, Set<Integer> ids) {

  private static final int ID_LENGTH = 3;

  /** Empty if the answer does not tell: some servers answer with nothing in it. */
  public static Optional<PreKeyDigest> read(Node reply, DeviceKeys keys) {
    return reply
        .child("digest")
        .filter(digest -> digest.child("skey").isPresent())
        .map(
            digest ->
                new PreKeyDigest(
                    holds(digest, "identity", keys.identity().publicKey())
                        && holds(digest, "registration", keys.registrationIdBytes())
                        && holds(digest.child("skey").orElseThrow(), keys.signedPreKey()),
                    ids(digest)));
  }

  private static boolean holds(Node skey, SignedPreKey key) {
    return holds(skey, "id", key.idBytes())
        && holds(skey, "value", key.keyPair().publicKey())
        && holds(skey, "signature", key.signature());
  }

  private static boolean holds(Node parent, String child, byte[] bytes) {
    return parent
        .child(child)
        .flatMap(Node::bytes)
        .filter(it -> Arrays.equals(it, bytes))
        .isPresent();
  }

  private static Set<Integer> ids(Node digest) {
    Set<Integer> ids = new HashSet<>();
    digest
        .child("list")
        .ifPresent(
            list ->
                list.childrenOf("id")
                    .forEach(
                        id ->
                            id.bytes()
                                .filter(bytes -> bytes.length == ID_LENGTH)
                                .ifPresent(bytes -> ids.add(number(bytes)))));
    return ids;
  }

  private static int number(byte[] id) {
    return (id[0] & 0xFF) << 16 | (id[1] & 0xFF) << 8 | id[2] & 0xFF;
  }

  /**
   * Whether the server is to be given keys anew.
   *
   * @param known how many of {@link #ids} we have
   * @param enough one-time pre-keys that can be used
   */
  public boolean wantsUpload(int known, int enough) {
    return !ours || known <= enough;
  }
}
