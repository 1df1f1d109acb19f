package dev.wharf.sandbox.admin;

import dev.wharf.sandbox.keys.NoiseKeys;
import dev.wharf.sandbox.keys.TlsCertificate;
import dev.wharf.sandbox.link.Connection;
import dev.wharf.sandbox.link.World;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The HTTP side of the sandbox. Pages from loopback may call it from another port. */
public final class AdminApi {

  private static final System.Logger LOG = System.getLogger(AdminApi.class.getName());
  private static final int MAX_BODY = 1 << 20;
  private static final Answer NOWHERE = Answer.problem(404, "not_found", "no such method and path");
  private static final Pattern LOOPBACK =
      Pattern.compile("https?://(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]{1,5})?");

  private final World world;
  private final VersionRoutes version = new VersionRoutes();
  private final Map<String, Route> routes;
  private final PhoneRoutes onePhone;

  public AdminApi(World world, NoiseKeys keys, TlsCertificate certificate) {
    this.world = world;
    this.onePhone = new PhoneRoutes(world);
    var phones = new MockPhones(world);
    var faults = new FaultRoutes(world);
    var accounts = new AccountRoutes(world);
    String anchor = HexFormat.of().formatHex(keys.root().publicKey());
    this.routes =
        Map.ofEntries(
            Map.entry("GET /", fixed("Wharf sandbox\n")),
            Map.entry("GET /admin/trust-anchor", fixed(anchor)),
            Map.entry("GET /admin/tls-certificate", fixed(certificate.certificatePem())),
            Map.entry("GET /admin/accounts", accounts::list),
            Map.entry("POST /admin/reset", (_, _) -> reset()),
            Map.entry("POST /admin/mock-phone/scan-qr", phones::scan),
            Map.entry("POST /admin/mock-phone/enter-code", phones::enterCode),
            Map.entry("POST /admin/mock-phone/remove-device", phones::removeDevice),
            Map.entry("GET /sw.js", version::script),
            Map.entry("POST /admin/client-version", version::set),
            Map.entry("POST /admin/groups", new GroupRoutes(world)::set),
            Map.entry("POST /admin/media/expire", (_, _) -> expireMedia()),
            Map.entry("POST /admin/media/bring-back", (_, _) -> bringMediaBack()),
            Map.entry("GET /admin/faults", faults::list),
            Map.entry("POST /admin/faults", faults::add),
            Map.entry("DELETE /admin/faults", faults::clear));
  }

  public void handle(HttpServerRequest request) {
    world.loop().check();
    allowLoopback(request);
    if (request.method().name().equals("OPTIONS")) {
      request.response().setStatusCode(204).end();
      return;
    }
    if (request.method().name().equals("HEAD") && "/".equals(request.path())) {
      request.response().end();
      return;
    }
    Buffer body = Buffer.buffer();
    request.handler(
        chunk -> {
          if (body.length() <= MAX_BODY) {
            body.appendBuffer(chunk);
          }
        });
    request.endHandler(_ -> route(request, body));
  }

  private void route(HttpServerRequest request, Buffer body) {
    if (body.length() > MAX_BODY) {
      send(request.response(), Answer.problem(413, "too_large", "the body is over 1 MiB"));
      return;
    }
    Future<Answer> answer;
    try {
      Optional<Route> route = route(request.method().name(), request.path());
      answer =
          route.isPresent()
              ? route.get().answer(request, body.toString())
              : Future.succeededFuture(NOWHERE);
    } catch (IllegalArgumentException | DecodeException | ClassCastException e) {
      answer =
          Future.succeededFuture(
              Answer.problem(400, "bad_request", String.valueOf(e.getMessage())));
    }
    answer
        .onSuccess(found -> send(request.response(), found))
        .onFailure(
            e -> {
              LOG.log(System.Logger.Level.ERROR, "admin request failed", e);
              send(request.response(), Answer.problem(500, "internal", "see the log"));
            });
  }

  private Optional<Route> route(String method, String path) {
    return Optional.ofNullable(routes.get(method + ' ' + path))
        .or(() -> onePhone.find(method, path));
  }

  private static void send(HttpServerResponse response, Answer answer) {
    if (!response.closed()) {
      response
          .setStatusCode(answer.status())
          .putHeader("content-type", answer.type())
          .end(answer.body());
    }
  }

  private static void allowLoopback(HttpServerRequest request) {
    String origin = request.getHeader("origin");
    if (origin != null && LOOPBACK.matcher(origin).matches()) {
      request
          .response()
          .putHeader("access-control-allow-origin", origin)
          .putHeader("access-control-allow-methods", "GET, POST, PUT, DELETE")
          .putHeader("access-control-allow-headers", "content-type")
          .putHeader("access-control-allow-private-network", "true")
          .putHeader("vary", "origin");
    }
  }

  private Future<Answer> reset() {
    world.faults().clear();
    version.reset();
    world.presences().connections().forEach(Connection::hangUp);
    world.accounts().clear();
    world.traffic().clear();
    return world.keeper().clear().map(Answer.NOTHING);
  }

  private Future<Answer> expireMedia() {
    world.traffic().media().expire();
    return Future.succeededFuture(Answer.NOTHING);
  }

  private Future<Answer> bringMediaBack() {
    world.traffic().media().bringBack();
    return Future.succeededFuture(Answer.NOTHING);
  }

  private static Route fixed(String text) {
    Answer answer = Answer.text(text);
    return (_, _) -> Future.succeededFuture(answer);
  }
}
