package dev.wharf.sandbox.admin;

import dev.wharf.sandbox.account.Naming;
import dev.wharf.sandbox.link.World;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;

/** How groups that are made from now on address their members. */
final class GroupRoutes {

  private final World world;

  GroupRoutes(World world) {
    this.world = world;
  }

  Future<Answer> set(HttpServerRequest request, String body) {
    String addressing = new JsonObject(body).getString("addressing", "");
    world
        .traffic()
        .groups()
        .naming(
            switch (addressing) {
              case "lid" -> Naming.LID;
              case "pn" -> Naming.PHONE;
              default -> throw new IllegalArgumentException("addressing is lid or pn");
            });
    return Future.succeededFuture(Answer.NOTHING);
  }
}
