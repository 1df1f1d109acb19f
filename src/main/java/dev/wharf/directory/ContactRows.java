package dev.wharf.directory;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows behind {@link Contacts}. */
final class ContactRows {

  /** A person has one row: under the hidden id as soon as that is known. */
  private static final String FIND =
      "select asked.jid as asked, coalesce(p.lid, asked.jid) as jid,"
          + " coalesce(l.phone, p.phone) as phone, c.book_name, c.verified_name, c.push_name"
          + " from unnest($2::text[]) as asked (jid)"
          + " left join lid_mapping l on l.account_id = $1 and l.lid = asked.jid"
          + " left join lid_mapping p on p.account_id = $1 and p.phone = asked.jid"
          + " left join contact c on c.account_id = $1 and c.jid = coalesce(p.lid, asked.jid)";

  private static final String SAVE =
      "insert into contact (account_id, jid, book_name, verified_name, push_name, updated_at)"
          + " select $1, jid, book_name, verified_name, push_name, $6"
          + " from unnest($2::text[], $3::text[], $4::text[], $5::text[])"
          + " as told (jid, book_name, verified_name, push_name)"
          + " on conflict (account_id, jid) do update set book_name = excluded.book_name,"
          + " verified_name = excluded.verified_name, push_name = excluded.push_name,"
          + " updated_at = excluded.updated_at";

  private static final String SHOWN = "lower(coalesce(c.book_name, c.verified_name, c.push_name))";

  /** $2: the text, $3: its digits, both as patterns; null where it has none. $4, $5: the cursor. */
  private static final String LIST =
      "select c.jid, coalesce(m.phone, case when c.jid like '%@s.whatsapp.net' then c.jid end)"
          + " as phone, c.book_name, c.verified_name, c.push_name, "
          + SHOWN
          + " as shown from contact c"
          + " left join lid_mapping m on m.account_id = c.account_id and m.lid = c.jid"
          + " where c.account_id = $1 and "
          + SHOWN
          + " is not null and ($2::text is null"
          + " or c.book_name ilike $2 or c.verified_name ilike $2 or c.push_name ilike $2"
          + " or split_part(case when c.jid like '%@lid' then m.phone else c.jid end, '@', 1)"
          + " like $3::text)"
          + " and ($4::text is null or ("
          + SHOWN
          + ", c.jid) > ($4::text, $5::text)) order by "
          + SHOWN
          + ", c.jid limit $6";

  private ContactRows() {}

  static Uni<Map<Jid, Contact>> find(SqlClient client, AccountId account, Collection<Jid> users) {
    return client
        .preparedQuery(FIND)
        .execute(Tuple.of(account.value(), LidPairs.texts(users)))
        .map(
            rows -> {
              Map<Jid, Contact> found = HashMap.newHashMap(rows.size());
              rows.forEach(row -> found.put(Jid.parse(row.getString("asked")), contact(row)));
              return found;
            });
  }

  static Uni<Void> save(SqlClient tx, AccountId account, List<Contact> people, Instant at) {
    if (people.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return tx.preparedQuery(SAVE)
        .execute(
            Tuple.from(
                new Object[] {
                  account.value(),
                  LidPairs.texts(people.stream().map(Contact::jid).toList()),
                  names(people, Names::book),
                  names(people, Names::verified),
                  names(people, Names::push),
                  at.atOffset(ZoneOffset.UTC)
                }))
        .replaceWithVoid();
  }

  static Uni<Page<Contact>> list(SqlClient client, AccountId account, ContactFilter filter) {
    Optional<Cursor> after = Optional.ofNullable(filter.after()).map(Cursor::parse);
    String q = filter.q();
    return client
        .preparedQuery(LIST)
        .execute(
            Tuple.from(
                new @Nullable Object[] {
                  account.value(),
                  q == null ? null : '%' + Patterns.escaped(q) + '%',
                  q == null ? null : Patterns.digits(q),
                  after.map(Cursor::name).orElse(null),
                  after.map(Cursor::jid).orElse(null),
                  filter.limit() + 1
                }))
        .map(
            rows -> {
              List<Contact> items = new ArrayList<>();
              Optional<String> next = Optional.empty();
              String last = "";
              for (Row row : rows) {
                if (items.size() == filter.limit()) {
                  next = Optional.of(new Cursor(last, items.getLast().jid().toString()).text());
                  break;
                }
                items.add(contact(row));
                last = row.getString("shown");
              }
              return new Page<>(items, next);
            });
  }

  private static Contact contact(Row row) {
    Jid jid = Jid.parse(row.getString("jid"));
    Optional<Jid> phone = Optional.ofNullable(row.getString("phone")).map(Jid::parse);
    return new Contact(
        jid,
        Optional.of(jid).filter(Jid::isLid),
        phone.or(() -> Optional.of(jid).filter(Jid::isPhone)),
        new Names(
            Optional.ofNullable(row.getString("book_name")),
            Optional.ofNullable(row.getString("verified_name")),
            Optional.ofNullable(row.getString("push_name"))));
  }

  private static @Nullable String[] names(
      List<Contact> people, Function<Names, Optional<String>> source) {
    return people.stream()
        .map(contact -> source.apply(contact.names()).orElse(null))
        .toArray(String[]::new);
  }
}
