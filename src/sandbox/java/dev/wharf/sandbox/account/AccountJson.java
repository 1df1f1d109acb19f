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
    return new JsonObject()
        .put("phone", account.phone())
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
    JsonArray devices = json.getJsonArray("devices");
    for (int i = 0; i < devices.size(); i++) {
      account.enrol(device(devices.getJsonObject(i)));
    }
    return account;
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
    device.withholdNumber(json.getInteger("questionsToNumber"));
    return device;
  }
}
