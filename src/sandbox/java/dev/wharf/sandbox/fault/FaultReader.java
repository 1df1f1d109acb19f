package dev.wharf.sandbox.fault;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one fault and its scope from JSON. Every field must be known and of the right type;
 * otherwise an IllegalArgumentException says which is not.
 */
public final class FaultReader {

  private static final int MOST = 100_000;

  private final JsonObject json;
  private final Set<String> unread;

  private FaultReader(JsonObject json) {
    this.json = json;
    this.unread = new HashSet<>(json.fieldNames());
  }

  /** A fault and whom it is for. */
  public record Scoped(Fault fault, Optional<String> phone, Optional<Integer> connections) {}

  public static Scoped read(JsonObject json) {
    var reader = new FaultReader(json);
    Optional<String> phone = reader.text("phone").map(digits -> digits.replaceFirst("^\\+", ""));
    Optional<Integer> connections =
        json.containsKey("connections")
            ? Optional.of(reader.number("connections", 1, 1, MOST))
            : Optional.empty();
    Fault fault = reader.fault();
    if (!reader.unread.isEmpty()) {
      throw new IllegalArgumentException("unknown fields " + reader.unread);
    }
    return new Scoped(fault, phone, connections);
  }

  private Fault fault() {
    String kind = text("kind").orElseThrow(() -> new IllegalArgumentException("kind is missing"));
    return switch (kind) {
      case "failure" -> failure();
      case "stream-error" -> streamError();
      case "silence" -> new Fault.Silence(anyMoment(), after());
      case "reset" -> new Fault.Reset(anyMoment(), after());
      case "xmlstreamend" -> new Fault.StreamEnd(anyMoment(), after());
      case "close" -> new Fault.Close(anyMoment(), after(), number("code", 1000, 1000, 4999));
      case "bad-frame" -> new Fault.BadFrame(spokenMoment(), after());
      case "low-prekeys" ->
          new Fault.LowPreKeys(onlineMoment(), after(), number("count", 3, 0, MOST));
      case "dirty" -> new Fault.Dirty(onlineMoment(), after(), texts("types", "account_sync"));
      case "downgrade-webclient" -> new Fault.DowngradeWebclient(qrMoment(), after());
      case "passkey-gate" -> new Fault.PasskeyGate(qrMoment(), after());
      case "refuse-upgrade" -> new Fault.RefuseUpgrade(number("status", 503, 300, 599));
      case "certificate" -> new Fault.Certificate(oneOf("flaw", Fault.Flaw.class));
      case "refs" ->
          new Fault.Refs(
              number("count", 6, 0, 100), seconds("firstSeconds", 60), seconds("nextSeconds", 20));
      case "bad-proof" -> new Fault.BadProof(oneOf("part", Fault.Part.class));
      case "withheld-number" -> new Fault.WithheldNumber(number("queries", 1, 1, MOST));
      case "delay" -> new Fault.Delay(millis("millis", 1000));
      case "restart-loop" -> new Fault.RestartLoop();
      case "restart-then-unlink" -> new Fault.RestartThenUnlink();
      case "unanswered" -> new Fault.Unanswered(text("xmlns"));
      case "nonsense" -> new Fault.Nonsense(text("xmlns"));
      case "iq-error" ->
          new Fault.IqError(
              text("xmlns"), number("code", 429, 400, 599), text("text").orElse("rate-overlimit"));
      case "min-version" -> new Fault.MinVersion(version());
      case "backlog" -> new Fault.Backlog(number("count", 10, 0, MOST));
      case "nack" -> new Fault.Nack(number("code", 463, 400, 599));
      case "token-demanded" ->
          new Fault.TokenDemanded(
              json.containsKey("of") ? oneOf("of", Fault.Of.class) : Fault.Of.STRANGERS,
              seconds("lockSeconds", 0));
      case "timelock-told" ->
          new Fault.TimelockTold(onlineMoment(), after(), seconds("lockSeconds", 0));
      case "lost-ack" -> new Fault.LostAck();
      default -> throw new IllegalArgumentException("unknown kind " + kind);
    };
  }

  private Fault failure() {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("reason", text("reason").orElse("401"));
    text("code").ifPresent(code -> attributes.put("code", code));
    text("expire").ifPresent(seconds -> attributes.put("expire", seconds));
    unread.remove("attributes");
    if (json.getValue("attributes") instanceof JsonObject more) {
      more.forEach(entry -> attributes.put(entry.getKey(), String.valueOf(entry.getValue())));
    }
    Moment at = moment(Moment.LOGIN, EnumSet.of(Moment.LOGIN, Moment.REGISTRATION));
    return new Fault.Failure(at, after(), attributes);
  }

  private Fault streamError() {
    Fault.Form form = json.containsKey("form") ? oneOf("form", Fault.Form.class) : Fault.Form.CODE;
    return new Fault.StreamError(spokenMoment(), after(), form, text("code").orElse("503"));
  }

  private Moment anyMoment() {
    return moment(Moment.NOW, EnumSet.allOf(Moment.class));
  }

  private Moment spokenMoment() {
    return moment(Moment.NOW, EnumSet.complementOf(EnumSet.of(Moment.HELLO)));
  }

  private Moment onlineMoment() {
    return moment(Moment.NOW, EnumSet.of(Moment.NOW, Moment.ONLINE));
  }

  private Moment qrMoment() {
    return moment(Moment.QR, EnumSet.of(Moment.NOW, Moment.QR));
  }

  private Moment moment(Moment otherwise, Set<Moment> allowed) {
    if (!json.containsKey("at")) {
      return otherwise;
    }
    Moment at = oneOf("at", Moment.class);
    if (!allowed.contains(at)) {
      throw new IllegalArgumentException(
          "at must be one of " + allowed.stream().map(Moment::label).toList());
    }
    return at;
  }

  private Duration after() {
    return millis("afterMillis", 0);
  }

  private Duration millis(String key, int otherwise) {
    return Duration.ofMillis(number(key, otherwise, 0, 3_600_000));
  }

  private Duration seconds(String key, int otherwise) {
    unread.remove(key);
    if (!(json.getValue(key, otherwise) instanceof Number number)
        || number.doubleValue() < 0
        || number.doubleValue() > 86_400) {
      throw new IllegalArgumentException(key + " must be seconds from 0 to 86400");
    }
    return Duration.ofMillis(Math.round(number.doubleValue() * 1000));
  }

  private int number(String key, int otherwise, int least, int most) {
    unread.remove(key);
    if (!(json.getValue(key, otherwise) instanceof Integer value)
        || value < least
        || value > most) {
      throw new IllegalArgumentException(key + " must be a number from " + least + " to " + most);
    }
    return value;
  }

  private Optional<String> text(String key) {
    unread.remove(key);
    Object value = json.getValue(key);
    if (value instanceof JsonObject || value instanceof JsonArray) {
      throw new IllegalArgumentException(key + " must be a text or a number");
    }
    return Optional.ofNullable(value).map(String::valueOf);
  }

  private List<String> texts(String key, String otherwise) {
    unread.remove(key);
    if (!(json.getValue(key, JsonArray.of(otherwise)) instanceof JsonArray array)) {
      throw new IllegalArgumentException(key + " must be a list of texts");
    }
    return array.stream().map(String::valueOf).toList();
  }

  private List<Integer> version() {
    String text = text("version").orElse("");
    if (!text.matches("[0-9]{1,10}(\\.[0-9]{1,10}){0,4}")) {
      throw new IllegalArgumentException("version must be numbers with dots");
    }
    var version = new ArrayList<Integer>();
    for (String part : text.split("\\.")) {
      version.add(Integer.parseInt(part));
    }
    return version;
  }

  private <E extends Enum<E>> E oneOf(String key, Class<E> type) {
    String text = text(key).orElse("");
    for (E constant : type.getEnumConstants()) {
      if (FaultWriter.label(constant).equals(text.toLowerCase(Locale.ROOT))) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        key
            + " must be one of "
            + java.util.Arrays.stream(type.getEnumConstants()).map(FaultWriter::label).toList());
  }
}
