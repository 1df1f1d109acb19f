package dev.wharf.protocol.stanza.chat;

import static dev.wharf.protocol.stanza.WireForm.assertWire;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PrivacyTokenTest {

  @Test
  void isGivenToAPerson() {
    assertWire(
        Node.of("iq")
            .with("id", "7")
            .with("to", Jid.SERVER)
            .with("type", "set")
            .with("xmlns", "privacy")
            .children(
                Node.of("tokens")
                    .children(
                        Node.of("token")
                            .with("jid", Samples.ANA_LID.bare())
                            .with("t", "1700000000")
                            .with("type", "trusted_contact"))),
        PrivacyToken.issue("7", Samples.ANA_LID, Instant.ofEpochSecond(Samples.T)));
  }
}
