package dev.wharf.sandbox.account;

import dev.wharf.protocol.KeyPair;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** An account as a file keeps it: everything a paired companion needs to log in again. */
final class AccountJson {

  private AccountJson() {}

  static JsonObject write(Account account) {
    PhoneKeys keys = account.keys();
    var devices = new JsonArray();
    account.devices().forEach(device -> devices.add(device(device)));
    var givenOut = new JsonObject();
    keys.givenOut().forEach((id, pair) -> givenOut.put(id.toString(), pair.privateKey()));
    var json = new JsonObject();
    account.appState().ifPresent(state -> json.put("appState", appState(state)));
    return json.put("phone", account.phone())
        .put("lid", account.lid())
        .put("registeredAs", account.registeredAs())
        .put("pushName", account.pushName())
        .put("rawId", account.rawId())
        .put("keyIndex", account.keyIndex())
        .put("identity", keys.identity().privateKey())
        .put("registrationId", keys.registrationId())
        .put("signedPreKey", keys.signedPair().privateKey())
        .put("signature", keys.signed().signature())
        .put("givenOut", givenOut)
        .put("devices", devices);
  }

  /** Throws any RuntimeException if it is no such file. */
  static Account read(JsonObject json) {
    var keys =
        new PhoneKeys(
            KeyPair.ofPrivate(json.getBinary("identity")),
            json.getInteger("registrationId"),
            KeyPair.ofPrivate(json.getBinary("signedPreKey")),
            json.getBinary("signature"));
    JsonObject givenOut = json.getJsonObject("givenOut");
    for (String id : givenOut.fieldNames()) {
      keys.restore(Integer.parseInt(id), KeyPair.ofPrivate(givenOut.getBinary(id)));
    }
    var account =
        new Account(
            json.getString("phone"),
            json.getString("lid"),
            json.getString("registeredAs"),
            json.getInteger("rawId"),
            keys);
    account.rename(json.getString("pushName"));
    account.restoreKeyIndex(json.getInteger("keyIndex"));
    if (json.containsKey("appState")) {
      account.share(appState(json.getJsonObject("appState")));
    }
    JsonArray devices = json.getJsonArray("devices");
    for (int i = 0; i < devices.size(); i++) {
      account.enrol(device(devices.getJsonObject(i)));
    }
    return account;
  }

  private static JsonObject appState(AppState state) {
    var json =
        new JsonObject()
            .put("keyId", state.key().id())
            .put("key", state.key().data())
            .put("at", state.key().at());
    for (AppState.Name name : AppState.Name.values()) {
      var patches = new JsonArray();
      state.since(name, 0).forEach(patches::add);
      json.put(name.wire(), patches);
    }
    return json;
  }

  private static AppState appState(JsonObject json) {
    var state =
        new AppState(
            new AppState.Key(json.getBinary("keyId"), json.getBinary("key"), json.getLong("at")));
    for (AppState.Name name : AppState.Name.values()) {
      JsonArray patches = json.getJsonArray(name.wire());
      for (int i = 0; i < patches.size(); i++) {
        state.append(name, patches.getBinary(i));
      }
    }
    return state;
  }

  private static JsonObject device(Device device) {
    var enrolment = device.enrolment();
    var oneTime = new JsonObject();
    device.preKeys().oneTime().forEach((id, key) -> oneTime.put(id.toString(), key));
    SignedPreKey signed = device.preKeys().signed();
    return new JsonObject()
        .put("id", enrolment.id())
        .put("keyIndex", enrolment.keyIndex())
        .put("noiseKey", enrolment.noiseKey())
        .put("identity", enrolment.identity())
        .put("registrationId", enrolment.registrationId())
        .put("signedIdentity", enrolment.signedIdentity())
        .put("system", enrolment.system())
        .put("signedPreKeyId", signed.id())
        .put("signedPreKey", signed.publicKey())
        .put("signature", signed.signature())
        .put("uploaded", device.preKeys().uploaded())
        .put("questionsToNumber", device.questionsToNumber())
        .put("greeted", device.greeted())
        .put("oneTime", oneTime);
  }

  private static Device device(JsonObject json) {
    var signed =
        new SignedPreKey(
            json.getInteger("signedPreKeyId"),
            json.getBinary("signedPreKey"),
            json.getBinary("signature"));
    var pool = new PreKeyPool(signed);
    if (json.getBoolean("uploaded")) {
      JsonObject oneTime = json.getJsonObject("oneTime");
      Map<Integer, byte[]> keys = new LinkedHashMap<>();
      oneTime.fieldNames().forEach(id -> keys.put(Integer.parseInt(id), oneTime.getBinary(id)));
      pool.upload(keys, signed);
    }
    var device =
        new Device(
            new Device.Enrolment(
                json.getInteger("id"),
                json.getInteger("keyIndex"),
                json.getBinary("noiseKey"),
                json.getBinary("identity"),
                json.getInteger("registrationId"),
                json.getBinary("signedIdentity"),
                json.getString("system")),
            pool);
    device.greeted(json.getBoolean("greeted", true));
    device.withholdNumber(json.getInteger("questionsToNumber"));
    return device;
  }
}
