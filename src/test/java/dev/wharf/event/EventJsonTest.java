package dev.wharf.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventJsonTest {

  private static final AccountId ID = new AccountId(new UUID(1, 2));
  private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");
  private static final Standing STANDING =
      new Standing(
          Status.COOLDOWN,
          "rate_limited",
          AT,
          new Reason("rate_limited", "server", "Wait a little.", Action.WAIT),
          AT.plusMillis(1_500),
          null,
          3);
  private static final PairedIdentity IDENTITY =
      new PairedIdentity("+5511987654321", "1@lid", null, "android");
  private static final Party EVE =
      Party.of(Jid.lid("222222222222222", 3), Optional.of(Jid.phone("5511987654321", 0)), "Ada");
  private static final AccountView ACCOUNT =
      new AccountView(
          ID,
          "Support",
          null,
          "crm-1",
          Map.of("tags", List.of(1, "b")),
          Presence.AUTO,
          true,
          false,
          AT,
          STANDING,
          IDENTITY);

  private static final ContactView ADA =
      new ContactView("1@lid", "1@lid", "+5511987654321", "Ada L.", "ada");
  private static final GroupView GROUP =
      new GroupView("7@g.us", "Crew", null, "1@lid", "lid", AT, true, false, 86_400, 3, false);

  private final ObjectMapper mapper = mapper();
  private final EventJson json = new EventJson(mapper);

  /** As Quarkus sets it up. */
  private static ObjectMapper mapper() {
    var mapper =
        new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    new WireFormat().customize(mapper);
    return mapper;
  }

  @Test
  void anEventIsAnEnvelopeWithItsDataFlat() throws JsonProcessingException {
    var event =
        new Published(new UUID(3, 4), 17, ID, AT, new Event.StatusChanged(STANDING, IDENTITY));

    assertEquals(
        """
        {"id":"00000000-0000-0003-0000-000000000004","seq":17,"type":"status",\
        "accountId":"00000000-0000-0001-0000-000000000002","at":"2026-11-21T10:00:00.000Z",\
        "data":{"status":"cooldown","state":"rate_limited","since":"2026-11-21T10:00:00.000Z",\
        "reason":{"code":"rate_limited","origin":"server","message":"Wait a little.",\
        "action":"wait"},"until":"2026-11-21T10:00:01.500Z","nextRetryAt":null,"attempt":3,\
        "phoneNumber":"+5511987654321","lid":"1@lid","pushName":null,"platform":"android"}}""",
        mapper.writeValueAsString(json.event(event)));
  }

  @Test
  void anAccountIsFlatWithItsIdAsText() throws JsonProcessingException {
    assertEquals(
        """
        {"id":"00000000-0000-0001-0000-000000000002","name":"Support","tenant":null,\
        "externalId":"crm-1","metadata":{"tags":[1,"b"]},"presence":"auto",\
        "wanted":true,"paired":false,\
        "createdAt":"2026-11-21T10:00:00.000Z",\
        "status":"cooldown","state":"rate_limited","since":"2026-11-21T10:00:00.000Z",\
        "reason":{"code":"rate_limited","origin":"server","message":"Wait a little.",\
        "action":"wait"},"until":"2026-11-21T10:00:01.500Z","nextRetryAt":null,"attempt":3,\
        "phoneNumber":"+5511987654321","lid":"1@lid","pushName":null,"platform":"android"}""",
        mapper.writeValueAsString(json.account(ACCOUNT)));
  }

  @Test
  void aPartyIsToldByAllItsNames() throws JsonProcessingException {
    assertEquals(
        """
        {"jid":"222222222222222@lid","lid":"222222222222222@lid","phone":"+5511987654321",\
        "pushName":"Ada"}""",
        mapper.writeValueAsString(EVE));
  }

  @Test
  void aPersonIsFlatAndAnUnknownNumberIsSaid() throws JsonProcessingException {
    assertEquals(
        """
        {"jid":"2@lid","lid":"2@lid","phone":null,"name":null,"pushName":"Eve"}""",
        mapper.writeValueAsString(
            json.data(
                new Event.ContactChanged(new ContactView("2@lid", "2@lid", null, null, "Eve")))));
  }

  @Test
  void aGroupIsToldWithWhomItIsAbout() throws JsonProcessingException {
    assertEquals(
        """
        {"op":"removed","group":{"jid":"7@g.us","subject":"Crew","description":null,\
        "owner":"1@lid","addressingMode":"lid","createdAt":"2026-11-21T10:00:00.000Z",\
        "announce":true,"locked":false,"ephemeralSeconds":86400,"size":3,"left":false},\
        "members":[{"jid":"2@lid","lid":"2@lid","phone":null,"name":null,"role":"member"}],\
        "by":null}""",
        mapper.writeValueAsString(
            json.data(
                new Event.GroupChanged(
                    "removed",
                    GROUP,
                    List.of(new MemberView("2@lid", "2@lid", null, null, "member")),
                    null))));
  }

  static Stream<Event> events() {
    return Stream.of(
        new Event.StatusChanged(STANDING, IDENTITY),
        new Event.Identified(IDENTITY),
        new Event.ConnectionStep(3, "dial", 12, "ok"),
        new Event.Trouble("odd", "Something is odd.", Action.OPEN_PHONE),
        new Event.Trouble("odd", "Something is odd.", null),
        new Event.PairingCodeIssued(AT),
        new Event.LimitEvent("messages_per_day", AT, "Used up."),
        new Event.AccountChanged("created", ACCOUNT),
        new Event.AccountChanged("deleted", null),
        new Event.MessageEvent(
            "3EB0",
            EVE,
            EVE,
            false,
            AT,
            "text",
            Map.of("text", "hello", "mentions", List.of("1@lid")),
            null,
            true),
        new Event.ReceiptEvent(
            EVE,
            EVE,
            false,
            "read",
            List.of(new Event.ReceiptEvent.Progress("3EB0", "delivered")),
            null),
        new Event.ReceiptEvent(
            EVE,
            null,
            false,
            "failed",
            List.of(),
            new Event.SendFailure("expired", "Too late.", Action.WAIT)),
        new Event.ContactChanged(ADA),
        new Event.IdentityChanged(
            new Party("2@lid", "2@lid", "+491511234567", null),
            Instant.parse("2026-01-01T12:00:00Z")),
        new Event.ContactChanged(new ContactView("2@lid", "2@lid", null, null, null)),
        new Event.GroupChanged(
            "added",
            GROUP,
            List.of(new MemberView("1@lid", "1@lid", "+5511987654321", "Ada", "admin")),
            ADA),
        new Event.GroupChanged("created", GROUP, List.of(), null),
        new Event.QrShown(new Qr("", 2, 6, AT)));
  }

  @ParameterizedTest
  @MethodSource("events")
  void whatIsStoredIsReadBack(Event event) {
    assertEquals(Optional.of(event), json.read(event.type(), json.stored(event)));
  }

  @Test
  void theTextOfAQrCodeIsPushedButNotStored() {
    var shown = new Event.QrShown(new Qr("https://secret", 1, 6, AT));

    assertEquals("https://secret", json.data(shown).get("text").asText());
    assertFalse(json.stored(shown).toString().contains("secret"));
  }

  @Test
  void anEventOfANewerVersionIsPassedOver() {
    assertEquals(Optional.empty(), json.read("from-the-future", Map.of("a", 1)));
  }

  @Test
  void anAccountIdIsReadFromText() throws JsonProcessingException {
    assertEquals(ID, mapper.readValue("\"" + ID + "\"", AccountId.class));
  }
}
