package dev.wharf.messaging;

import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.messaging.content.Content.SecretAddOn;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens votes and the like, for which the message that they are about is needed. */
@ApplicationScoped
class AddOnOpener {

  private static final String TARGET =
      """
      select m.payload, m.from_me, m.sender, m.sender_other, a.lid, a.phone_number
      from message m join account a on a.id = m.account_id
      where m.account_id = $1 and m.message_id = $2 and m.target is null
        and m.payload is not null and m.chat in ($3, $4,
          (select jid from chat where account_id = $1 and other = $3 limit 1))
      """;

  private final Reader reader;

  AddOnOpener(Reader reader) {
    this.reader = reader;
  }

  /** What it says; as it was if that cannot be told. */
  Uni<Read> open(SqlConnection tx, Received message, Read read) {
    if (read.sealed().isEmpty()) {
      return Uni.createFrom().item(read);
    }
    SecretAddOn sealed = read.sealed().get();
    MessageId target = sealed.target().id();
    String other = message.chatOther().map(jid -> jid.bare().toString()).orElse(null);
    return tx.preparedQuery(TARGET)
        .execute(
            Tuple.of(
                message.account().value(), target.value(), message.chat().bare().toString(), other))
        .map(
            rows -> {
              for (Row row : rows) {
                var opened =
                    reader.open(
                        sealed,
                        row.getBuffer("payload").getBytes(),
                        authors(row),
                        writers(message));
                if (opened.isPresent()) {
                  return opened.get();
                }
              }
              return read;
            });
  }

  private static List<Jid> writers(Received message) {
    return Stream.concat(Stream.of(message.sender()), message.senderOther().stream())
        .map(Jid::bare)
        .toList();
  }

  private static List<Jid> authors(Row row) {
    Optional<Jid> phone =
        Optional.ofNullable(row.getString("phone_number")).map(digits -> Jid.phone(digits, 0));
    return row.getBoolean("from_me")
        ? Stream.concat(Columns.jid(row, "lid").stream(), phone.stream()).toList()
        : Stream.concat(
                Columns.jid(row, "sender").stream(), Columns.jid(row, "sender_other").stream())
            .toList();
  }
}
