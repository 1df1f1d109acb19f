package dev.wharf.sandbox.admin;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.OptionalInt;

/**
 * The script that clients read the present client revision from (connection.md 3.3). It only tells:
 * which versions are let in is a fault rule.
 */
final class VersionRoutes {

  private static final int FIRST = 1_045_649_367;

  private OptionalInt revision = OptionalInt.of(FIRST);

  Future<Answer> script(HttpServerRequest request, String body) {
    String text =
        revision.isPresent()
            ? "self.__swData=JSON.parse(\"{\\\"client_revision\\\":"
                + revision.getAsInt()
                + ",\\\"locale\\\":\\\"en\\\"}\");\n"
            : "self.__swData={};\n";
    return Future.succeededFuture(new Answer(200, "application/javascript", text));
  }

  /** {@code {revision}}; without one the script names none. */
  Future<Answer> set(HttpServerRequest request, String body) {
    Integer told = new JsonObject(body).getInteger("revision");
    if (told != null && told < 0) {
      throw new IllegalArgumentException("a revision is not negative");
    }
    revision = told == null ? OptionalInt.empty() : OptionalInt.of(told);
    return Future.succeededFuture(Answer.NOTHING);
  }

  void reset() {
    revision = OptionalInt.of(FIRST);
  }
}
