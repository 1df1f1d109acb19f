package dev.wharf.protocol.pairing;

import dev.wharf.protocol.Curve25519;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import java.util.Arrays;

/** What the phone says once the user has typed the code (connection.md 5.2, stage 2). */
record PrimaryHello(byte[] wrappedEphemeral, byte[] identity) {

  private static final String STANZA = "link_code_companion_reg";

  /**
   * @param ref that it must answer
   * @throws ProtocolFault see {@link LinkCode#finish}
   */
  static PrimaryHello read(Node notification, byte[] ref) {
    Node hello =
        notification
            .child(STANZA)
            .orElseThrow(() -> fault(ProtocolFault.Kind.MISSING, "", "is absent"));
    byte[] wrapped =
        part(hello, "link_code_pairing_wrapped_primary_ephemeral_pub", LinkCode.WRAPPED_KEY);
    byte[] identity = part(hello, "primary_identity_pub", Curve25519.KEY_LENGTH);
    if (!Arrays.equals(ref, part(hello, "link_code_pairing_ref"))) {
      throw fault(ProtocolFault.Kind.FORGED, "/link_code_pairing_ref", "answers another hello");
    }
    return new PrimaryHello(wrapped, identity);
  }

  private static byte[] part(Node hello, String tag, int length) {
    byte[] part = part(hello, tag);
    if (part.length != length) {
      throw fault(
          ProtocolFault.Kind.MALFORMED, '/' + tag, "has " + part.length + " bytes, not " + length);
    }
    return part;
  }

  private static byte[] part(Node hello, String tag) {
    return hello
        .child(tag)
        .flatMap(Node::bytes)
        .orElseThrow(() -> fault(ProtocolFault.Kind.MISSING, '/' + tag, "is absent"));
  }

  private static ProtocolFault fault(ProtocolFault.Kind kind, String below, String message) {
    return new ProtocolFault(kind, "notification/" + STANZA + below, message);
  }
}
