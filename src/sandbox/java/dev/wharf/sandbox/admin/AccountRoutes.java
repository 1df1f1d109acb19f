package dev.wharf.sandbox.admin;

import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.Device;
import dev.wharf.sandbox.link.World;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What the server knows of accounts, for tests to assert on. No keys. */
final class AccountRoutes {

  private final World world;

  AccountRoutes(World world) {
    this.world = world;
  }

  Future<Answer> list(HttpServerRequest request, String body) {
    var accounts = new JsonArray();
    world.accounts().all().forEach(account -> accounts.add(account(account)));
    return Future.succeededFuture(
        Answer.json(
            new JsonObject()
                .put("accounts", accounts)
                .put("connections", world.presences().connections().size())
                .put("orderlyCloses", world.presences().orderlyCloses())));
  }

  private JsonObject account(Account account) {
    var devices = new JsonArray();
    account.devices().forEach(device -> devices.add(device(account, device)));
    return new JsonObject()
        .put("phone", account.phone())
        .put("lid", account.lid())
        .put("pushName", account.pushName())
        .put("loginsRefused", account.loginsRefused())
        .put("devices", devices);
  }

  private JsonObject device(Account account, Device device) {
    return new JsonObject()
        .put("id", device.id())
        .put("keyIndex", device.enrolment().keyIndex())
        .put("system", device.enrolment().system())
        .put("connected", world.presences().online(account, device).isPresent())
        .put("logins", device.logins())
        .put("duplicateLogins", device.duplicateLogins())
        .put("routedLogins", device.routedLogins())
        .put("missedAcks", device.missedAcks())
        .put("preKeys", device.preKeys().size())
        .put("signedPreKeyId", device.preKeys().signed().id());
  }
}
