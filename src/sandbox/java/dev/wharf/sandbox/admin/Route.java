package dev.wharf.sandbox.admin;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;

/**
 * Answers one method and path. A wrong body may be said with an IllegalArgumentException, which
 * becomes a 400.
 */
interface Route {

  Future<Answer> answer(HttpServerRequest request, String body);
}
