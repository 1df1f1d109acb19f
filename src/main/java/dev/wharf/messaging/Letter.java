package dev.wharf.messaging;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A message on its way into the outbox. */
record Letter(
    AccountId account,
    NewMessage message,
    Composed composed,
    @Nullable String key,
    MessageId id,
    Instant now,
    Duration usualTtl) {

  /** The parameters of {@link OutboxSql#ACCEPT}. */
  Tuple tuple() {
    Instant expires = now.plus(message.ttl().orElse(usualTtl));
    return Tuple.tuple()
        .addUUID(account.value())
        .addString(key)
        .addValue(key == null ? null : Buffer.buffer(Fingerprint.of(message)))
        .addString(id.value())
        .addOffsetDateTime(Columns.time(now))
        .addString(message.to().toString())
        .addString(composed.kind())
        .addJsonObject(new JsonObject(composed.content()))
        .addValue(Buffer.buffer(composed.payload()))
        .addString(composed.change().map(change -> change.target().value()).orElse(null))
        .addJsonObject(Columns.effect(composed.change()))
        .addJsonObject(Columns.shape(composed.shape()))
        .addOffsetDateTime(Columns.time(expires))
        .addBoolean(message.typing())
        .addString(message.uploaded().map(Upload::id).orElse(null));
  }

  Accepted answer(Row row) {
    return key == null || row.getBoolean("fresh")
        ? new Accepted(id, Jid.parse(row.getString("chat")), false)
        : repeated(row, Fingerprint.of(message));
  }

  /** The answer that the first request of a key got. */
  static Accepted repeated(Row row, byte[] fingerprint) {
    if (!Arrays.equals(row.getBuffer("fingerprint").getBytes(), fingerprint)) {
      throw Refusal.invalid(
          "idempotency_key_reused",
          "Idempotency-Key",
          "This key was used for another message: take a new key for each message.");
    }
    return new Accepted(
        new MessageId(row.getString("message_id")), Jid.parse(row.getString("chat")), true);
  }
}
