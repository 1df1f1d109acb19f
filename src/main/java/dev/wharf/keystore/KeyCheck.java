package dev.wharf.keystore;

import dev.wharf.identity.AccountId;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.crypto.SecretKey;

/**
 * Opens everything that is stored for the accounts once, to see whether it can be. A page at a
 * time, past what other parts remember, and without changing anything.
 */
@ApplicationScoped
public class KeyCheck {

  private static final int PAGE = 500;
  private static final int SHOWN = 100;
  private static final UUID FIRST = new UUID(0, 0);

  private static final String KEYS =
      "select d.account_id, d.wrapped, d.master_key_id, c.sealed from data_key d"
          + " left join credential c on c.account_id = d.account_id"
          + " where d.account_id > $1 order by d.account_id limit $2";
  private static final String WITHOUT_CREDENTIALS =
      "select a.id from account a where a.paired"
          + " and not exists (select 1 from credential c where c.account_id = a.id) order by a.id";
  private static final String NO_ACCOUNT =
      "from data_key d where not exists (select 1 from account a where a.id = d.account_id)";

  /** What is wrong with the keys of one account. */
  public record Finding(AccountId account, KeystoreFault.Kind kind, String message) {}

  /**
   * @param findings the first hundred of {@code faulty}
   */
  public record Result(
      String masterKeyId,
      boolean masterKeyFits,
      long dataKeys,
      long credentials,
      long sound,
      long faulty,
      List<Finding> findings) {}

  private final Pool pool;
  private final MasterKey masterKey;
  private final DataKeys dataKeys;

  KeyCheck(Pool pool, MasterKey masterKey, DataKeys dataKeys) {
    this.pool = pool;
    this.masterKey = masterKey;
    this.dataKeys = dataKeys;
  }

  public Uni<Result> run() {
    var tally = new Tally(masterKey);
    return pool.query("select master_key_id from master_key_check")
        .execute()
        .invoke(rows -> tally.masterKey(rows))
        .chain(() -> pages(tally, FIRST))
        .chain(() -> pool.query(WITHOUT_CREDENTIALS).execute())
        .map(
            rows -> {
              rows.forEach(
                  row -> tally.add(new AccountId(row.getUUID(0)), KeystoreFault.missing()));
              return tally.result();
            });
  }

  /** Accounts that keys are stored for and that do not exist. */
  public Uni<Long> orphans() {
    return pool.query("select count(*) " + NO_ACCOUNT)
        .execute()
        .map(rows -> rows.iterator().next().getLong(0));
  }

  /** Destroys the keys of accounts that do not exist. */
  public Uni<Long> dropOrphans() {
    return pool.query("delete " + NO_ACCOUNT)
        .execute()
        .invoke(dataKeys::forgetOpened)
        .map(rows -> (long) rows.rowCount());
  }

  private Uni<Void> pages(Tally tally, UUID after) {
    return pool.preparedQuery(KEYS)
        .execute(Tuple.of(after, PAGE))
        // Deciphering takes a while: not on an event loop.
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .chain(
            rows -> {
              UUID last = after;
              for (Row row : rows) {
                last = row.getUUID("account_id");
                tally.look(row);
              }
              return rows.size() < PAGE ? Uni.createFrom().voidItem() : pages(tally, last);
            });
  }

  /** What was found so far. */
  private static final class Tally {
    private final MasterKey masterKey;
    private final List<Finding> findings = new ArrayList<>();
    private boolean fits;
    private long dataKeys;
    private long credentials;
    private long sound;
    private long faulty;

    Tally(MasterKey masterKey) {
      this.masterKey = masterKey;
    }

    void masterKey(RowSet<Row> rows) {
      for (Row row : rows) {
        fits = masterKey.id().equals(row.getString(0));
      }
    }

    void look(Row row) {
      var account = new AccountId(row.getUUID("account_id"));
      Buffer sealed = row.getBuffer("sealed");
      dataKeys++;
      credentials += sealed == null ? 0 : 1;
      try {
        SecretKey key =
            masterKey.unwrap(
                account,
                new MasterKey.Wrapped(
                    row.getBuffer("wrapped").getBytes(), row.getString("master_key_id")));
        if (sealed != null) {
          CredentialsCodec.decode(Seal.open(key, Purpose.credentials(account), sealed.getBytes()));
          sound++;
        }
      } catch (KeystoreFault fault) {
        add(account, fault);
      }
    }

    void add(AccountId account, KeystoreFault fault) {
      faulty++;
      if (findings.size() < SHOWN) {
        findings.add(new Finding(account, fault.kind(), String.valueOf(fault.getMessage())));
      }
    }

    Result result() {
      return new Result(
          masterKey.id(), fits, dataKeys, credentials, sound, faulty, List.copyOf(findings));
    }
  }
}
