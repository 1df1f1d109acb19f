package dev.wharf.sandbox.post;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.identity.Jid;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParticipantHashTest {

  /** Made with npm baileys 7.0.0-rc14 (messaging.md 20.2). */
  @ParameterizedTest
  @CsvSource({
    "5511999999999:3@s.whatsapp.net, 2:5s+YxCff",
    "5511999999999@s.whatsapp.net, 2:RJWVxcMQ",
    "7469250125917:21@s.whatsapp.net 5511988887777:14@s.whatsapp.net, 2:AAv/hwhn",
    "15551234567@s.whatsapp.net 15551234567:33@s.whatsapp.net 15550001111@s.whatsapp.net,"
        + " 2:Fb7yGNkz"
  })
  void hashesDevicesInTheirOrder(String devices, String hash) {
    assertEquals(hash, ParticipantHash.of(Stream.of(devices.split(" ")).map(Jid::parse)));
  }
}
