package dev.wharf.protocol.pairing;

import com.google.protobuf.ByteString;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.Curve25519;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.proto.ADVDeviceIdentity;
import dev.wharf.protocol.proto.ADVEncryptionType;
import dev.wharf.protocol.proto.ADVSignedDeviceIdentity;
import dev.wharf.protocol.proto.ADVSignedDeviceIdentityHMAC;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The phone's side of an approval, with every part open to be spoiled. Parts that come later are
 * made from the spoiled ones, so that only one thing is wrong at a time.
 */
final class PhoneApproval {

  UnaryOperator<ADVDeviceIdentity.Builder> details = UnaryOperator.identity();
  UnaryOperator<byte[]> detailBytes = UnaryOperator.identity();
  UnaryOperator<ADVSignedDeviceIdentity.Builder> signed = UnaryOperator.identity();
  UnaryOperator<byte[]> signedBytes = UnaryOperator.identity();
  UnaryOperator<ADVSignedDeviceIdentityHMAC.Builder> container = UnaryOperator.identity();
  byte[] accountPrefix = {6, 0};
  byte[] macPrefix = {};

  byte[] container() throws Exception {
    byte[] d =
        detailBytes.apply(
            details
                .apply(
                    ADVDeviceIdentity.newBuilder()
                        .setRawId(1)
                        .setTimestamp(1_700_000_000)
                        .setKeyIndex(1))
                .build()
                .toByteArray());
    byte[] signature =
        Curve25519.sign(
            Vectors.PHONE_IDENTITY.privateKey(),
            join(accountPrefix, d, Vectors.COMPANION_IDENTITY.publicKey()),
            Vectors.SIGNATURE_RANDOM);
    byte[] inner =
        signedBytes.apply(
            signed
                .apply(
                    ADVSignedDeviceIdentity.newBuilder()
                        .setDetails(ByteString.copyFrom(d))
                        .setAccountSignatureKey(
                            ByteString.copyFrom(Vectors.PHONE_IDENTITY.publicKey()))
                        .setAccountSignature(ByteString.copyFrom(signature)))
                .build()
                .toByteArray());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Vectors.ADV_SECRET, "HmacSHA256"));
    return container
        .apply(
            ADVSignedDeviceIdentityHMAC.newBuilder()
                .setDetails(ByteString.copyFrom(inner))
                .setHmac(ByteString.copyFrom(mac.doFinal(join(macPrefix, inner)))))
        .build()
        .toByteArray();
  }

  PhoneApproval hosted() {
    accountPrefix = new byte[] {6, 5};
    macPrefix = new byte[] {6, 5};
    container = builder -> builder.setAccountType(ADVEncryptionType.HOSTED);
    details =
        builder ->
            builder
                .setAccountType(ADVEncryptionType.HOSTED)
                .setDeviceType(ADVEncryptionType.HOSTED);
    return this;
  }

  static Node device() {
    return Node.of("device")
        .with("jid", Jid.phone("5511987654321", 5))
        .with("lid", Jid.lid("123456789012345", 5));
  }

  static Node iq(byte[] container, Node... more) {
    Node success = Node.of("pair-success");
    var children = new ArrayList<Node>();
    children.add(Node.of("device-identity").bytes(container));
    children.addAll(List.of(more));
    return Node.of("iq")
        .with("from", Jid.SERVER)
        .with("type", "set")
        .with("id", "77")
        .with("xmlns", "md")
        .children(success.children(children));
  }

  static byte[] join(byte[]... parts) {
    var joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
