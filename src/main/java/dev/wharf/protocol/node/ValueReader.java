package dev.wharf.protocol.node;

import dev.wharf.identity.Jid;
import java.nio.charset.StandardCharsets;

/** Reads the values inside a node: strings in all their forms, and addresses. */
final class ValueReader {

  private static final byte[] INTEROP_SERVER = binary8(Wire.INTEROP_SERVER);

  private final ByteSource source;
  private final NodeLimits limits;

  ValueReader(ByteSource source, NodeLimits limits) {
    this.source = source;
    this.limits = limits;
  }

  /** An attribute's value, or content that is neither binary nor a list. */
  Attribute readValue(int tag) {
    return switch (tag) {
      case Wire.JID_PAIR -> new Attribute.Address(readJidPair());
      case Wire.AD_JID -> new Attribute.Address(readDeviceJid());
      case Wire.FB_JID -> new Attribute.Address(readMessengerJid());
      case Wire.INTEROP_JID -> new Attribute.Address(readInteropJid());
      default -> readText(tag);
    };
  }

  /** A string where no address may stand. */
  String readString() {
    return readText(source.read()).value();
  }

  private Attribute.Text readText(int tag) {
    if (tag >= 1 && tag <= Wire.SINGLE_LAST) {
      return Tokens.single(tag);
    }
    if (tag >= Wire.DICTIONARY_0 && tag <= Wire.DICTIONARY_3) {
      return Tokens.dictionary(tag - Wire.DICTIONARY_0, source.read());
    }
    return switch (tag) {
      case Wire.LIST_EMPTY -> new Attribute.Text("");
      case Wire.NIBBLE_8, Wire.HEX_8 -> new Attribute.Text(Packed.read(source, tag));
      case Wire.BINARY_8, Wire.BINARY_20, Wire.BINARY_32 -> new Attribute.Text(readBinary(tag));
      default -> throw source.malformed("tag " + tag + " is no string");
    };
  }

  private String readBinary(int tag) {
    int length = source.readLength(tag);
    if (length > limits.text()) {
      throw source.tooLarge("string", length, limits.text());
    }
    return source.readText(length);
  }

  private Jid readJidPair() {
    String user = readUser();
    return new Jid(user, 0, readServer());
  }

  private Jid readDeviceJid() {
    int domain = source.read();
    int device = source.read();
    String server =
        switch (domain) {
          case Wire.DOMAIN_PHONE -> Jid.PHONE_SERVER;
          case Wire.DOMAIN_LID -> Jid.LID_SERVER;
          case Wire.DOMAIN_HOSTED_LID -> Jid.HOSTED_LID_SERVER;
          default -> {
            // Every even value with the top bit is a hosted one (messaging.md 1.6).
            if ((domain & (Wire.DOMAIN_HOSTED | 1)) != Wire.DOMAIN_HOSTED) {
              throw source.malformed("jid domain " + domain);
            }
            yield Jid.HOSTED_SERVER;
          }
        };
    return new Jid(readUser(), device, server);
  }

  private Jid readMessengerJid() {
    String user = readUser();
    int device = source.read16();
    return new Jid(user, device, readServer());
  }

  private Jid readInteropJid() {
    String user = readUser();
    int device = source.read16();
    int integrator = source.read16();
    // Some writers name the server, others leave it out.
    source.skip(INTEROP_SERVER);
    return new Jid(integrator + "-" + user, device, Wire.INTEROP_SERVER);
  }

  private String readUser() {
    String user = readString();
    if (!isUser(user)) {
      throw source.malformed("jid user with a separator in it");
    }
    return user;
  }

  private String readServer() {
    String server = readString();
    if (server.isEmpty() || server.indexOf('@') >= 0) {
      throw source.malformed("jid server");
    }
    return server;
  }

  /** Whether a user has none of the characters that would change what its text form means. */
  static boolean isUser(String user) {
    return user.indexOf('@') < 0 && user.indexOf(':') < 0;
  }

  private static byte[] binary8(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    byte[] coded = new byte[bytes.length + 2];
    coded[0] = (byte) Wire.BINARY_8;
    coded[1] = (byte) bytes.length;
    System.arraycopy(bytes, 0, coded, 2, bytes.length);
    return coded;
  }
}
