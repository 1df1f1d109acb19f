package dev.wharf.session.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.messaging.content.FilePlace;
import dev.wharf.messaging.media.MediaDecryptor.Expected;
import dev.wharf.messaging.media.MediaEncryptor;
import dev.wharf.messaging.media.MediaKeys;
import dev.wharf.messaging.media.MediaKind;
import dev.wharf.messaging.spool.MediaConfig;
import dev.wharf.messaging.spool.SealedFile;
import dev.wharf.messaging.spool.Spool;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.keys.TlsCertificate;
import dev.wharf.session.SessionConfig;
import dev.wharf.session.media.MediaTrouble.Kind;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Media servers that are out of order in all ways that a client must cope with. */
class MediaTransferIT {

  private static final byte[] PLAIN = "hello, this is a file".getBytes();
  private static final String PLACE = "/v/place";

  @TempDir static Path folder;

  private static Vertx vertx;
  private static MediaHosts hosts;
  private static MediaTransfer transfer;
  private static Spool spool;
  private static String good;
  private static String bad;
  private static SealedFile file;
  private static byte[] bytes;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private AccountId account;

  /** What the bad host answers. */
  private static volatile int status;

  private static volatile Buffer answer = Buffer.buffer();

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    var random = new SecureRandom();
    var certificate = TlsCertificate.selfSigned("localhost", Instant.now(), random);
    Path trusted = Files.writeString(folder.resolve("trust.pem"), certificate.certificatePem());
    var options =
        new HttpServerOptions()
            .setSsl(true)
            .setKeyCertOptions(
                new PemKeyCertOptions()
                    .setKeyValue(Buffer.buffer(certificate.keyPem()))
                    .setCertValue(Buffer.buffer(certificate.certificatePem())));
    good = listen(options, MediaTransferIT::serve);
    bad = listen(options, MediaTransferIT::misbehave);
    var config =
        new SmallRyeConfigBuilder()
            .withMapping(MediaConfig.class)
            .withMapping(SessionConfig.class)
            .withConverter(MemorySize.class, 100, new MemorySizeConverter())
            .withDefaultValues(
                Map.of(
                    "wharf.media.folder", folder.resolve("spool").toString(),
                    "wharf.whatsapp.media-trust-file", trusted.toString()))
            .build();
    var clock = Clock.systemUTC();
    hosts = new MediaHosts(vertx, clock);
    spool = new Spool(vertx, config.getConfigMapping(MediaConfig.class), random, clock);
    transfer = new MediaTransfer(vertx, config.getConfigMapping(SessionConfig.class), hosts, spool);
    seal(random);
  }

  private static void seal(SecureRandom random) {
    byte[] key = MediaKeys.newMediaKey(random);
    var encryptor = new MediaEncryptor(MediaKeys.derive(MediaKind.IMAGE, key));
    var all = Buffer.buffer(encryptor.update(PLAIN));
    var sealed = encryptor.finish();
    bytes = all.appendBytes(sealed.tail()).getBytes();
    file =
        new SealedFile(
            MediaKind.IMAGE,
            new Opaque(key),
            new Expected(
                Optional.of(sealed.fileSha256()),
                Optional.of(sealed.fileEncSha256()),
                OptionalLong.of(sealed.size())),
            "");
  }

  private static String listen(
      HttpServerOptions options, io.vertx.core.Handler<HttpServerRequest> handler)
      throws Exception {
    return "127.0.0.1:"
        + done(vertx.createHttpServer(options).requestHandler(handler).listen(0, "127.0.0.1"))
            .actualPort();
  }

  @AfterAll
  static void stop() throws Exception {
    done(vertx.close());
  }

  private static void serve(HttpServerRequest request) {
    boolean fresh = "fresh".equals(request.getParam("auth"));
    if (request.method().name().equals("GET")) {
      request.response().end(Buffer.buffer(bytes));
    } else if (!fresh) {
      request.response().setStatusCode(401).end();
    } else {
      request
          .body()
          .onSuccess(
              body ->
                  request
                      .response()
                      .setStatusCode(java.util.Arrays.equals(bytes, body.getBytes()) ? 200 : 400)
                      .end(
                          new JsonObject()
                              .put("url", "https://example.org" + PLACE)
                              .put("direct_path", PLACE)
                              .encode()));
    }
  }

  private static void misbehave(HttpServerRequest request) {
    if (status == 0) {
      request.connection().close();
    } else {
      request.response().setStatusCode(status).end(answer);
    }
  }

  @BeforeEach
  void online() {
    account = new AccountId(UUID.randomUUID());
    answer = Buffer.buffer();
  }

  /** An account whose server names these hosts, in this order. */
  private void named(String... names) {
    hosts.open(
        account,
        new MediaHosts.Door(
            vertx.getOrCreateContext(),
            Jid.phone("15550001111", 0),
            question -> {
              asked.add("conn");
              return Future.succeededFuture(conn(asked.size() == 1 ? "stale" : "fresh", names));
            },
            stanza -> {}));
  }

  private static Node conn(String auth, String... names) {
    var all = new java.util.ArrayList<Node>();
    for (String name : names) {
      all.add(Node.of("host").with("hostname", name));
    }
    return Node.of("iq")
        .children(Node.of("media_conn").with("auth", auth).with("ttl", "300").children(all));
  }

  private void inSpool() throws Exception {
    named(good);
    done(transfer.download(account, file, PLACE));
    assertTrue(done(spool.find(file)).isPresent());
    account = new AccountId(UUID.randomUUID());
    asked.clear();
  }

  @Test
  void anUploadGoesOnWithNewHostsIfTheOldOnesLetNobodyIn() throws Exception {
    inSpool();
    named(good);

    FilePlace place = done(transfer.upload(account, file));

    assertEquals(new FilePlace(Optional.of("https://example.org" + PLACE), PLACE), place);
    assertEquals(2, asked.size());
    assertEquals(place, done(transfer.upload(account, file)));
    assertEquals(2, asked.size(), "what let us in is kept");
  }

  @ParameterizedTest
  @CsvSource({"0", "500", "503", "429", "404"})
  void anUploadGoesOnWithTheNextHost(int trouble) throws Exception {
    inSpool();
    status = trouble;
    asked.add("so that it is fresh");
    named(bad, good);

    assertEquals(PLACE, done(transfer.upload(account, file)).directPath());
  }

  @ParameterizedTest
  @CsvSource({
    "0, UNREACHABLE",
    "500, UNREACHABLE",
    "400, REFUSED",
    "413, REFUSED",
    "401, UNAUTHORIZED",
    "403, UNAUTHORIZED",
    "200, UNREACHABLE"
  })
  void anUploadSaysWhyItFailed(int trouble, Kind kind) throws Exception {
    inSpool();
    status = trouble;
    answer = Buffer.buffer("{\"odd\": true}");
    named(bad);

    fails(kind, transfer.upload(account, file));
  }

  @ParameterizedTest
  @CsvSource({
    "0, UNREACHABLE",
    "500, UNREACHABLE",
    "404, EXPIRED",
    "410, EXPIRED",
    "403, UNAUTHORIZED"
  })
  void aDownloadSaysWhyItFailed(int trouble, Kind kind) {
    status = trouble;
    named(bad);

    fails(kind, transfer.download(account, other(), PLACE));
  }

  @Test
  void aHostThatCannotBeReachedSaysNothingAgainstOneThatHasItNoMore() {
    status = 404;
    named(bad, "127.0.0.1:1");

    fails(Kind.EXPIRED, transfer.download(account, other(), PLACE));
  }

  @Test
  void whatIsNotWhatWasSentLeavesNothingBehind() throws Exception {
    for (byte[] forged :
        List.of(
            new byte[0],
            java.util.Arrays.copyOf(bytes, bytes.length - 1),
            java.util.Arrays.copyOf(bytes, bytes.length + 16),
            new byte[bytes.length],
            new byte[1 << 20])) {
      status = 200;
      answer = Buffer.buffer(forged);
      named(bad);
      var failure =
          assertThrows(
              ExecutionException.class, () -> done(transfer.download(account, other(), PLACE)));
      assertInstanceOf(ProtocolFault.class, failure.getCause());
    }
    assertTrue(done(spool.find(other())).isEmpty());
    try (var left = Files.list(folder.resolve("spool/unfinished"))) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void anAccountWithoutALinkHasNoHosts() {
    fails(Kind.OFFLINE, transfer.download(account, other(), PLACE));
  }

  @Test
  void aFileThatIsNotHereIsNotUploaded() {
    named(good);

    fails(Kind.FILE_GONE, transfer.upload(account, other()));
  }

  /** The same bytes under another key: not what is in the spool. */
  private static SealedFile other() {
    return new SealedFile(
        MediaKind.IMAGE, new Opaque(new byte[MediaKeys.MEDIA_KEY]), file.expected(), "");
  }

  private static void fails(Kind kind, Future<?> future) {
    var failure = assertThrows(ExecutionException.class, () -> done(future));
    assertEquals(kind, assertInstanceOf(MediaTrouble.class, failure.getCause()).kind());
  }

  private static <T> T done(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(15, TimeUnit.SECONDS);
  }
}
