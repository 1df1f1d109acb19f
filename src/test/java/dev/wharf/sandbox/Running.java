package dev.wharf.sandbox;

import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.noise.TrustAnchor;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;

/** A sandbox that runs for a test, with clients that know it. */
final class Running implements AutoCloseable {

  final Vertx vertx = Vertx.vertx();
  final Sandbox sandbox;
  final SandboxAdmin admin;

  private Running(SandboxConfig config) {
    sandbox = Waiting.on(Sandbox.start(vertx, config, Clock.systemUTC(), new SecureRandom()));
    admin = new SandboxAdmin(sandbox.httpUrl());
  }

  static Running with(SandboxConfig config) {
    return new Running(config);
  }

  /** Phones say nothing by themselves: what a test of the wire wants. */
  static Running ephemeral() {
    return new Running(SandboxConfig.ephemeral().withPhones(false, false));
  }

  static Running withPhones() {
    return new Running(SandboxConfig.ephemeral());
  }

  TrustAnchor anchor() {
    return TrustAnchor.ofHex(sandbox.trustAnchorHex());
  }

  ClientLink open() {
    return ClientLink.open(vertx, sandbox.webSocketUrl());
  }

  /** A link on which the companion has registered; pair-device comes next. */
  ClientLink register(TestCompanion companion, String pushName) {
    ClientLink link = open();
    link.establish(companion.noiseKey, companion.registration(pushName), anchor(), new byte[0]);
    return link;
  }

  /** A link on which the companion has logged in; success comes next. */
  ClientLink login(TestCompanion companion, JsonObject place, boolean passive) {
    ClientLink link = open();
    byte[] payload = companion.login(place.getString("phone"), place.getInteger("device"), passive);
    link.establish(companion.noiseKey, payload, anchor(), new byte[0]);
    return link;
  }

  /** A link on which the companion is online. */
  ClientLink online(TestCompanion companion, JsonObject place) {
    ClientLink link = login(companion, place, false);
    link.next(node -> node.child("offline").isPresent());
    return link;
  }

  /** Pairs by QR. Returns phone, lid and device. */
  JsonObject pair(TestCompanion companion, String pushName) throws Exception {
    try (ClientLink link = register(companion, pushName)) {
      JsonObject place = admin.scan(companion.qr(firstRef(link.next())));
      link.send(companion.sign(link.next()));
      link.next(node -> node.tag().equals("xmlstreamend"));
      return place;
    }
  }

  static String firstRef(Node pairDevice) {
    Node ref = pairDevice.childList().getFirst().childList().getFirst();
    return new String(ref.bytes().orElseThrow(), StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    admin.close();
    Waiting.on(vertx.close());
  }
}
