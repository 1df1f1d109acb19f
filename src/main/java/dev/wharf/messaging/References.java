package dev.wharf.messaging;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Looks up the messages that a new one quotes or changes, in its chat. */
@ApplicationScoped
class References {

  private static final String FIND =
      """
      select m.message_id, m.sender, m.from_me, m.at, m.kind, m.payload from message m
      where m.account_id = $1 and m.message_id = any ($2) and m.target is null
        and (m.chat = $3
          or exists (select 1 from chat c where c.account_id = $1
            and ((c.jid = m.chat and c.other = $3) or (c.jid = $3 and c.other = m.chat))))
      """;

  private final Pool pool;

  References(Pool pool) {
    this.pool = pool;
  }

  Uni<Map<MessageId, Referred>> find(AccountId account, NewMessage message, Set<MessageId> ids) {
    String[] texts = ids.stream().map(MessageId::value).toArray(String[]::new);
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(account.value(), texts, message.to().toString()))
        .map(
            rows -> {
              Map<MessageId, Referred> found = HashMap.newHashMap(rows.size());
              for (Row row : rows) {
                Referred each = referred(message.self(), row);
                found.put(each.id(), each);
              }
              return found;
            });
  }

  private static Referred referred(Jid self, Row row) {
    boolean fromMe = row.getBoolean("from_me");
    return new Referred(
        new MessageId(row.getString("message_id")),
        fromMe ? self : Jid.parse(row.getString("sender")),
        fromMe,
        Objects.requireNonNull(Columns.time(row, "at")),
        row.getString("kind"),
        Optional.ofNullable(row.getBuffer("payload")).map(buffer -> buffer.getBytes()));
  }
}
