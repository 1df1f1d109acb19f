package dev.wharf.api.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.account.Refused;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketsTest {

  private final HandClock clock = new HandClock(Instant.parse("2026-11-21T10:00:00Z"));
  private Tickets tickets;

  @BeforeEach
  void twoTicketsAtMost() {
    tickets = new Tickets(new SmallPush(), clock, new SecureRandom());
  }

  @Test
  void aTicketOpensOnce() {
    String ticket = tickets.issue().secret();

    assertTrue(tickets.redeem(ticket));
    assertFalse(tickets.redeem(ticket));
  }

  @Test
  void aTicketSaysWhenItExpiresAndThenDoes() {
    var first = tickets.issue();
    var second = tickets.issue();
    assertEquals(clock.instant().plusSeconds(30), first.expiresAt());

    clock.advance(Duration.ofSeconds(30).minusMillis(1));
    assertTrue(tickets.redeem(first.secret()));
    clock.advance(Duration.ofMillis(1));
    assertFalse(tickets.redeem(second.secret()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void aForgedTicketOpensNothing(String forged) {
    tickets.issue();

    assertFalse(tickets.redeem(forged));
    assertFalse(tickets.redeem(forged.repeat(100_000)));
  }

  @Test
  void onlySoManyTicketsWaitForTheirUse() {
    String first = tickets.issue().secret();
    tickets.issue();

    Refused refused = assertThrows(Refused.class, tickets::issue);
    assertEquals(Refused.Kind.TOO_MANY, refused.kind());
    assertEquals("too_many_tickets", refused.code());
    assertTrue(tickets.redeem(first));
    tickets.issue();
  }

  @Test
  void expiredTicketsMakeRoom() {
    tickets.issue();
    tickets.issue();
    clock.advance(Duration.ofSeconds(30));

    assertTrue(tickets.redeem(tickets.issue().secret()));
  }

  @Test
  void ticketsDifferAndDoNotPrintThemselves() {
    var one = tickets.issue();
    var other = tickets.issue();

    assertNotEquals(one.secret(), other.secret());
    assertEquals(43, one.secret().length());
    assertFalse(one.toString().contains(one.secret()));
  }
}
