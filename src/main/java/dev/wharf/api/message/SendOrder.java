package dev.wharf.api.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.api.problem.Rejected;
import dev.wharf.event.AccountView;
import dev.wharf.identity.Jid;
import dev.wharf.messaging.NewMessage;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a request to send, as far as it does not depend on the type of the message. */
final class SendOrder {

  private static final int LEAST_TTL = 10;
  private static final int MOST_TTL = 7 * 24 * 60 * 60;
  private static final int LONGEST_KEY = 200;

  private SendOrder() {}

  static NewMessage read(AccountView account, ObjectNode body) {
    Jid to = Address.parse("to", requiredText(body, "to"));
    Optional<Jid> lid =
        Optional.ofNullable(account.identity().lid()).map(Jid::parse).map(Jid::bare);
    Optional<Jid> phone =
        Optional.ofNullable(account.identity().phoneNumber())
            .map(number -> Jid.phone(number.substring(1), 0));
    if (lid.filter(to::equals).isPresent() || phone.filter(to::equals).isPresent()) {
      throw Rejected.invalid("to", "must not be the account itself");
    }
    Jid self = lid.or(() -> phone).orElse(Jid.SERVER);
    return new NewMessage(
        self,
        phone.filter(other -> !other.equals(self)),
        to,
        body,
        Optional.empty(),
        ttl(body),
        typing(body));
  }

  private static String requiredText(ObjectNode body, String field) {
    JsonNode value = body.path(field);
    if (!value.isTextual()) {
      throw Rejected.invalid(field, "must be a text");
    }
    return value.textValue();
  }

  private static Optional<Duration> ttl(ObjectNode body) {
    JsonNode ttl = body.path("ttlSeconds");
    if (ttl.isMissingNode() || ttl.isNull()) {
      return Optional.empty();
    }
    if (!ttl.isIntegralNumber()
        || !ttl.canConvertToInt()
        || ttl.intValue() < LEAST_TTL
        || ttl.intValue() > MOST_TTL) {
      throw Rejected.invalid(
          "ttlSeconds", "must be a whole number from " + LEAST_TTL + " to " + MOST_TTL);
    }
    return Optional.of(Duration.ofSeconds(ttl.intValue()));
  }

  private static boolean typing(ObjectNode body) {
    JsonNode typing = body.path("typing");
    if (!typing.isMissingNode() && !typing.isNull() && !typing.isBoolean()) {
      throw Rejected.invalid("typing", "must be true or false");
    }
    return typing.asBoolean(false);
  }

  static @Nullable String key(@Nullable String header) {
    if (header == null) {
      return null;
    }
    if (header.isBlank()
        || header.length() > LONGEST_KEY
        || !header.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
      throw Rejected.parameter("Idempotency-Key", "must be 1 to 200 printable ASCII characters");
    }
    return header.strip();
  }
}
