package dev.wharf.api;

import static io.restassured.RestAssured.given;

import dev.wharf.account.AccountBoard;
import dev.wharf.account.AccountLedger;
import dev.wharf.account.Fact;
import dev.wharf.event.PairedIdentity;
import dev.wharf.event.Qr;
import dev.wharf.event.Reason;
import dev.wharf.event.Standing;
import dev.wharf.event.Status;
import dev.wharf.identity.AccountId;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What tests of the edge share: a caller with the key, and a session's voice. */
public abstract class Edge {

  protected static final String ACCOUNTS = "/whatsapp/accounts";
  protected static final Duration WAIT = Duration.ofSeconds(20);
  protected static final String NOBODY = "00000000-0000-4000-8000-000000000000";

  @Inject protected AccountLedger ledger;
  @Inject protected AccountBoard board;
  @Inject protected FakeFleet fleet;

  protected static RequestSpecification operator() {
    return given().header("X-Api-Key", ApiProfile.KEY).urlEncodingEnabled(true);
  }

  protected static AccountId create(String name) {
    return create(Map.of("name", name));
  }

  protected static AccountId create(Map<String, ?> body) {
    return AccountId.parse(
        operator()
            .contentType(ContentType.JSON)
            .body(body)
            .post(ACCOUNTS)
            .then()
            .statusCode(201)
            .extract()
            .path("id"));
  }

  /** As a session reports it; returns when it is stored and pushed. */
  protected void report(Fact fact) {
    ledger.record(fact).await().atMost(WAIT);
  }

  protected void move(AccountId account, Status status, String state) {
    move(account, status, state, null);
  }

  protected void move(AccountId account, Status status, String state, @Nullable Reason reason) {
    var standing = new Standing(status, state, now(), reason, null, null, null);
    boolean wanted = board.view(account).orElseThrow().wanted();
    report(new Fact.Moved(account, now(), standing, status == Status.INACTIVE, wanted, null));
  }

  protected Qr showQr(AccountId account, int attempt) {
    return showQr(account, attempt, "2@test," + account + "," + attempt);
  }

  protected Qr showQr(AccountId account, int attempt, String text) {
    Qr qr = new Qr(text, attempt, 6, now().plusSeconds(60));
    report(new Fact.QrChanged(account, now(), qr));
    return qr;
  }

  protected void online(AccountId account, String phoneNumber) {
    report(
        new Fact.Identified(
            account,
            now(),
            new PairedIdentity(phoneNumber, "123456789012345@lid", "Push Name", "android"),
            true));
    move(account, Status.ACTIVE, "online");
  }

  protected static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  protected static String at(AccountId account, String rest) {
    return ACCOUNTS + "/" + account + rest;
  }
}
