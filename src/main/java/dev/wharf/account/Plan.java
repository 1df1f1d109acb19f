package dev.wharf.account;

import dev.wharf.event.EventLog;
import dev.wharf.identity.AccountId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A batch of changes, worked out one upon the other, before anything of it is stored. */
final class Plan implements Projection.Lookup {

  /** One change of the batch that does something, and who waits for it. */
  record Step(Pending pending, Applied applied, List<EventLog.Draft> events) {}

  /** One line of the timeline of one account. */
  record Line(AccountId account, TimelineEntry entry) {}

  private final Projection.Lookup board;
  private final Supplier<UUID> ids;
  private final Map<AccountId, Optional<AccountState>> touched = new LinkedHashMap<>();
  private final Map<ExternalId, AccountId> holders = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();

  Plan(Projection.Lookup board, Supplier<UUID> ids) {
    this.board = board;
    this.ids = ids;
  }

  /**
   * @throws Refused if the change is not possible; the plan is as before
   */
  void add(Pending pending) {
    Change change = pending.change();
    Applied applied = Projection.apply(this, change);
    Optional<AccountState> after = Optional.ofNullable(applied.after());
    touched.put(change.account(), after);
    after
        .map(ExternalId::of)
        .filter(Objects::nonNull)
        .ifPresent(id -> holders.put(id, change.account()));
    List<EventLog.Draft> events =
        applied.events().stream()
            .map(event -> new EventLog.Draft(idOf(change), change.account(), change.at(), event))
            .toList();
    steps.add(new Step(pending, applied, events));
  }

  private UUID idOf(Change change) {
    return change instanceof Change.Reported(Fact.Happened happened)
        ? happened.eventId()
        : ids.get();
  }

  @Override
  public Optional<AccountState> find(AccountId account) {
    Optional<AccountState> here = touched.get(account);
    return here == null ? board.find(account) : here;
  }

  @Override
  public Optional<AccountId> holder(@Nullable String tenant, String externalId) {
    var id = new ExternalId(tenant, externalId);
    return Optional.ofNullable(holders.get(id))
        .or(() -> board.holder(tenant, externalId))
        .filter(
            account -> find(account).filter(state -> id.equals(ExternalId.of(state))).isPresent());
  }

  List<Step> steps() {
    return steps;
  }

  List<EventLog.Draft> events() {
    return steps.stream().flatMap(step -> step.events().stream()).toList();
  }

  /** Lines of accounts that are there afterwards. */
  List<Line> history() {
    var lines = new ArrayList<Line>();
    for (Step step : steps) {
      AccountId account = step.pending().change().account();
      if (find(account).isPresent()) {
        step.applied().history().forEach(entry -> lines.add(new Line(account, entry)));
      }
    }
    return lines;
  }

  List<AccountState> inserted() {
    return afterwards(state -> board.find(state.id()).isEmpty());
  }

  List<AccountState> updated() {
    return afterwards(
        state -> board.find(state.id()).filter(before -> !before.sameRow(state)).isPresent());
  }

  List<UUID> deleted() {
    return touched.entrySet().stream()
        .filter(entry -> entry.getValue().isEmpty() && board.find(entry.getKey()).isPresent())
        .map(entry -> entry.getKey().value())
        .toList();
  }

  /** Whether nothing of it has to be stored. */
  boolean isOnlyInMemory() {
    return steps.stream()
            .allMatch(step -> step.events().isEmpty() && step.applied().history().isEmpty())
        && updated().isEmpty();
  }

  private List<AccountState> afterwards(java.util.function.Predicate<AccountState> wanted) {
    return touched.values().stream().flatMap(Optional::stream).filter(wanted).toList();
  }
}
