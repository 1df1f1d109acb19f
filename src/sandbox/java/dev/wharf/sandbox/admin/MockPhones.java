package dev.wharf.sandbox.admin;

import dev.wharf.sandbox.account.LinkCode;
import dev.wharf.sandbox.account.QrText;
import dev.wharf.sandbox.link.Login;
import dev.wharf.sandbox.link.PairingOutcome;
import dev.wharf.sandbox.link.World;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** What people do with virtual phones (connection.md 12.4). */
final class MockPhones {

  private final World world;

  MockPhones(World world) {
    this.world = world;
  }

  /**
   * The body is the QR text; {@code ?phone=} chooses the phone, else the client's push name does.
   */
  Future<Answer> scan(HttpServerRequest request, String body) {
    var qr = QrText.parse(body);
    if (qr.isEmpty()) {
      return ready(Answer.problem(400, "not_a_qr", "the body is not the text of a QR code"));
    }
    Optional<String> phone = Optional.ofNullable(request.getParam("phone")).map(MockPhones::digits);
    return ready(
        answer(
            world
                .presences()
                .waitingFor(qr.get().ref())
                .map(registration -> registration.scan(qr.get(), phone))
                .orElse(new PairingOutcome.Refused(PairingOutcome.Why.UNKNOWN_REF))));
  }

  /** {@code {phone, code}}. Answers when the companion has proved that it knows the code. */
  Future<Answer> enterCode(HttpServerRequest request, String body) {
    var json = new JsonObject(body);
    String phone = digits(text(json, "phone"));
    Optional<String> code = LinkCode.normalise(text(json, "code"));
    if (code.isEmpty()) {
      return ready(Answer.problem(400, "not_a_code", "a code has 8 of 123456789A…Z, no 0 I O U"));
    }
    return world
        .accounts()
        .byPhone(phone)
        .flatMap(account -> world.presences().waitingForPhone(account.phone()))
        .map(pairing -> pairing.type(code.get()))
        .orElse(
            Future.succeededFuture(new PairingOutcome.Refused(PairingOutcome.Why.NO_CODE_WANTED)))
        .map(MockPhones::answer);
  }

  /** {@code {phone, device}}: the phone unlinks a companion. */
  Future<Answer> removeDevice(HttpServerRequest request, String body) {
    var json = new JsonObject(body);
    var account = world.accounts().byPhone(digits(text(json, "phone")));
    if (!(json.getValue("device") instanceof Integer id)) {
      throw new IllegalArgumentException("device must be a number");
    }
    var device = account.flatMap(found -> found.device(id));
    if (device.isEmpty()) {
      return ready(Answer.problem(404, "unknown_device", "the account has no such companion"));
    }
    var online = world.presences().online(account.orElseThrow(), device.get());
    world.unlink(account.orElseThrow(), device.get());
    online.ifPresent(Login::removed);
    return ready(Answer.NOTHING);
  }

  private static Answer answer(PairingOutcome outcome) {
    return switch (outcome) {
      case PairingOutcome.Linked(var phone, var lid, int device) ->
          Answer.json(new JsonObject().put("phone", phone).put("lid", lid).put("device", device));
      case PairingOutcome.Refused(var why) ->
          Answer.problem(status(why), why.name().toLowerCase(java.util.Locale.ROOT), why.text());
    };
  }

  private static int status(PairingOutcome.Why why) {
    return switch (why) {
      case WRONG_KEYS -> 400;
      case PASSKEY -> 403;
      case UNKNOWN_REF, NO_CODE_WANTED -> 404;
      case BUSY, TOO_MANY_DEVICES -> 409;
      case EXPIRED, GONE -> 410;
      case WRONG_CODE -> 422;
      case TOO_MANY_ATTEMPTS -> 429;
    };
  }

  private static String text(JsonObject json, String key) {
    Object value = json.getValue(key);
    if (!(value instanceof String) && !(value instanceof Number)) {
      throw new IllegalArgumentException(key + " is missing");
    }
    return value.toString();
  }

  static String digits(String phone) {
    String digits = phone.replaceAll("[+ ()-]", "");
    if (!digits.matches("[1-9][0-9]{5,14}")) {
      throw new IllegalArgumentException("phone must be a number in international digits");
    }
    return digits;
  }

  private static Future<Answer> ready(Answer answer) {
    return Future.succeededFuture(answer);
  }
}
