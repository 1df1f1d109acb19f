package dev.wharf.directory;

import dev.wharf.directory.Group.About;
import dev.wharf.directory.Group.Addressing;
import dev.wharf.directory.Group.Settings;
import dev.wharf.event.GroupView;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the rows behind {@link Groups}. */
final class GroupRows {

  /** $2: which groups; null for all. */
  private static final String GROUPS =
      "select * from group_chat where account_id = $1 and ($2::text[] is null or jid = any($2))";

  private static final String MEMBERS =
      "select g.group_jid, g.jid, g.role, coalesce(p.lid, l.lid) as lid,"
          + " coalesce(l.phone, p.phone) as phone from group_member g"
          + " left join lid_mapping l on l.account_id = g.account_id and l.lid = g.jid"
          + " left join lid_mapping p on p.account_id = g.account_id and p.phone = g.jid"
          + " where g.account_id = $1 and ($2::text[] is null or g.group_jid = any($2))"
          + " order by g.group_jid, g.jid";

  private static final String LIST =
      "select g.*, lower(g.subject) as shown, (select count(*) from group_member m"
          + " where m.account_id = g.account_id and m.group_jid = g.jid)::integer as size"
          + " from group_chat g where g.account_id = $1 and not g.gone"
          + " and ($2::text is null or g.subject ilike $2)"
          + " and ($3::text is null or (lower(g.subject), g.jid) > ($3::text, $4::text))"
          + " order by lower(g.subject), g.jid limit $5";

  private GroupRows() {}

  /** A group as it is stored; {@code fresh}: whether its members are believed to be right. */
  record Stored(Group group, boolean fresh) {}

  /**
   * @param which {@code null} for all of the account
   */
  static Uni<Map<Jid, Stored>> load(
      SqlClient client, AccountId account, @Nullable Collection<Jid> which) {
    var values = Tuple.of(account.value(), which == null ? null : (Object) LidPairs.texts(which));
    return client
        .preparedQuery(GROUPS)
        .execute(values)
        .chain(
            groups ->
                client
                    .preparedQuery(MEMBERS)
                    .execute(values)
                    .map(members -> joined(groups, members)));
  }

  static Uni<Page<GroupView>> list(SqlClient client, AccountId account, GroupFilter filter) {
    Optional<Cursor> after = Optional.ofNullable(filter.after()).map(Cursor::parse);
    return client
        .preparedQuery(LIST)
        .execute(
            Tuple.from(
                new @Nullable Object[] {
                  account.value(),
                  filter.q() == null ? null : '%' + Patterns.escaped(filter.q()) + '%',
                  after.map(Cursor::name).orElse(null),
                  after.map(Cursor::jid).orElse(null),
                  filter.limit() + 1
                }))
        .map(
            rows -> {
              List<GroupView> items = new ArrayList<>();
              String last = "";
              for (Row row : rows) {
                if (items.size() == filter.limit()) {
                  return new Page<>(
                      items, Optional.of(new Cursor(last, items.getLast().jid()).text()));
                }
                items.add(group(row, List.of()).view(row.getInteger("size")));
                last = row.getString("shown");
              }
              return new Page<>(items, Optional.empty());
            });
  }

  private static Map<Jid, Stored> joined(Iterable<Row> groups, Iterable<Row> members) {
    Map<String, List<Member>> byGroup = new HashMap<>();
    members.forEach(
        row ->
            byGroup
                .computeIfAbsent(row.getString("group_jid"), none -> new ArrayList<>())
                .add(member(row)));
    Map<Jid, Stored> found = new LinkedHashMap<>();
    groups.forEach(
        row -> {
          Group group = group(row, byGroup.getOrDefault(row.getString("jid"), List.of()));
          found.put(group.jid(), new Stored(group, row.getBoolean("fresh")));
        });
    return found;
  }

  private static Member member(Row row) {
    return new Member(
        Jid.parse(row.getString("jid")),
        Optional.ofNullable(row.getString("lid")).map(Jid::parse),
        Optional.ofNullable(row.getString("phone")).map(Jid::parse),
        Role.of(row.getString("role")));
  }

  private static Group group(Row row, List<Member> members) {
    var about =
        new About(
            row.getString("subject"),
            Optional.ofNullable(row.getString("description")),
            Optional.ofNullable(row.getString("owner")).map(Jid::parse),
            Addressing.of(row.getString("addressing_mode")),
            Optional.ofNullable(row.getOffsetDateTime("created_at")).map(at -> at.toInstant()),
            new Settings(
                row.getBoolean("announce"),
                row.getBoolean("locked"),
                row.getInteger("ephemeral_seconds")));
    return new Group(Jid.parse(row.getString("jid")), about, members, row.getBoolean("gone"));
  }
}
