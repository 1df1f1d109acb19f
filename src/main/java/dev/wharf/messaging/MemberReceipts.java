package dev.wharf.messaging;

import dev.wharf.event.Party;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.MessageId;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What members of one group say that they have, on its way into the store in one statement. */
final class MemberReceipts {

  private final AccountId account;
  private final Map<UUID, Seen> byEvent = new LinkedHashMap<>();

  /**
   * @param seen not empty; all of one kind and chat
   */
  MemberReceipts(AccountId account, List<Seen> seen, Tokens tokens) {
    this.account = account;
    seen.forEach(one -> byEvent.put(tokens.eventId(), one));
  }

  /** For {@link StoreSql#SEEN_BY_MEMBERS}. */
  Tuple tuple(Instant now) {
    var ids = new ArrayList<String>();
    var ats = new ArrayList<OffsetDateTime>();
    var events = new ArrayList<UUID>();
    var recipients = new ArrayList<String>();
    byEvent.forEach(
        (event, one) -> {
          for (MessageId id : one.ids()) {
            ids.add(id.value());
            ats.add(Columns.time(one.at()));
            events.add(event);
            recipients.add(one.by().bare().toString());
          }
        });
    Seen first = byEvent.values().iterator().next();
    return Tuple.tuple()
        .addUUID(account.value())
        .addArrayOfString(ids.toArray(String[]::new))
        .addShort((short) first.kind().state().code())
        .addArrayOfOffsetDateTime(ats.toArray(OffsetDateTime[]::new))
        .addArrayOfUUID(events.toArray(UUID[]::new))
        .addOffsetDateTime(Columns.time(now))
        .addString(first.chat().bare().toString())
        .addArrayOfString(recipients.toArray(String[]::new));
  }

  /** One event for each receipt that brought something on. */
  List<Announcement> told(Iterable<Row> rows) {
    Map<UUID, List<Row>> moved = new LinkedHashMap<>();
    rows.forEach(
        row -> moved.computeIfAbsent(row.getUUID("event_id"), id -> new ArrayList<>()).add(row));
    var told = new ArrayList<Announcement>();
    byEvent.forEach(
        (event, one) -> {
          List<Row> its = moved.getOrDefault(event, List.of());
          if (!its.isEmpty()) {
            told.add(told(event, one, its));
          }
        });
    return List.copyOf(told);
  }

  private Announcement told(UUID event, Seen seen, List<Row> rows) {
    Party by = Party.of(seen.by(), Optional.empty(), null);
    Party chat = Columns.chat(rows.getFirst());
    return new Announcement(
        event, account, seen.at(), Progressed.seen(chat, by, false, seen.kind().state(), rows));
  }
}
