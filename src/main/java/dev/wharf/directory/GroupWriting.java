package dev.wharf.directory;

import dev.wharf.directory.Group.About;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Writes the rows behind {@link Groups}: many groups in three statements. */
final class GroupWriting {

  private static final String SAVE =
      "insert into group_chat (account_id, jid, subject, description, owner, addressing_mode,"
          + " created_at, announce, locked, ephemeral_seconds, gone, fresh, updated_at)"
          + " select $1, told.*, true, $12 from unnest($2::text[], $3::text[], $4::text[],"
          + " $5::text[], $6::text[], $7::timestamptz[], $8::boolean[], $9::boolean[],"
          + " $10::integer[], $11::boolean[]) as told"
          + " on conflict (account_id, jid) do update set subject = excluded.subject,"
          + " description = excluded.description, owner = excluded.owner,"
          + " addressing_mode = excluded.addressing_mode, created_at = excluded.created_at,"
          + " announce = excluded.announce, locked = excluded.locked,"
          + " ephemeral_seconds = excluded.ephemeral_seconds, gone = excluded.gone,"
          + " fresh = $13 or group_chat.fresh, updated_at = excluded.updated_at";

  private static final String REMOVE =
      "delete from group_member g using unnest($2::text[]) as saved (jid)"
          + " where g.account_id = $1 and g.group_jid = saved.jid and not exists"
          + " (select from unnest($3::text[], $4::text[]) as told (group_jid, jid)"
          + " where told.group_jid = g.group_jid and told.jid = g.jid)";

  private static final String ADD =
      "insert into group_member (account_id, group_jid, jid, role)"
          + " select $1, group_jid, jid, role from unnest($2::text[], $3::text[], $4::text[])"
          + " as told (group_jid, jid, role)"
          + " on conflict (account_id, group_jid, jid) do update set role = excluded.role"
          + " where group_member.role <> excluded.role";

  private record Seat(Jid group, Member member) {}

  private GroupWriting() {}

  /**
   * @param whole whether the groups come whole from WhatsApp, so that they are right from now on
   */
  static Uni<Void> save(
      SqlConnection tx, AccountId account, Collection<Group> groups, boolean whole, Instant at) {
    if (groups.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<Group> all = List.copyOf(groups);
    List<Seat> seats =
        all.stream()
            .flatMap(group -> group.members().stream().map(m -> new Seat(group.jid(), m)))
            .toList();
    String[] jids = texts(all, group -> group.jid().toString());
    String[] in = texts(seats, seat -> seat.group().toString());
    String[] who = texts(seats, seat -> seat.member().jid().toString());
    String[] roles = texts(seats, seat -> seat.member().role().word());
    return tx.preparedQuery(SAVE)
        .execute(values(account, jids, all, whole, at))
        .chain(() -> tx.preparedQuery(REMOVE).execute(Tuple.of(account.value(), jids, in, who)))
        .chain(() -> tx.preparedQuery(ADD).execute(Tuple.of(account.value(), in, who, roles)))
        .replaceWithVoid();
  }

  private static Tuple values(
      AccountId account, String[] jids, List<Group> all, boolean whole, Instant at) {
    return Tuple.from(
        new Object[] {
          account.value(),
          jids,
          texts(all, group -> group.about().subject()),
          perhaps(all, group -> group.about().description()),
          perhaps(all, group -> group.about().owner().map(Jid::toString)),
          texts(all, group -> group.about().addressing().word()),
          all.stream().map(group -> createdAt(group.about())).toArray(OffsetDateTime[]::new),
          all.stream().map(group -> group.about().settings().announce()).toArray(Boolean[]::new),
          all.stream().map(group -> group.about().settings().locked()).toArray(Boolean[]::new),
          all.stream()
              .map(group -> group.about().settings().ephemeralSeconds())
              .toArray(Integer[]::new),
          all.stream().map(Group::left).toArray(Boolean[]::new),
          at.atOffset(ZoneOffset.UTC),
          whole
        });
  }

  private static @org.jspecify.annotations.Nullable OffsetDateTime createdAt(About about) {
    return about.createdAt().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null);
  }

  private static <T> String[] texts(List<T> items, Function<T, String> text) {
    return items.stream().map(text).map(Objects::requireNonNull).toArray(String[]::new);
  }

  private static <T> String[] perhaps(List<T> items, Function<T, Optional<String>> text) {
    return items.stream().map(item -> text.apply(item).orElse(null)).toArray(String[]::new);
  }
}
