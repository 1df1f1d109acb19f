package dev.wharf.event;

import dev.wharf.identity.AccountId;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What was pushed, kept for readers that come back with a cursor. */
@ApplicationScoped
public class EventLog {

  private final Transactions transactions;
  private final EventJson json;
  private final Rows rows;

  EventLog(Transactions transactions, EventJson json, Rows rows) {
    this.transactions = transactions;
    this.json = json;
    this.rows = rows;
  }

  /**
   * Events after a cursor, oldest first. QR codes come without their text: who resumes takes the
   * current one from the snapshot.
   */
  public Uni<List<Published>> after(long seq, int limit) {
    return transactions.inSession(
        () ->
            rows.find("seq > ?1", Sort.by("seq"), seq)
                .page(0, limit)
                .list()
                .map(found -> found.stream().flatMap(row -> published(row).stream()).toList()));
  }

  /** The cursor of the newest event; 0 if there is none. */
  public Uni<Long> newest() {
    return transactions.inSession(
        () ->
            rows.findAll(Sort.descending("seq"))
                .firstResult()
                .map(row -> row == null ? 0L : row.seq));
  }

  /**
   * Writes events within the transaction that is running, in the order given.
   *
   * @return the same events with their cursors, which are valid once the transaction is committed
   */
  public Uni<List<Published>> append(List<Draft> drafts) {
    List<EventRow> written = drafts.stream().map(this::row).toList();
    return transactions.persist(written).replaceWith(() -> numbered(drafts, written));
  }

  /** Which of these events are already in the log, and under which cursor. */
  public Uni<Map<UUID, Long>> find(List<UUID> ids) {
    return transactions.inSession(
        () ->
            rows.list("id in ?1", ids)
                .map(
                    found -> {
                      Map<UUID, Long> seqs = HashMap.newHashMap(found.size());
                      found.forEach(row -> seqs.put(row.id, row.seq));
                      return seqs;
                    }));
  }

  Uni<Long> dropBefore(Instant limit) {
    return transactions.inTransaction(() -> rows.delete("at < ?1", limit));
  }

  private static List<Published> numbered(List<Draft> drafts, List<EventRow> written) {
    var events = new ArrayList<Published>(drafts.size());
    for (int i = 0; i < drafts.size(); i++) {
      events.add(drafts.get(i).published(written.get(i).seq));
    }
    return events;
  }

  private EventRow row(Draft draft) {
    var row = new EventRow();
    row.id = draft.id();
    row.accountId = draft.account().value();
    row.type = draft.event().type();
    row.at = draft.at();
    row.data = new JsonObject(json.stored(draft.event()));
    return row;
  }

  private Optional<Published> published(EventRow row) {
    return json.read(row.type, row.data.getMap())
        .map(event -> new Published(row.id, row.seq, new AccountId(row.accountId), row.at, event));
  }

  /** An event before it has its cursor. */
  public record Draft(UUID id, AccountId account, Instant at, Event event) {
    public Published published(long seq) {
      return new Published(id, seq, account, at, event);
    }
  }

  @ApplicationScoped
  static class Rows implements PanacheRepositoryBase<EventRow, Long> {}
}
