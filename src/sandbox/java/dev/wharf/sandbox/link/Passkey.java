package dev.wharf.sandbox.link;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;

/** The WebAuthn request of an account that links only with a passkey (connection.md 5.4). */
final class Passkey {

  private Passkey() {}

  static String options(byte[] challenge) {
    return new JsonObject()
        .put("challenge", Base64.getUrlEncoder().withoutPadding().encodeToString(challenge))
        .put("rpId", "web.whatsapp.com")
        .put("allowCredentials", new JsonArray())
        .put("userVerification", "required")
        .put("timeout", 60_000)
        .encode();
  }
}
