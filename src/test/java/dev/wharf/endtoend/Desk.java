package dev.wharf.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** People at work when the process is killed: each does a few things with one account. */
final class Desk implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String[] WORK = {
    "pair-anew",
    "pair-anew",
    "pair-anew",
    "log-in",
    "log-in",
    "link-breaks",
    "stop-and-start",
    "stop",
    "reset",
    "rename",
    "log-out",
    "create-anew",
    "pair-by-code"
  };

  private final Rig rig;
  private final Operator operator;
  private final Phones phones;
  private final Journal journal;
  private final Random random;
  private final Consumer<String> happened;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param happened is told of each order: {@code sent reset}, {@code done reset}
   */
  Desk(
      Rig rig,
      Operator operator,
      Phones phones,
      Journal journal,
      Random random,
      Consumer<String> happened) {
    this.rig = rig;
    this.operator = operator;
    this.phones = phones;
    this.journal = journal;
    this.random = random;
    this.happened = happened;
  }

  /** Lets somebody begin within the next second. */
  void work(String account) {
    String what = WORK[random.nextInt(WORK.length)];
    String name = "Renamed " + random.nextInt(1_000_000);
    CompletableFuture.delayedExecutor(random.nextInt(1_000), TimeUnit.MILLISECONDS, workers)
        .execute(
            () -> {
              try {
                work(account, what, name);
              } catch (IOException killed) {
                // Nobody will ever know whether that order was taken.
              } catch (Exception e) {
                System.out.println("Desk " + what + ": " + e);
              }
            });
  }

  private void work(String account, String what, String name) throws Exception {
    switch (what) {
      case "pair-anew" -> {
        order(account, "reset");
        order(account, "initialize");
      }
      case "log-in" -> order(account, "reconnect");
      case "link-breaks" ->
          rig.desk().faults("{'kind':'reset','phone':'" + phones.of(account) + "'}");
      case "stop-and-start" -> {
        order(account, "stop");
        order(account, "initialize");
      }
      case "stop", "reset" -> order(account, what);
      case "rename" -> journal(account, "rename", name, () -> operator.rename(account, name));
      case "log-out" -> {
        order(account, "logout");
        order(account, "initialize");
      }
      case "create-anew" -> {
        journal(account, "delete", null, () -> operator.delete(account));
        var created = operator.tryCreate(name);
        if (created.statusCode() == 201) {
          String next = Operator.id(created);
          journal.created(next, name);
          happened.accept("done create");
          order(next, "initialize");
        }
      }
      case "pair-by-code" -> {
        order(account, "reset");
        String phone = phones.of(account);
        var answer =
            journal(account, "pairing-code", null, () -> operator.pairingCode(account, phone));
        rig.desk().enterCode(phone, JSON.readTree(answer.body()).path("code").asText("XXXX"));
      }
      default -> throw new IllegalArgumentException(what);
    }
  }

  private void order(String account, String order) throws Exception {
    journal(account, order, null, () -> operator.command(account, order));
  }

  private HttpResponse<String> journal(
      String account,
      String order,
      @org.jspecify.annotations.Nullable String name,
      Callable<HttpResponse<String>> request)
      throws Exception {
    journal.sent(account, order);
    happened.accept("sent " + order);
    var answer = request.call();
    journal.answered(account, order, answer.statusCode(), name);
    happened.accept("done " + order);
    return answer;
  }

  @Override
  public void close() throws InterruptedException {
    workers.shutdown();
    if (!workers.awaitTermination(60, TimeUnit.SECONDS)) {
      throw new AssertionError("an order was neither answered nor failed");
    }
  }
}
