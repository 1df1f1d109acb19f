package dev.wharf.sandbox.admin;

import io.vertx.core.json.JsonObject;

/** An HTTP answer of the admin API. */
record Answer(int status, String type, String body) {

  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain; charset=utf-8";

  static final Answer NOTHING = new Answer(204, TEXT, "");

  static Answer text(String body) {
    return new Answer(200, TEXT, body);
  }

  static Answer json(JsonObject body) {
    return new Answer(200, JSON, body.encode());
  }

  static Answer problem(int status, String code, String detail) {
    var body = new JsonObject().put("status", status).put("code", code).put("detail", detail);
    return new Answer(status, "application/problem+json", body.encode());
  }
}
