package dev.wharf.protocol.stanza;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.pairing.DeviceKeys;
import dev.wharf.protocol.signal.SignedPreKey;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreKeyDigestTest {

  private static final DeviceKeys KEYS = DeviceKeys.generate(new Random(1));

  @Test
  void whatWeHaveIsOurs() {
    var digest = PreKeyDigest.read(answer(KEYS, 1, 0x010203), KEYS).orElseThrow();
    assertTrue(digest.ours());
    assertEquals(Set.of(1, 0x010203), digest.ids());
  }

  @Test
  void anotherSignedPreKeyIsNotOurs() {
    var next = KEYS.withSignedPreKey(SignedPreKey.create(2, KEYS.identity(), new Random(2)));
    assertFalse(PreKeyDigest.read(answer(KEYS, 1), next).orElseThrow().ours());
  }

  @Test
  void anotherIdentityIsNotOurs() {
    var others = DeviceKeys.generate(new Random(3)).withSignedPreKey(KEYS.signedPreKey());
    assertFalse(PreKeyDigest.read(answer(KEYS, 1), others).orElseThrow().ours());
  }

  @Test
  void anAnswerWithNothingInItTellsNothing() {
    assertEquals(
        Optional.empty(), PreKeyDigest.read(Node.of("iq").children(Node.of("digest")), KEYS));
    assertEquals(Optional.empty(), PreKeyDigest.read(Node.of("iq"), KEYS));
  }

  @ParameterizedTest
  @CsvSource({"true, 800, false", "true, 5, true", "true, 0, true", "false, 800, true"})
  void keysAreGivenAnewIfTheyAreOthersOrTooFewOfThemAreKnown(
      boolean ours, int known, boolean upload) {
    assertEquals(upload, new PreKeyDigest(ours, Set.of(1)).wantsUpload(known, 5));
  }

  private static Node answer(DeviceKeys keys, int... ids) {
    var signed = keys.signedPreKey();
    return Node.of("iq")
        .children(
            Node.of("digest")
                .children(
                    Node.of("registration").bytes(keys.registrationIdBytes()),
                    Node.of("type").bytes(new byte[] {5}),
                    Node.of("identity").bytes(keys.identity().publicKey()),
                    Node.of("skey")
                        .children(
                            Node.of("id").bytes(signed.idBytes()),
                            Node.of("value").bytes(signed.keyPair().publicKey()),
                            Node.of("signature").bytes(signed.signature())),
                    Node.of("list")
                        .children(
                            Arrays.stream(ids)
                                .mapToObj(
                                    id ->
                                        Node.of("id")
                                            .bytes(
                                                new byte[] {
                                                  (byte) (id >> 16), (byte) (id >> 8), (byte) id
                                                }))
                                .toList())));
  }
}
