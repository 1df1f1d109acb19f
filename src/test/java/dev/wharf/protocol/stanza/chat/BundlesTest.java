package dev.wharf.protocol.stanza.chat;

import static dev.wharf.protocol.ProtocolFaults.assertFault;
import static dev.wharf.protocol.stanza.WireForm.assertWire;
import static dev.wharf.protocol.stanza.chat.Samples.ANA;
import static dev.wharf.protocol.stanza.chat.Samples.ANA_LID;
import static dev.wharf.protocol.stanza.chat.Samples.IDENTITY;
import static dev.wharf.protocol.stanza.chat.Samples.SIGNED;
import static dev.wharf.protocol.stanza.chat.Samples.replacing;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault.Kind;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.pairing.AdvScheme;
import dev.wharf.protocol.signal.PreKeyBundle;
import dev.wharf.protocol.stanza.WireForm;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BundlesTest {

  static Node reply(Node... users) {
    return Node.of("iq")
        .with("from", Jid.SERVER)
        .with("id", "7")
        .with("type", "result")
        .children(Node.of("list").children(users));
  }

  static Node user(Jid jid) {
    return Samples.keys("user").with("jid", jid);
  }

  @Test
  void asksForTheKeysOfDevices() {
    assertWire(
        Node.of("iq")
            .with("id", "7")
            .with("to", Jid.SERVER)
            .with("type", "get")
            .with("xmlns", "encrypt")
            .children(
                Node.of("key")
                    .children(
                        Node.of("user").with("jid", ANA),
                        Node.of("user").with("jid", ANA_LID.bare()))),
        Bundles.fetch("7", List.of(ANA, ANA_LID.bare())));
  }

  @Test
  void replacesTheSignedPreKey() {
    assertWire(
        Node.of("iq")
            .with("id", "7")
            .with("to", Jid.SERVER)
            .with("type", "set")
            .with("xmlns", "encrypt")
            .children(
                Node.of("rotate")
                    .children(
                        Node.of("skey")
                            .children(
                                Node.of("id").bytes(new byte[] {0, 0, 7}),
                                Node.of("value").bytes(SIGNED.keyPair().publicKey()),
                                Node.of("signature").bytes(SIGNED.signature())))),
        Bundles.rotate("7", SIGNED));
  }

  @Test
  void readsABundle() {
    Node reply = WireForm.assertSurvives(reply(user(ANA)));

    PreKeyBundle bundle = Bundles.read(reply).get(ANA).orElseThrow();

    assertTrue(bundle.isSigned());
    assertEquals(0x1234, bundle.registrationId());
    assertArrayEquals(IDENTITY.publicKey(), bundle.identity().bytes());
    assertEquals(0x010203, bundle.oneTimePreKey().orElseThrow().id());
    assertEquals(7, bundle.signedPreKey().id());
  }

  @Test
  void readsABundleWithoutAOneTimeKey() {
    Map<Jid, Optional<PreKeyBundle>> bundles = Bundles.read(reply(replacing(user(ANA), "key")));

    assertEquals(Optional.empty(), bundles.get(ANA).orElseThrow().oneTimePreKey());
  }

  @Test
  void showsTheProofOfACompanion() {
    byte[] proof = Samples.proof(AdvScheme.HOSTED, AdvScheme.HOSTED).build().toByteArray();
    Node reply =
        reply(
            replacing(user(ANA), "device-identity", Node.of("device-identity").bytes(proof)),
            user(ANA_LID.bare()));

    Map<Jid, Optional<Bundles.Bundle>> bundles = Bundles.readAll(reply);

    assertArrayEquals(proof, bundles.get(ANA).orElseThrow().deviceIdentity().orElseThrow());
    assertEquals(Optional.empty(), bundles.get(ANA_LID.bare()).orElseThrow().deviceIdentity());
  }

  static Stream<Node> unusable() {
    Node user = user(ANA);
    return Stream.of(
        Node.of("user")
            .with("jid", ANA)
            .children(Node.of("error").with("code", "406").with("text", "not-acceptable")),
        Node.of("user").with("jid", ANA),
        replacing(user, "registration"),
        replacing(user, "registration", Node.of("registration").bytes(new byte[5])),
        replacing(user, "type"),
        replacing(user, "identity", Node.of("identity").bytes(new byte[31])),
        replacing(user, "identity", Node.of("identity").children(Node.of("x"))),
        replacing(user, "skey"),
        replacing(user, "key", Node.of("key")),
        replacing(user, "device-identity", Node.of("device-identity")),
        replacing(user, "device-identity", Node.of("device-identity").bytes(new byte[] {1, 2, 3})));
  }

  @ParameterizedTest
  @MethodSource("unusable")
  void doesWithoutADeviceWhoseKeysAreOfNoUse(Node user) {
    Jid other = Jid.phone("7", 1);

    Map<Jid, Optional<PreKeyBundle>> bundles = Bundles.read(reply(user, user(other)));

    assertEquals(Set.of(ANA, other), bundles.keySet());
    assertEquals(Optional.empty(), bundles.get(ANA));
    assertTrue(bundles.get(other).isPresent());
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        arguments(Node.of("iq"), Kind.MISSING, "iq/list"),
        arguments(reply(Samples.keys("user")), Kind.MISSING, "user@jid"),
        arguments(reply(Samples.keys("user").with("jid", "x")), Kind.MALFORMED, "user@jid"),
        arguments(reply(user(Jid.SERVER)), Kind.MALFORMED, "user@jid"),
        arguments(
            Node.of("iq")
                .children(Node.of("list").children(Collections.nCopies(20_001, Node.of("user")))),
            Kind.TOO_LARGE,
            "iq/list"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesWhatItCannotDoWithout(Node node, Kind kind, String path) {
    assertFault(kind, path, () -> Bundles.read(node));
  }
}
