package dev.wharf.session;

import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.node.NodeDecoder;
import dev.wharf.protocol.node.NodeEncoder;
import dev.wharf.protocol.noise.CertificateChain;
import dev.wharf.protocol.noise.ClientHandshake;
import dev.wharf.protocol.noise.ServerHandshake;
import dev.wharf.protocol.noise.TrustAnchor;
import dev.wharf.protocol.pairing.ClientPayloads;
import dev.wharf.protocol.pairing.ClientVersion;
import dev.wharf.protocol.pairing.DeviceKeys;
import dev.wharf.protocol.pairing.QrText;
import dev.wharf.protocol.stanza.Requests;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;

/**
 * Shakes hands with itself once, so that the first account does not pay for loading the classes:
 * its QR code would come half a second later.
 */
final class WarmUp {

  private static final Duration DAY = Duration.ofDays(1);

  private WarmUp() {}

  /**
   * @return how long it took, in milliseconds
   */
  static long run(Instant now, SecureRandom random) {
    long begin = System.nanoTime();
    var keys = DeviceKeys.generate(random);
    byte[] payload =
        ClientPayloads.registration(keys, new ClientVersion(2, 3000, 0), "Linux", null);
    var root = KeyPair.generate(random);
    var server = KeyPair.generate(random);
    byte[] chain =
        CertificateChain.issue(
            root,
            KeyPair.generate(random),
            server.publicKey(),
            now.minus(DAY),
            now.plus(DAY),
            random);
    var client = ClientHandshake.start(KeyPair.generate(random), keys.noise());
    var reply = ServerHandshake.accept(client.hello(), KeyPair.generate(random), server, chain);
    var finished =
        client.receive(reply.message(), payload, new TrustAnchor(root.publicKey()), now, DAY);
    NodeDecoder.decode(NodeEncoder.encode(Requests.ping("1")));
    finished.send().encrypt(NodeEncoder.encode(Requests.preKeyCount("2")));
    QrText.of("2@warm-up", keys);
    return (System.nanoTime() - begin) / 1_000_000;
  }
}
