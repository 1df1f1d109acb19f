package dev.wharf.directory;

import static dev.wharf.directory.Samples.lid;
import static dev.wharf.directory.Samples.phone;
import static dev.wharf.directory.Samples.run;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.TestDatabase;
import dev.wharf.api.ApiProfile;
import dev.wharf.directory.PrivacyTokens.Token;
import dev.wharf.directory.PrivacyTokens.Trust;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class PrivacyTokensIT {

  private static final Instant EARLIER = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant LATER = Instant.parse("2026-03-02T00:00:00Z");

  @Inject PrivacyTokens tokens;
  @Inject Memory memory;
  @Inject Pool pool;

  private AccountId account;

  @BeforeEach
  void anAccount() {
    account = Samples.account(pool);
  }

  @Test
  void whatWasGivenAndWhatWasIssuedAreKeptSideBySide() {
    assertEquals(Trust.NONE, find(lid(1)));
    give(lid(1), 1, EARLIER);
    run(tokens.issued(account, Jid.lid(lid(1).user(), 4), LATER));
    for (int i = 0; i < 2; i++) {
      assertGiven(1, EARLIER, find(lid(1)));
      assertEquals(Optional.of(LATER), find(lid(1)).issued());
      memory.clear(account);
    }
  }

  @Test
  void anOlderTokenThatComesLateIsPassedOver() {
    give(lid(1), 2, LATER);
    give(lid(1), 1, EARLIER);
    assertGiven(2, LATER, find(lid(1)));
  }

  @Test
  void aTokenGoesByTheHiddenIdOnceThatIsKnown() {
    give(phone(1), 1, EARLIER);
    find(lid(1));
    run(tokens.adopt(account, Map.of(lid(1), phone(1))));
    assertGiven(1, EARLIER, find(lid(1)));
    assertEquals(Trust.NONE, find(phone(1)));
  }

  @Test
  void whatIsKnownUnderTheHiddenIdStays() {
    give(phone(1), 1, LATER);
    give(lid(1), 2, EARLIER);
    run(tokens.adopt(account, Map.of(lid(1), phone(1))));
    assertGiven(2, EARLIER, find(lid(1)));
  }

  private void give(Jid person, int token, Instant at) {
    run(tokens.given(account, person, new Token(new byte[] {(byte) token}, at)));
  }

  private Trust find(Jid person) {
    return run(tokens.find(account, person));
  }

  private static void assertGiven(int token, Instant at, Trust trust) {
    var given = trust.given();
    assertTrue(given.isPresent());
    assertArrayEquals(new byte[] {(byte) token}, given.get().bytes());
    assertEquals(at, given.get().at());
  }
}
