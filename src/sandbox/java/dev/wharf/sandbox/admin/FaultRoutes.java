package dev.wharf.sandbox.admin;

import dev.wharf.sandbox.fault.Fault;
import dev.wharf.sandbox.fault.FaultReader;
import dev.wharf.sandbox.fault.FaultWriter;
import dev.wharf.sandbox.fault.Moment;
import dev.wharf.sandbox.link.World;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Scripts what goes wrong. A fault of the moment "now" strikes and is not kept. */
final class FaultRoutes {

  private final World world;

  FaultRoutes(World world) {
    this.world = world;
  }

  Future<Answer> list(HttpServerRequest request, String body) {
    return Future.succeededFuture(Answer.json(rules()));
  }

  /** One fault or a list of them; either all are taken or none. */
  Future<Answer> add(HttpServerRequest request, String body) {
    List<FaultReader.Scoped> faults = new ArrayList<>();
    switch (Json.decodeValue(body)) {
      case JsonObject one -> faults.add(FaultReader.read(one));
      case JsonArray list -> {
        for (Object one : list) {
          if (!(one instanceof JsonObject json)) {
            throw new IllegalArgumentException("a fault is a JSON object");
          }
          faults.add(FaultReader.read(json));
        }
      }
      case null, default -> throw new IllegalArgumentException("a fault is a JSON object");
    }
    int struck = faults.stream().mapToInt(this::apply).sum();
    return Future.succeededFuture(Answer.json(rules().put("struck", struck)));
  }

  Future<Answer> clear(HttpServerRequest request, String body) {
    world.faults().clear();
    return Future.succeededFuture(Answer.NOTHING);
  }

  private int apply(FaultReader.Scoped scoped) {
    if (!(scoped.fault() instanceof Fault.Timed timed) || timed.at() != Moment.NOW) {
      world.faults().add(scoped.fault(), scoped.phone(), scoped.connections());
      return 0;
    }
    var struck =
        world.presences().connections().stream()
            .filter(c -> scoped.phone().isEmpty() || scoped.phone().equals(c.script().phone()))
            .limit(scoped.connections().orElse(Integer.MAX_VALUE))
            .toList();
    struck.forEach(connection -> connection.strikeLater(timed));
    return struck.size();
  }

  private JsonObject rules() {
    var rules = new JsonArray();
    world.faults().rules().forEach(rule -> rules.add(FaultWriter.print(rule)));
    return new JsonObject().put("faults", rules);
  }
}
