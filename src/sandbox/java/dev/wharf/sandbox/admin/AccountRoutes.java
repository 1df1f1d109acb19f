package dev.wharf.sandbox.admin;

import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.Device;
import dev.wharf.sandbox.link.World;
import dev.wharf.sandbox.relay.Tally.What;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

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
                .put("orderlyCloses", world.presences().orderlyCloses())
                .put("counterReuse", world.traffic().relay().tally().of(What.COUNTER_REUSE))
                .put("messages", messages())));
  }

  /** What was carried since the start or the last reset. */
  private JsonObject messages() {
    var messages = new JsonObject();
    for (What what : What.values()) {
      if (what != What.COUNTER_REUSE) {
        messages.put(camelCase(what.name()), world.traffic().relay().tally().of(what));
      }
    }
    return messages;
  }

  private static String camelCase(String constant) {
    String[] words = constant.toLowerCase(Locale.ROOT).split("_");
    var name = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
    }
    return name.toString();
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
        .put("waiting", world.traffic().mailboxes().of(account, device.id()).size())
        .put("logins", device.logins())
        .put("duplicateLogins", device.duplicateLogins())
        .put("routedLogins", device.routedLogins())
        .put("missedAcks", device.missedAcks())
        .put("preKeys", device.preKeys().size())
        .put("signedPreKeyId", device.preKeys().signed().id());
  }
}
