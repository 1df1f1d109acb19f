package dev.wharf.messaging;

import dev.wharf.event.Party;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.stanza.chat.Shape;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How values of messages lie in columns. */
final class Columns {

  private Columns() {}

  static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  static @Nullable Instant time(Row row, String column) {
    OffsetDateTime at = row.getOffsetDateTime(column);
    return at == null ? null : at.toInstant();
  }

  static Optional<Jid> jid(Row row, String column) {
    return Optional.ofNullable(row.getString(column)).map(Jid::parse);
  }

  /** The chat of a row with {@code chat}, {@code chat_other} and {@code chat_name}. */
  static Party chat(Row row) {
    return Party.of(
        Jid.parse(row.getString("chat")), jid(row, "chat_other"), row.getString("chat_name"));
  }

  static Map<String, Object> map(Row row, String column) {
    JsonObject json = row.getJsonObject(column);
    return json == null ? Map.of() : json.getMap();
  }

  static JsonObject shape(Shape shape) {
    var json = new JsonObject().put("type", shape.type()).put("hidden", shape.hidden());
    shape.edit().ifPresent(edit -> json.put("edit", edit));
    shape.mediaType().ifPresent(type -> json.put("media", type));
    return json;
  }

  static Shape shape(JsonObject json) {
    return new Shape(
        json.getString("type"),
        Optional.ofNullable(json.getString("edit")),
        Optional.ofNullable(json.getString("media")),
        json.getBoolean("hidden", false));
  }

  static @Nullable JsonObject effect(Optional<Change> change) {
    return change
        .map(
            of ->
                new JsonObject()
                    .put("what", of.what().word())
                    .put("value", new JsonObject(of.value())))
        .orElse(null);
  }

  /** The account itself, as it is known now. */
  static Party self(Row row) {
    Optional<Jid> lid = jid(row, "lid");
    Optional<Jid> phone =
        Optional.ofNullable(row.getString("phone_number")).map(digits -> Jid.phone(digits, 0));
    return lid.or(() -> phone)
        .map(found -> Party.of(found, phone, null))
        .orElseGet(() -> new Party("", null, null, null));
  }
}
