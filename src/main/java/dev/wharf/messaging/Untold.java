package dev.wharf.messaging;

import dev.wharf.event.Action;
import dev.wharf.event.Event;
import dev.wharf.event.Event.MessageEvent;
import dev.wharf.event.Event.SendFailure;
import dev.wharf.event.Party;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes events again from the rows that they told of. */
final class Untold {

  private Untold() {}

  static List<Announcement> of(Iterable<Row> messages, Iterable<Row> progress) {
    var found = new ArrayList<Announcement>();
    messages.forEach(row -> found.add(told(row, message(row))));
    Map<UUID, List<Row>> events = new LinkedHashMap<>();
    progress.forEach(
        row -> events.computeIfAbsent(row.getUUID("event_id"), id -> new ArrayList<>()).add(row));
    events.values().forEach(rows -> found.add(told(rows.getFirst(), progress(rows))));
    found.sort(Comparator.comparing(Announcement::at));
    return List.copyOf(found);
  }

  private static Announcement told(Row row, Event event) {
    Instant at = Objects.requireNonNull(Columns.time(row, "event_at"));
    return new Announcement(
        row.getUUID("event_id"), new AccountId(row.getUUID("account_id")), at, event);
  }

  private static MessageEvent message(Row row) {
    return new MessageEvent(
        row.getString("message_id"),
        Columns.chat(row),
        row.getBoolean("from_me")
            ? Columns.self(row)
            : Party.of(
                Jid.parse(row.getString("sender")),
                Columns.jid(row, "sender_other"),
                row.getString("push_name")),
        row.getBoolean("from_me"),
        Objects.requireNonNull(Columns.time(row, "at")),
        row.getString("kind"),
        Columns.map(row, "content"),
        row.getString("target"),
        row.getOffsetDateTime("healed_at") != null);
  }

  private static Event progress(List<Row> rows) {
    Row first = rows.getFirst();
    Party chat = Columns.chat(first);
    if (!first.getBoolean("from_me")) {
      boolean played = first.getOffsetDateTime("played_at") != null;
      MessageState receipt = played ? MessageState.PLAYED : MessageState.READ;
      return Progressed.seen(chat, Columns.self(first), true, receipt, rows);
    }
    Optional<Jid> member = Columns.jid(first, "recipient");
    if (member.isPresent()) {
      Party by = Party.of(member.get(), Optional.empty(), null);
      return Progressed.seen(chat, by, false, MessageState.of(first.getShort("stage")), rows);
    }
    MessageState state = MessageState.of(first.getShort("state"));
    return switch (state) {
      case ACCEPTED, FAILED, SENT -> Progressed.event(chat, state, rows, failure(first));
      case DELIVERED, READ, PLAYED, RECEIVED, UNDECRYPTABLE ->
          Progressed.seen(chat, chat, false, state, rows);
    };
  }

  static @Nullable SendFailure failure(Row row) {
    String code = row.getString("failure_code");
    if (code == null) {
      return null;
    }
    String word = row.getString("failure_action");
    Action action =
        Arrays.stream(Action.values())
            .filter(each -> each.word().equals(word))
            .findFirst()
            .orElse(null);
    return new SendFailure(code, row.getString("failure_message"), action);
  }
}
