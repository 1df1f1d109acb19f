package dev.wharf.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Carries out what {@link Mischief} draws, without waiting for it, and counts what came of it. */
final class Trouble {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What an answer may be: done, not possible now, or come back later. */
  private static final List<Integer> FAIR =
      List.of(200, 202, 204, 400, 404, 409, 422, 429, 502, 503, 504);

  private final Rig rig;
  private final Operator operator;
  private final Phones phones;
  private final Mischief mischief;
  private final List<String> accounts;
  private final ExecutorService doing = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore database = new Semaphore(1);
  private final Map<String, Integer> deeds = new ConcurrentSkipListMap<>();
  private final Map<String, Integer> answers = new ConcurrentSkipListMap<>();
  private final List<String> failures = new CopyOnWriteArrayList<>();

  Trouble(Rig rig, Operator operator, Phones phones, Mischief mischief, List<String> accounts) {
    this.rig = rig;
    this.operator = operator;
    this.phones = phones;
    this.mischief = mischief;
    this.accounts = accounts;
  }

  /** Does one thing to one account. */
  void one() {
    var deed = mischief.draw();
    String account = accounts.get(mischief.among(accounts.size()));
    deeds.merge(deed.name(), 1, Integer::sum);
    doing.execute(
        () -> {
          try {
            carryOut(deed, account);
          } catch (Exception | AssertionError e) {
            failures.add(deed.name() + ": " + e);
          }
        });
  }

  private void carryOut(Mischief.Deed deed, String account) throws Exception {
    String phone = phones.of(account);
    switch (deed.order()) {
      case "sandbox" -> rig.desk().faults(deed.detail().replace("PHONE", phone));
      case "remove-device" -> rig.desk().removeDevice(phone, rig.desk().seen().newestDevice(phone));
      case "database-cut" -> database(rig::cutDatabase);
      case "database-restart" -> database(rig::restartDatabase);
      case "pairing-code" -> pairByCode(account, phone);
      case "phone-number" -> count(deed.order(), operator.number(account, phone));
      default -> count(deed.order(), operator.command(account, deed.order()));
    }
  }

  /** One thing at a time: what restarts cannot be cut. */
  private void database(DatabaseDeed deed) throws Exception {
    if (database.tryAcquire()) {
      try {
        deed.carryOut();
      } finally {
        database.release();
      }
    }
  }

  private interface DatabaseDeed {
    void carryOut() throws Exception;
  }

  private void pairByCode(String account, String phone) throws Exception {
    var answer = operator.pairingCode(account, phone);
    count("pairing-code", answer);
    if (answer.statusCode() == 200) {
      rig.desk().enterCode(phone, JSON.readTree(answer.body()).path("code").asText());
    }
  }

  private void count(String order, HttpResponse<String> answer) {
    answers.merge(order + "=" + answer.statusCode(), 1, Integer::sum);
    if (!FAIR.contains(answer.statusCode())) {
      failures.add(order + ": " + answer.statusCode() + " " + answer.body());
    }
  }

  /** What a person does with an account that is at rest: the step that its reason names. */
  void ask(Operator.Account account) throws Exception {
    switch (account.code()) {
      case "number_unknown" -> operator.number(account.id(), phones.of(account.id()));
      case "banned", "locked" -> {
        if (account.paired()) {
          operator.command(account.id(), "reconnect");
        } else {
          operator.command(account.id(), "reset");
        }
      }
      default -> operator.command(account.id(), "initialize");
    }
  }

  /** Waits for what was begun. */
  void end() throws InterruptedException {
    doing.shutdown();
    if (!doing.awaitTermination(60, TimeUnit.SECONDS)) {
      failures.add("something that was asked was not answered within a minute");
    }
    if (database.tryAcquire(30, TimeUnit.SECONDS)) {
      database.release();
    }
  }

  Map<String, Integer> deeds() {
    return deeds;
  }

  Map<String, Integer> answers() {
    return answers;
  }

  List<String> failures() {
    return failures.stream().distinct().limit(20).toList();
  }
}
