package dev.wharf.protocol.signal;

import com.google.protobuf.ByteString;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.proto.SignalProto.SenderKeyDistributionMessage;

/**
 * A sender key as it is handed to every device of a group, inside a message of a ratchet. From
 * {@code iteration} on its receiver can read what its author sends.
 */
public record SenderKeyDistribution(int id, long iteration, Secret chainKey, PublicKey signingKey) {

  /**
   * Reads one.
   *
   * @throws ProtocolFault if it is not one
   */
  public static SenderKeyDistribution parse(byte[] bytes) {
    var message = WireFormat.parse(SenderKeyDistributionMessage.parser(), bytes, 0, "skdm");
    WireFormat.require(message.hasId(), "skdm.id");
    WireFormat.require(message.hasIteration(), "skdm.iteration");
    if (message.getChainKey().size() != Secret.LENGTH) {
      throw new ProtocolFault(ProtocolFault.Kind.MALFORMED, "skdm.chainKey", "has not 32 bytes");
    }
    return new SenderKeyDistribution(
        message.getId(),
        Integer.toUnsignedLong(message.getIteration()),
        new Secret(message.getChainKey().toByteArray()),
        WireFormat.publicKey(message.getSigningKey(), "skdm.signingKey"));
  }

  public byte[] bytes() {
    return WireFormat.write(
        SenderKeyDistributionMessage.newBuilder()
            .setId(id)
            .setIteration((int) iteration)
            .setChainKey(ByteString.copyFrom(chainKey.bytes()))
            .setSigningKey(WireFormat.wire(signingKey))
            .build(),
        0);
  }

  ChainId chainId() {
    return ChainId.ofSenderKey(id);
  }
}
