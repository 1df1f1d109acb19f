package dev.wharf.sandbox;

import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.AccountFiles;
import dev.wharf.sandbox.account.Accounts;
import dev.wharf.sandbox.admin.AdminApi;
import dev.wharf.sandbox.fault.Fault;
import dev.wharf.sandbox.fault.Faults;
import dev.wharf.sandbox.keys.Identities;
import dev.wharf.sandbox.keys.KeyFolder;
import dev.wharf.sandbox.keys.NoiseKeys;
import dev.wharf.sandbox.keys.TlsCertificate;
import dev.wharf.sandbox.link.Connection;
import dev.wharf.sandbox.link.Keeper;
import dev.wharf.sandbox.link.Loop;
import dev.wharf.sandbox.link.PhoneNetwork;
import dev.wharf.sandbox.link.Ports;
import dev.wharf.sandbox.link.Presences;
import dev.wharf.sandbox.link.Traffic;
import dev.wharf.sandbox.link.World;
import dev.wharf.sandbox.media.MediaServer;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Wires a sandbox and holds its two ports. Its event loop is the one everything lives on. */
final class SandboxVerticle extends AbstractVerticle {

  static final String CHAT = "/ws/chat";

  /** One frame of the largest size, its header, and room to spare. */
  private static final int MAX_MESSAGE = 17 << 20;

  private final SandboxConfig config;
  private final Clock clock;
  private final SecureRandom random;
  private final Ports ports = new Ports();
  private volatile String trustAnchorHex = "";
  private volatile String tlsCertificatePem = "";
  private @Nullable World world;

  private record Loaded(
      NoiseKeys keys, Identities identities, TlsCertificate certificate, List<Account> accounts) {}

  SandboxVerticle(SandboxConfig config, Clock clock, SecureRandom random) {
    this.config = config;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void start(Promise<Void> started) {
    Loop loop = Loop.current(vertx);
    loop.elsewhere(this::load)
        .compose(
            loaded -> {
              World wired = wire(loop, loaded);
              world = wired;
              var admin = new AdminApi(wired, loaded.keys(), loaded.certificate());
              var media = new MediaServer(wired.traffic().media());
              return listen(loaded.certificate(), request -> serve(wired, admin, media, request));
            })
        .onComplete(started);
  }

  @Override
  public void stop(Promise<Void> stopped) {
    World wired = world;
    if (wired == null) {
      stopped.complete();
      return;
    }
    wired.presences().connections().forEach(Connection::hangUp);
    wired.keeper().flush().onComplete(stopped);
  }

  private Loaded load() throws IOException {
    NoiseKeys keys;
    TlsCertificate certificate;
    List<Account> accounts = List.of();
    if (config.directory().isPresent()) {
      var folder = new KeyFolder(config.directory().get(), random);
      keys = folder.noiseKeys();
      certificate = folder.tlsCertificate(config.host(), clock.instant());
      accounts = new AccountFiles(accounts(config.directory().get())).load();
    } else {
      keys = NoiseKeys.generate(random);
      certificate = TlsCertificate.selfSigned(config.host(), clock.instant(), random);
    }
    return new Loaded(keys, Identities.of(keys, clock.instant(), random), certificate, accounts);
  }

  private World wire(Loop loop, Loaded loaded) {
    trustAnchorHex = HexFormat.of().formatHex(loaded.keys().root().publicKey());
    tlsCertificatePem = loaded.certificate().certificatePem();
    var accounts = new Accounts(random);
    loaded.accounts().forEach(accounts::restore);
    Optional<AccountFiles> files = config.directory().map(d -> new AccountFiles(accounts(d)));
    var world =
        new World(
            config,
            loop,
            clock,
            random,
            loaded.identities(),
            accounts,
            new Faults(),
            new Keeper(loop, files),
            new Presences(),
            Traffic.of(accounts, clock, random),
            ports);
    world.traffic().phones().connect(new PhoneNetwork(world), config.phones());
    return world;
  }

  private Future<Void> listen(TlsCertificate certificate, Handler<HttpServerRequest> handler) {
    var pem =
        new PemKeyCertOptions()
            .addKeyValue(Buffer.buffer(certificate.keyPem()))
            .addCertValue(Buffer.buffer(certificate.certificatePem()));
    Future<HttpServer> plain = listen(options(config.port()), handler);
    Future<HttpServer> secure =
        listen(secure(options(config.tlsPort())).setKeyCertOptions(pem), handler);
    return Future.all(plain, secure)
        .onSuccess(
            _ -> {
              ports.taken(plain.result().actualPort(), secure.result().actualPort());
            })
        .mapEmpty();
  }

  private Future<HttpServer> listen(HttpServerOptions options, Handler<HttpServerRequest> handler) {
    return vertx.createHttpServer(options).requestHandler(handler).listen();
  }

  /** BoringSSL where it loads: a login costs the JDK's own TLS more than all else here. */
  private static HttpServerOptions secure(HttpServerOptions options) {
    options.setSsl(true);
    if (OpenSSLEngineOptions.isAvailable()) {
      options.setSslEngineOptions(new OpenSSLEngineOptions());
    }
    return options;
  }

  private HttpServerOptions options(int port) {
    return new HttpServerOptions()
        .setHost(config.host())
        .setPort(port)
        .setHttp2ClearTextEnabled(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setMaxWebSocketFrameSize(MAX_MESSAGE)
        .setMaxWebSocketMessageSize(MAX_MESSAGE);
  }

  private static void serve(
      World world, AdminApi admin, MediaServer media, HttpServerRequest request) {
    if (MediaServer.serves(request.path())) {
      media.handle(request);
      return;
    }
    if (!CHAT.equals(request.path())) {
      admin.handle(request);
      return;
    }
    Faults.Script script = Connection.script(world);
    Optional<Fault.RefuseUpgrade> refusal = script.find(Fault.RefuseUpgrade.class);
    if (refusal.isPresent()) {
      script.release();
      request.response().setStatusCode(refusal.get().status()).end();
      return;
    }
    var channel = ((ConnectionBase) request.connection()).channel();
    request
        .toWebSocket()
        .onSuccess(webSocket -> Connection.serve(world, webSocket, channel, script))
        .onFailure(_ -> script.release());
  }

  private static Path accounts(Path directory) {
    return directory.resolve("accounts");
  }

  int port() {
    return ports.plain();
  }

  int tlsPort() {
    return ports.secure();
  }

  String trustAnchorHex() {
    return trustAnchorHex;
  }

  String tlsCertificatePem() {
    return tlsCertificatePem;
  }
}
