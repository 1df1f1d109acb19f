package dev.wharf.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether an account says where it stands as it must, and is there no longer than it may. */
final class Judge {

  private final Duration activation;
  private final Duration tolerance;

  /**
   * @param activation what bounds a passing state that names no time of its own
   * @param tolerance how late a slow machine may be
   */
  Judge(Duration activation, Duration tolerance) {
    this.activation = activation;
    this.tolerance = tolerance;
  }

  /** What is wrong with these accounts. */
  List<String> complaints(Iterable<Operator.Account> accounts, Instant now) {
    List<String> found = new ArrayList<>();
    accounts.forEach(account -> complaint(account, now).ifPresent(found::add));
    return found;
  }

  private Optional<String> complaint(Operator.Account account, Instant now) {
    JsonNode json = account.json();
    if (account.isActive()) {
      return json.path("phoneNumber").isTextual()
          ? Optional.empty()
          : Optional.of("active without a number: " + json);
    }
    var reason = json.path("reason");
    boolean says =
        reason.path("code").isTextual()
            && reason.path("message").isTextual()
            && reason.path("action").isTextual();
    if (!says) {
      return Optional.of("no reason or no next step: " + json);
    }
    if (isPassing(account) && now.isAfter(end(json).plus(tolerance))) {
      return Optional.of("older than its deadline at " + now + ": " + json);
    }
    return Optional.empty();
  }

  /** Whether that standing ends by itself. */
  static boolean isPassing(Operator.Account account) {
    return switch (account.status()) {
      case "inactive", "active" -> false;
      case "banned" -> account.state().equals("temporary");
      default -> true;
    };
  }

  /** The earlier of what it names; without any, the end of the longest activation. */
  private Instant end(JsonNode json) {
    return Stream.of("until", "nextRetryAt")
        .map(json::path)
        .filter(JsonNode::isTextual)
        .map(time -> Instant.parse(time.asText()))
        .min(Comparator.naturalOrder())
        .orElseGet(() -> Instant.parse(json.path("since").asText()).plus(activation));
  }
}
