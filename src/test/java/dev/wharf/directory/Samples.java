package dev.wharf.directory;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What tests of the directory share. */
final class Samples {

  static final Duration PATIENCE = Duration.ofSeconds(30);
  static final Random RANDOM = new Random(73);

  private Samples() {}

  static <T> T run(Uni<T> work) {
    return work.await().atMost(PATIENCE);
  }

  /** An account that is there, so that rows may point at it. */
  static AccountId account(Pool pool) {
    AccountId account = AccountId.random(RANDOM);
    run(
        pool.preparedQuery(
                "insert into account (id, name, metadata, created_at, wanted, wanted_at, paired,"
                    + " status, state, since) values ($1, 'n', '{}', now(), false, now(), false,"
                    + " 'inactive', 'created', now())")
            .execute(Tuple.of(account.value())));
    return account;
  }

  static int count(Pool pool, String table, AccountId account) {
    return run(
        pool.preparedQuery("select count(*)::integer from " + table + " where account_id = $1")
            .execute(Tuple.of(account.value()))
            .map(rows -> rows.iterator().next().getInteger(0)));
  }

  static Jid lid(int number) {
    return Jid.lid("1000000000" + number, 0);
  }

  static Jid phone(int number) {
    return Jid.phone("49151000" + (10_000 + number), 0);
  }

  static Jid groupJid(String name) {
    return Jid.of("12036300000000000" + name, Jid.GROUP_SERVER);
  }

  static Group group(String name, Member... members) {
    return new Group(
        groupJid(name),
        new Group.About(
            "Group " + name,
            Optional.empty(),
            Optional.of(lid(1)),
            Group.Addressing.LID,
            Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
            Group.Settings.OPEN),
        List.of(members));
  }
}
