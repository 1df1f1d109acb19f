package dev.wharf.protocol.stanza.chat;

import dev.wharf.protocol.node.Node;

/** Shows the server that a message to a person is welcome (messaging.md 5.8). */
public sealed interface Permit permits PrivacyToken, ContactToken {

  /** As it goes along with a message. */
  Node node();
}
