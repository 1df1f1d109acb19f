package dev.wharf.protocol.stanza.chat;

import static dev.wharf.protocol.stanza.chat.Samples.ANA;
import static dev.wharf.protocol.stanza.chat.Samples.ANA_LID;
import static dev.wharf.protocol.stanza.chat.Samples.OWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.identity.Jid;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnTest {

  @Test
  void knowsAllDevicesOfTheAccountInBothNamespaces() {
    assertTrue(OWN.is(Jid.phone("5511987654321", 0)));
    assertTrue(OWN.is(Jid.lid("123456789012345", 9)));
    assertTrue(OWN.is(new Jid("123456789012345", 99, Jid.HOSTED_LID_SERVER)));
    assertFalse(OWN.is(ANA));
    assertFalse(OWN.is(Jid.lid("5511987654321", 0)));
  }

  @Test
  void tellsThisDeviceFromTheOthers() {
    assertTrue(OWN.isThisDevice(OWN.lid()));
    assertTrue(OWN.isThisDevice(OWN.pn()));
    assertFalse(OWN.isThisDevice(OWN.pn().bare()));
    assertFalse(OWN.isThisDevice(Jid.phone("15551234567", 5)));
  }

  @Test
  void translatesItsDevices() {
    assertEquals(
        Optional.of(Jid.lid("123456789012345", 3)), OWN.other(Jid.phone("5511987654321", 3)));
    assertEquals(Optional.of(OWN.pn()), OWN.other(OWN.lid()));
    assertEquals(Optional.empty(), OWN.other(ANA));
    assertEquals(OWN.lid(), OWN.towards(ANA_LID));
    assertEquals(OWN.pn(), OWN.towards(ANA));
  }

  @Test
  void needsBothNames() {
    assertThrows(IllegalArgumentException.class, () -> new Own(OWN.lid(), OWN.lid()));
    assertThrows(IllegalArgumentException.class, () -> new Own(OWN.pn(), OWN.pn()));
  }
}
