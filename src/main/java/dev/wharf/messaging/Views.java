package dev.wharf.messaging;

import dev.wharf.event.Party;
import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.messaging.MessageView.Receipt;
import dev.wharf.messaging.MessageView.Times;
import dev.wharf.messaging.MessageView.Waiting;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Makes views of rows. */
final class Views {

  private Views() {}

  static MessageView message(Row row) {
    boolean fromMe = row.getBoolean("from_me");
    Instant notBefore = Columns.time(row, "not_before");
    return new MessageView(
        new MessageId(row.getString("message_id")),
        row.getLong("id"),
        Columns.chat(row),
        fromMe ? Columns.self(row) : sender(row),
        fromMe,
        Objects.requireNonNull(Columns.time(row, "at")),
        row.getString("kind"),
        row.getJsonObject("content") == null ? null : Columns.map(row, "content"),
        MessageState.of(row.getShort("state")),
        times(row),
        notBefore == null ? null : waiting(row, notBefore),
        Untold.failure(row),
        row.getString("target"),
        Columns.time(row, "edited_at"),
        Columns.time(row, "deleted_at"),
        Columns.map(row, "reactions"),
        Columns.map(row, "votes"),
        List.of());
  }

  private static Party sender(Row row) {
    return Party.of(
        Jid.parse(row.getString("sender")),
        Columns.jid(row, "sender_other"),
        row.getString("push_name"));
  }

  private static Times times(Row row) {
    return new Times(
        Columns.time(row, "sent_at"),
        Columns.time(row, "delivered_at"),
        Columns.time(row, "read_at"),
        Columns.time(row, "played_at"));
  }

  private static Waiting waiting(Row row, Instant notBefore) {
    return new Waiting(
        notBefore,
        row.getString("waits_for"),
        Objects.requireNonNull(Columns.time(row, "expires_at")),
        row.getShort("attempts"));
  }

  static Receipt receipt(Row row) {
    return new Receipt(
        Party.of(Jid.parse(row.getString("recipient")), Optional.empty(), null),
        MessageState.of(row.getShort("stage")),
        Columns.time(row, "delivered_at"),
        Columns.time(row, "read_at"),
        Columns.time(row, "played_at"));
  }
}
