package dev.wharf.protocol.node;

import dev.wharf.identity.Jid;

/** The value of an attribute, with its wire type. */
public sealed interface Attribute {

  /** A string: token, packed or UTF-8, whichever is shortest on the wire. */
  record Text(String value) implements Attribute {}

  /** A JID-encoded address. */
  record Address(Jid value) implements Attribute {}

  default String asText() {
    return switch (this) {
      case Text(var value) -> value;
      case Address(var value) -> value.toString();
    };
  }
}
