package dev.wharf.sandbox.fault;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints a rule as {@link FaultReader} would read it, with its id and how often it was used. */
public final class FaultWriter {

  private FaultWriter() {}

  public static JsonObject print(FaultRule rule) {
    JsonObject json = print(rule.fault());
    rule.phone().ifPresent(phone -> json.put("phone", phone));
    rule.connections().ifPresent(most -> json.put("connections", most).put("used", rule.used()));
    return json.put("id", rule.id());
  }

  /** An enum constant as it is written in JSON. */
  static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static JsonObject print(Fault fault) {
    return switch (fault) {
      case Fault.Timed timed ->
          timed(timed)
              .put("at", timed.at().label())
              .put("afterMillis", (int) timed.delay().toMillis());
      case Fault.RefuseUpgrade(int status) -> kind("refuse-upgrade").put("status", status);
      case Fault.Certificate(var flaw) -> kind("certificate").put("flaw", label(flaw));
      case Fault.Refs(int count, var first, var next) ->
          kind("refs")
              .put("count", count)
              .put("firstSeconds", first.toMillis() / 1000.0)
              .put("nextSeconds", next.toMillis() / 1000.0);
      case Fault.BadProof(var part) -> kind("bad-proof").put("part", label(part));
      case Fault.WithheldNumber(int queries) -> kind("withheld-number").put("queries", queries);
      case Fault.Delay(var by) -> kind("delay").put("millis", (int) by.toMillis());
      case Fault.RestartLoop() -> kind("restart-loop");
      case Fault.RestartThenUnlink() -> kind("restart-then-unlink");
      case Fault.Unanswered unanswered -> ofRequests("unanswered", unanswered);
      case Fault.Nonsense nonsense -> ofRequests("nonsense", nonsense);
      case Fault.IqError error ->
          ofRequests("iq-error", error).put("code", error.code()).put("text", error.text());
      case Fault.MinVersion(var version) ->
          kind("min-version")
              .put(
                  "version",
                  version.stream().map(String::valueOf).collect(Collectors.joining(".")));
      case Fault.Backlog(int count) -> kind("backlog").put("count", count);
      case Fault.Nack(int code) -> kind("nack").put("code", code);
      case Fault.TokenDemanded(var of, var lock) ->
          kind("token-demanded").put("of", label(of)).put("lockSeconds", lock.toMillis() / 1000.0);
      case Fault.LostAck() -> kind("lost-ack");
    };
  }

  private static JsonObject timed(Fault.Timed timed) {
    return switch (timed) {
      case Fault.Failure failure -> failure(failure);
      case Fault.StreamError(_, _, var form, var code) ->
          kind("stream-error").put("form", label(form)).put("code", code);
      case Fault.Silence _ -> kind("silence");
      case Fault.Reset _ -> kind("reset");
      case Fault.StreamEnd _ -> kind("xmlstreamend");
      case Fault.Close(_, _, int code) -> kind("close").put("code", code);
      case Fault.BadFrame _ -> kind("bad-frame");
      case Fault.LowPreKeys(_, _, int count) -> kind("low-prekeys").put("count", count);
      case Fault.Dirty(_, _, var types) -> kind("dirty").put("types", new JsonArray(types));
      case Fault.TimelockTold(_, _, var lock) ->
          kind("timelock-told").put("lockSeconds", lock.toMillis() / 1000.0);
      case Fault.DowngradeWebclient _ -> kind("downgrade-webclient");
      case Fault.PasskeyGate _ -> kind("passkey-gate");
    };
  }

  private static JsonObject failure(Fault.Failure failure) {
    var attributes = new JsonObject();
    failure.attributes().forEach(attributes::put);
    String reason = String.valueOf(attributes.remove("reason"));
    return kind("failure").put("reason", reason).put("attributes", attributes);
  }

  private static JsonObject ofRequests(String kind, Fault.OfRequests fault) {
    var json = kind(kind);
    fault.xmlns().ifPresent(namespace -> json.put("xmlns", namespace));
    return json;
  }

  private static JsonObject kind(String kind) {
    return new JsonObject().put("kind", kind);
  }
}
