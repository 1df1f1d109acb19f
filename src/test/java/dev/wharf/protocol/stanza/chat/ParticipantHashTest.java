package dev.wharf.protocol.stanza.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.identity.Jid;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors of messaging.md 20.2. */
class ParticipantHashTest {

  @ParameterizedTest
  @CsvSource({
    "5511999999999:3@s.whatsapp.net, 2:5s+YxCff",
    "5511999999999@s.whatsapp.net, 2:RJWVxcMQ",
    "5511988887777:14@s.whatsapp.net 7469250125917:21@s.whatsapp.net, 2:AAv/hwhn",
    "15551234567@s.whatsapp.net 15551234567:33@s.whatsapp.net 15550001111@s.whatsapp.net,"
        + " 2:Fb7yGNkz"
  })
  void isThatOfTheVectorInAnyOrder(String devices, String hash) {
    List<Jid> jids = new ArrayList<>(Stream.of(devices.split(" ")).map(Jid::parse).toList());

    assertEquals(hash, ParticipantHash.of(jids));
    Collections.reverse(jids);
    assertEquals(hash, ParticipantHash.of(jids));
  }
}
