package dev.wharf.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wharf test-qr}. */
@Command(
    name = "test-qr",
    header = "How long a QR code takes: with a temporary account, which is deleted.",
    description = {
      "Creates an account on the running Wharf, initializes it, waits for its first QR code and"
          + " deletes it, whatever happens. The code itself is not printed."
    },
    footer = {
      "Ends with 3 if no code came in time.",
      "",
      "Example:",
      "  wharf test-qr --timeout 20"
    })
final class TestQrCommand extends Task {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LONGEST_WAIT = 30;

  /**
   * @param millis from initialize to the code; null if none came
   * @param textLength of the code; null if none came
   */
  record Answer(
      boolean qr,
      @Nullable Long millis,
      @Nullable Integer textLength,
      boolean deleted,
      @Nullable String message) {}

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long to wait for the code, 1 to 300. Default: ${DEFAULT-VALUE}")
  int timeout;

  @Mixin final ServiceOptions options;

  private final Clock clock;

  TestQrCommand(Map<String, String> environment, Clock clock) {
    options = new ServiceOptions(environment);
    this.clock = clock;
  }

  @Override
  public Integer call() {
    if (timeout < 1 || timeout > 300) {
      throw new picocli.CommandLine.ParameterException(
          commandSpec().commandLine(), "--timeout must be from 1 to 300 seconds");
    }
    Service service = options.service();
    String name = "test-qr " + clock.instant().truncatedTo(ChronoUnit.SECONDS);
    String id =
        service
            .done("POST", "/whatsapp/accounts", Map.of("name", name), PATIENCE)
            .path("id")
            .asText();
    var temporary = new Temporary(service, id);
    var atEnd = new Thread(temporary::delete, "test-qr-cleanup");
    // Ctrl-C must not leave the account behind either.
    Runtime.getRuntime().addShutdownHook(atEnd);
    Answer measured;
    try {
      measured = measure(service, id);
    } finally {
      temporary.delete();
      removed(atEnd);
    }
    answer(measured, text(measured));
    return measured.qr() ? Exit.FINE : Exit.PROBLEMS;
  }

  private Answer measure(Service service, String id) {
    String path = "/whatsapp/accounts/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    long start = System.nanoTime();
    service.done("POST", path + "/initialize", null, PATIENCE);
    long deadline = start + Duration.ofSeconds(timeout).toNanos();
    String message;
    do {
      long left = Duration.ofNanos(deadline - System.nanoTime()).toSeconds();
      long wait = Math.clamp(left, 1, LONGEST_WAIT);
      var reply = service.send("GET", path + "/qr?wait=" + wait, null, PATIENCE.plusSeconds(wait));
      if (reply.isFine()) {
        JsonNode code = reply.body();
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        return new Answer(true, millis, code.path("text").asText().length(), true, null);
      }
      message = reply.detail();
      if (!reply.body().path("action").asText().equals("wait")) {
        break;
      }
    } while (System.nanoTime() < deadline);
    return new Answer(false, null, null, true, message);
  }

  private String text(Answer measured) {
    return measured.qr()
        ? "A QR code showed after %d ms; its text has %d characters. The account is deleted again."
            .formatted(measured.millis(), measured.textLength())
        : "No QR code showed within %d s: %s The account is deleted again."
            .formatted(timeout, measured.message());
  }

  private static void removed(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already, and the hook has found that there is nothing left to do.
    }
  }

  /** The account that must not stay. */
  private record Temporary(Service service, String id, AtomicBoolean gone) {

    Temporary(Service service, String id) {
      this(service, id, new AtomicBoolean());
    }

    void delete() {
      if (gone.compareAndSet(false, true)) {
        var reply = service.send("DELETE", "/whatsapp/accounts/" + id, null, PATIENCE);
        if (!reply.isFine() && reply.status() != 404) {
          throw new CommandFailure(
              "The temporary account %s could not be deleted: %s Delete it by hand."
                  .formatted(id, reply.detail()));
        }
      }
    }
  }
}
