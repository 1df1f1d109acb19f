package dev.wharf.directory;

import dev.wharf.directory.Memory.Key;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which devices users have, as WhatsApp last answered. Users may be asked for in either namespace;
 * what was answered for one is not given for the other.
 */
@ApplicationScoped
public class DeviceLists {

  private static final String FIND =
      "select jid, devices, asked_at from device_list where account_id = $1"
          + " and jid = any($2::text[]) and devices is not null and asked_at >= $3";

  /** An answer to a question of before the newest forgetting, or of before a newer answer, goes. */
  private static final String PUT =
      "insert into device_list as d (account_id, jid, devices, asked_at)"
          + " select $1, jid, array(select jsonb_array_elements_text(devices::jsonb)), $4"
          + " from unnest($2::text[], $3::text[]) as told (jid, devices)"
          + " on conflict (account_id, jid) do update"
          + " set devices = excluded.devices, asked_at = excluded.asked_at"
          + " where d.asked_at <= excluded.asked_at returning jid";

  private static final String FORGET =
      "insert into device_list as d (account_id, jid, devices, asked_at)"
          + " select $1, jid, null, $3 from unnest($2::text[]) as gone (jid)"
          + " on conflict (account_id, jid) do update"
          + " set devices = null, asked_at = greatest(d.asked_at, excluded.asked_at)";

  /** What was answered, and when it had been asked. */
  record Asked(List<Jid> devices, Instant at) {}

  private final Pool pool;
  private final Memory memory;
  private final LidMap lids;
  private final Clock clock;

  DeviceLists(Pool pool, Memory memory, LidMap lids, Clock clock) {
    this.pool = pool;
    this.memory = memory;
    this.lids = lids;
    this.clock = clock;
  }

  /**
   * The devices of those users whose list is known and was asked for at {@code notOlderThan} or
   * later. The list may be empty; a user who is not in the map has to be asked for.
   *
   * @return by user, without device
   */
  public Uni<Map<Jid, List<Jid>>> find(
      AccountId account, Collection<Jid> users, Instant notOlderThan) {
    Instant oldest = notOlderThan.truncatedTo(ChronoUnit.MICROS);
    return Uni.createFrom()
        .deferred(
            () -> {
              Map<Jid, List<Jid>> found = new HashMap<>();
              Set<Jid> missing =
                  users.stream()
                      .flatMap(jid -> Users.of(jid).stream())
                      .filter(user -> !isAtHand(account, user, oldest, found))
                      .collect(Collectors.toSet());
              return missing.isEmpty()
                  ? Uni.createFrom().item(found)
                  : load(account, missing, oldest, found);
            });
  }

  /**
   * Keeps answers.
   *
   * @param at when the question was sent: what was forgotten since stays forgotten
   */
  public Uni<Void> put(AccountId account, Map<Jid, List<Jid>> devices, Instant at) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Map<Jid, List<Jid>> lists = new HashMap<>();
              devices.forEach(
                  (jid, list) -> Users.of(jid).ifPresent(user -> lists.put(user, list)));
              return lists.isEmpty()
                  ? Uni.createFrom().voidItem()
                  : store(account, lists, at.truncatedTo(ChronoUnit.MICROS));
            });
  }

  /** The lists of these users are not true any more, in either namespace. */
  public Uni<Void> forget(AccountId account, Collection<Jid> users) {
    return lids.counterparts(account, users)
        .chain(
            others -> {
              Set<Jid> gone = new HashSet<>(others.values());
              users.forEach(jid -> Users.of(jid).ifPresent(gone::add));
              return gone.isEmpty() ? Uni.createFrom().voidItem() : drop(account, gone);
            });
  }

  private boolean isAtHand(AccountId account, Jid user, Instant oldest, Map<Jid, List<Jid>> found) {
    Optional<Asked> asked =
        memory.devices.find(new Key(account, user)).filter(list -> !list.at().isBefore(oldest));
    asked.ifPresent(list -> found.put(user, list.devices()));
    return asked.isPresent();
  }

  private Uni<Map<Jid, List<Jid>>> load(
      AccountId account, Set<Jid> users, Instant oldest, Map<Jid, List<Jid>> found) {
    var mark = memory.devices.mark();
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(account.value(), LidPairs.texts(users), utc(oldest)))
        .invoke(
            rows ->
                rows.forEach(
                    row -> {
                      Jid user = Jid.parse(row.getString("jid"));
                      var asked = asked(row);
                      memory.devices.read(new Key(account, user), asked, mark);
                      found.put(user, asked.devices());
                    }))
        .replaceWith(found);
  }

  private Uni<Void> store(AccountId account, Map<Jid, List<Jid>> lists, Instant at) {
    List<Jid> users = inOrder(lists.keySet());
    String[] devices =
        users.stream()
            .map(
                user ->
                    new JsonArray(
                        lists.getOrDefault(user, List.of()).stream().map(Jid::toString).toList()))
            .map(JsonArray::encode)
            .toArray(String[]::new);
    var mark = memory.devices.mark();
    return pool.preparedQuery(PUT)
        .execute(Tuple.of(account.value(), LidPairs.texts(users), devices, utc(at)))
        .invoke(rows -> remember(account, lists, at, rows, mark))
        .replaceWithVoid();
  }

  private void remember(
      AccountId account,
      Map<Jid, List<Jid>> lists,
      Instant at,
      RowSet<Row> stored,
      BoundedCache.Mark mark) {
    stored.forEach(
        row -> {
          Jid user = Jid.parse(row.getString("jid"));
          List<Jid> devices = List.copyOf(lists.getOrDefault(user, List.of()));
          memory.devices.wrote(new Key(account, user), new Asked(devices, at), mark);
        });
  }

  private Uni<Void> drop(AccountId account, Set<Jid> users) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    // Before as well as after: whoever sends meanwhile must not use them.
    users.forEach(user -> memory.devices.drop(new Key(account, user)));
    return pool.preparedQuery(FORGET)
        .execute(Tuple.of(account.value(), LidPairs.texts(inOrder(users)), utc(now)))
        .invoke(() -> users.forEach(user -> memory.devices.drop(new Key(account, user))))
        .replaceWithVoid();
  }

  /** Two statements that take the same rows in the same order wait, and do not lock up. */
  private static List<Jid> inOrder(Set<Jid> users) {
    return users.stream().sorted(Comparator.comparing(Jid::toString)).toList();
  }

  private static Asked asked(Row row) {
    return new Asked(
        Arrays.stream(row.getArrayOfStrings("devices")).map(Jid::parse).toList(),
        row.getOffsetDateTime("asked_at").toInstant());
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
