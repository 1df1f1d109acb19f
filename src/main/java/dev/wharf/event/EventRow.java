package dev.wharf.event;

import io.vertx.core.json.JsonObject;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** One line of the event log, as it is read. */
@Entity
@Table(name = "event_log")
@NullUnmarked
class EventRow {

  @Id Long seq;

  @Column(nullable = false, updatable = false)
  UUID id;

  @Column(name = "account_id", nullable = false, updatable = false)
  UUID accountId;

  @Column(nullable = false, updatable = false, columnDefinition = "text")
  String type;

  @Column(nullable = false, updatable = false)
  Instant at;

  @Column(nullable = false, updatable = false, columnDefinition = "jsonb")
  JsonObject data;
}
