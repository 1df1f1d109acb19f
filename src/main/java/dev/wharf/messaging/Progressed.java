package dev.wharf.messaging;

import dev.wharf.event.Event.ReceiptEvent;
import dev.wharf.event.Event.ReceiptEvent.Progress;
import dev.wharf.event.Event.SendFailure;
import dev.wharf.event.Party;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events of messages that came further, from rows with {@code message_id} and {@code state}. */
final class Progressed {

  private Progressed() {}

  /** What WhatsApp or we did. */
  static ReceiptEvent event(
      Party chat, MessageState receipt, Iterable<Row> rows, @Nullable SendFailure failure) {
    return new ReceiptEvent(chat, null, false, receipt.word(), messages(rows), failure);
  }

  static ReceiptEvent seen(
      Party chat, Party by, boolean bySelf, MessageState receipt, Iterable<Row> rows) {
    return new ReceiptEvent(chat, by, bySelf, receipt.word(), messages(rows), null);
  }

  private static List<Progress> messages(Iterable<Row> rows) {
    var messages = new ArrayList<Progress>();
    rows.forEach(
        row ->
            messages.add(
                new Progress(
                    row.getString("message_id"), MessageState.of(row.getShort("state")).word())));
    return List.copyOf(messages);
  }
}
