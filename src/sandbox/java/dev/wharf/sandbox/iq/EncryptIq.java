package dev.wharf.sandbox.iq;

import static dev.wharf.protocol.node.NodeReader.requiredBytes;
import static dev.wharf.protocol.node.NodeReader.requiredChild;

import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.account.Device;
import dev.wharf.sandbox.account.PreKeyPool;
import dev.wharf.sandbox.account.SignedPreKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The caller's own pre-keys: count, upload, digest, rotation (connection.md 9). */
final class EncryptIq implements IqHandler {

  private static final int KEY = 32;
  private static final int SIGNATURE = 64;
  private static final Reply NO_RECORD = new Reply.Error(404, "item-not-found");

  private final BundleFetch bundles = new BundleFetch();

  @Override
  public Reply answer(Iq iq, Caller caller) {
    return switch (iq.about()) {
      case "count" -> Reply.of(Node.of("count").with("value", caller.device().preKeys().size()));
      case "digest" -> digest(caller.device());
      case "key" -> bundles.answer(iq, caller);
      case "rotate" -> rotate(requiredChild(iq.node(), "rotate", "skey"), caller);
      default -> iq.isGet() ? Reply.EMPTY : upload(iq.node(), caller);
    };
  }

  private static Reply upload(Node iq, Caller caller) {
    byte[] identity = requiredBytes(requiredChild(iq, "identity"), KEY);
    requiredBytes(requiredChild(iq, "registration"), 4);
    if (!Arrays.equals(identity, caller.device().enrolment().identity())) {
      return new Reply.Error(406, "not-acceptable");
    }
    SignedPreKey signed = signed(requiredChild(iq, "skey"), identity);
    Map<Integer, byte[]> keys = new LinkedHashMap<>();
    for (Node key : requiredChild(iq, "list").childrenOf("key")) {
      int id = Wire.int24(requiredBytes(requiredChild(key, "id")), "list/key/id");
      keys.put(id, requiredBytes(requiredChild(key, "value"), KEY));
    }
    caller.device().preKeys().upload(keys, signed);
    caller.changed();
    caller.published();
    return Reply.EMPTY;
  }

  private static Reply rotate(Node skey, Caller caller) {
    caller.device().preKeys().rotate(signed(skey, caller.device().enrolment().identity()));
    caller.changed();
    return Reply.EMPTY;
  }

  private static Reply digest(Device device) {
    PreKeyPool pool = device.preKeys();
    if (!pool.uploaded()) {
      return NO_RECORD;
    }
    byte[] identity = device.enrolment().identity();
    List<Node> ids = new ArrayList<>();
    pool.oneTime().keySet().forEach(id -> ids.add(Node.of("id").bytes(Wire.int24(id))));
    return Reply.of(
        Node.of("digest")
            .children(
                Node.of("registration").bytes(Wire.int32(device.enrolment().registrationId())),
                Node.of("type").bytes(new byte[] {5}),
                Node.of("identity").bytes(identity),
                skey(pool.signed()),
                Node.of("list").children(ids),
                Node.of("hash").bytes(pool.hash(identity))));
  }

  static Node skey(SignedPreKey signed) {
    return Node.of("skey")
        .children(
            Node.of("id").bytes(Wire.int24(signed.id())),
            Node.of("value").bytes(signed.publicKey()),
            Node.of("signature").bytes(signed.signature()));
  }

  private static SignedPreKey signed(Node skey, byte[] identity) {
    var signed =
        new SignedPreKey(
            Wire.int24(requiredBytes(requiredChild(skey, "id")), "skey/id"),
            requiredBytes(requiredChild(skey, "value"), KEY),
            requiredBytes(requiredChild(skey, "signature"), SIGNATURE));
    if (!signed.signedBy(identity)) {
      throw new ProtocolFault(ProtocolFault.Kind.FORGED, "skey/signature", "does not verify");
    }
    return signed;
  }
}
