package dev.wharf.endtoend;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What an operator was promised, account by account: orders that were answered with 2xx. Of each
 * account one order is on its way at most.
 */
final class Journal {

  private static final Set<String> WANTING = Set.of("initialize", "reconnect", "pairing-code");
  private static final Set<String> DROPPING = Set.of("reset", "logout");

  /**
   * What is promised of an account.
   *
   * @param last the last order about its connection that was answered
   * @param open an order that was sent and not answered: it may be in effect or not
   * @param paired whether it was told that the account is paired, and nothing was ordered against
   *     it since
   * @param dropped when it was last ordered that the pairing goes
   */
  record Promise(
      String name,
      @Nullable String last,
      @Nullable String open,
      boolean paired,
      boolean deleted,
      Instant dropped) {

    private Promise opened(String order, Instant at) {
      boolean against = DROPPING.contains(order) || order.equals("delete");
      return new Promise(name, last, order, paired && !against, deleted, against ? at : dropped);
    }

    private Promise kept(String order, @Nullable String newName) {
      boolean connects =
          WANTING.contains(order) || DROPPING.contains(order) || order.equals("stop");
      return new Promise(
          newName == null ? name : newName,
          connects ? order : last,
          null,
          paired,
          deleted || order.equals("delete"),
          dropped);
    }

    private Promise pairedAt(Instant at) {
      return new Promise(
          name, last, open, paired || !deleted && at.isAfter(dropped), deleted, dropped);
    }

    boolean wanted() {
      return last != null && WANTING.contains(last);
    }

    boolean unpaired() {
      return last != null && DROPPING.contains(last);
    }
  }

  private final AtomicInteger kept = new AtomicInteger();
  private final Map<String, Promise> promises = new ConcurrentHashMap<>();

  void created(String account, String name) {
    promises.put(account, new Promise(name, null, null, false, false, Instant.EPOCH));
  }

  void sent(String account, String order) {
    promises.computeIfPresent(account, (id, promise) -> promise.opened(order, Instant.now()));
  }

  /** An order that was refused or failed may be half in effect: it stays open. */
  void answered(String account, String order, int status, @Nullable String name) {
    if (status / 100 == 2) {
      kept.incrementAndGet();
      promises.computeIfPresent(account, (id, promise) -> promise.kept(order, name));
    }
  }

  /** A subscriber was told that the account is paired. */
  void paired(String account, Instant at) {
    promises.computeIfPresent(account, (id, promise) -> promise.pairedAt(at));
  }

  /** How many orders were answered with 2xx. */
  int kept() {
    return kept.get();
  }

  Map<String, Promise> promises() {
    return promises;
  }

  /** After a start everything is settled: what was on its way is in effect or not, and known. */
  void settle(Map<String, Operator.Account> found) {
    promises.keySet().retainAll(found.keySet());
    found.forEach(
        (id, account) ->
            promises.put(
                id,
                new Promise(
                    account.name(), "initialize", null, account.paired(), false, Instant.EPOCH)));
  }

  /** What of it does not hold of the accounts that a start found. */
  List<String> broken(Map<String, Operator.Account> found) {
    return promises.entrySet().stream()
        .map(entry -> broken(entry.getKey(), entry.getValue(), found.get(entry.getKey())))
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private static String broken(String id, Promise promise, Operator.@Nullable Account account) {
    String open = String.valueOf(promise.open());
    if (account == null) {
      return promise.deleted() || open.equals("delete") ? "" : "is gone: " + id + " " + promise;
    }
    String about = " " + promise + " " + account.json();
    if (promise.deleted()) {
      return "is back though deleted:" + about;
    }
    if (!open.equals("rename") && !account.name().equals(promise.name())) {
      return "has another name:" + about;
    }
    boolean connectionOpen = promise.open() != null && !open.equals("rename");
    if (connectionOpen) {
      return "";
    }
    if (promise.wanted() && !account.wanted() && !account.code().equals("unlinked")) {
      return "is not wanted any more:" + about;
    }
    if (promise.last() != null && !promise.wanted() && account.wanted()) {
      return "is wanted again:" + about;
    }
    if (promise.unpaired() && account.paired()) {
      return "is paired again:" + about;
    }
    return promise.paired() && !account.paired() ? "is not paired any more:" + about : "";
  }
}
