package dev.wharf.limits;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.PhoneNumber;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** Says whether an account may do something now, and counts it. */
@ApplicationScoped
public class Limiter {

  Limiter() {}

  public Uni<Verdict> take(SqlConnection tx, AccountId account, List<Charge> charges, Instant now) {
    throw new UnsupportedOperationException();
  }

  public Uni<Verdict> take(AccountId account, List<Charge> charges, Instant now) {
    throw new UnsupportedOperationException();
  }

  public Uni<Verdict> preview(AccountId account, List<Charge> charges, Instant now) {
    throw new UnsupportedOperationException();
  }

  public Uni<List<Bucket>> buckets(AccountId account, Instant now) {
    throw new UnsupportedOperationException();
  }

  /** Everything about the account's limits. */
  public Uni<Overview> overview(AccountId account, Instant now) {
    throw new UnsupportedOperationException();
  }

  /** Changes the settings. */
  public Uni<Overview> change(AccountId account, UnaryOperator<Settings> change, Instant now) {
    throw new UnsupportedOperationException();
  }

  /** The account was paired with a phone: a number that was not there before is young. */
  public Uni<Void> paired(AccountId account, PhoneNumber number, Instant at) {
    throw new UnsupportedOperationException();
  }

  /** WhatsApp wants no more of this for a while. A longer hold of the same limit stays. */
  public Uni<Void> hold(AccountId account, Hold hold, Instant now) {
    throw new UnsupportedOperationException();
  }

  /** WhatsApp lifted it. */
  public Uni<Void> release(AccountId account, Limit limit) {
    throw new UnsupportedOperationException();
  }

  /** Whether this refusal should be announced: true once per account, limit and window. */
  public Uni<Boolean> announce(AccountId account, Verdict.Refused refused, Instant now) {
    throw new UnsupportedOperationException();
  }
}
