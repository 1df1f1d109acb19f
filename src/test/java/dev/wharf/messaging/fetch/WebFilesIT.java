package dev.wharf.messaging.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wharf.messaging.Refusal;
import dev.wharf.messaging.spool.MediaConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Takes one loopback address for the public internet and all others for a private network. */
class WebFilesIT {

  private static final String PUBLIC = "127.0.0.2";
  private static final String PRIVATE = "127.0.0.1";
  private static final AtomicInteger INTRUSIONS = new AtomicInteger();
  private static final AtomicInteger LOOKUPS = new AtomicInteger();

  private static Vertx vertx;
  private static int port;
  private static int privatePort;
  private static WebFiles web;

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    port = listen(PUBLIC, WebFilesIT::answer);
    privatePort =
        listen(
            PRIVATE,
            request -> {
              INTRUSIONS.incrementAndGet();
              request.response().end("secret");
            });
    var config =
        new SmallRyeConfigBuilder()
            .withMapping(MediaConfig.class)
            .withDefaultValue("wharf.media.fetch-timeout", "PT2S")
            .withConverter(
                io.quarkus.runtime.configuration.MemorySize.class,
                100,
                new io.quarkus.runtime.configuration.MemorySizeConverter())
            .build()
            .getConfigMapping(MediaConfig.class);
    web =
        new WebFiles(
            vertx, config, WebFilesIT::addresses, it -> it.getHostAddress().equals(PUBLIC));
  }

  @AfterAll
  static void stop() throws Exception {
    done(vertx.close());
  }

  private static int listen(String host, io.vertx.core.Handler<HttpServerRequest> handler)
      throws Exception {
    return done(vertx.createHttpServer().requestHandler(handler).listen(0, host)).actualPort();
  }

  /** «changing.test» is public when it is asked first, and private ever after. */
  private static InetAddress[] addresses(String host) throws UnknownHostException {
    String address =
        switch (host) {
          case "public.test" -> PUBLIC;
          case "private.test" -> PRIVATE;
          case "changing.test" -> LOOKUPS.getAndIncrement() == 0 ? PUBLIC : PRIVATE;
          case "both.test" -> null;
          default -> host;
        };
    return address == null
        ? new InetAddress[] {InetAddress.getByName(PUBLIC), InetAddress.getByName(PRIVATE)}
        : InetAddress.getAllByName(address);
  }

  private static void answer(HttpServerRequest request) {
    var response = request.response();
    switch (request.path()) {
      case "/file" -> response.putHeader("Content-Type", "image/png").end("hello");
      case "/large" -> response.end(Buffer.buffer(new byte[2000]));
      case "/silent" -> {}
      case "/stalled" -> response.setChunked(true).write("begin");
      case "/again" -> response.setStatusCode(302).putHeader("Location", "/file").end();
      case "/forever" -> response.setStatusCode(302).putHeader("Location", "/forever").end();
      case "/inside" ->
          response
              .setStatusCode(307)
              .putHeader("Location", "http://" + request.getParam("host") + ':' + privatePort + "/")
              .end();
      default -> response.setStatusCode(404).end();
    }
  }

  @Test
  void aFileComesWithItsType() throws Exception {
    var coming = done(web.fetch(at("public.test", "/file"), 100));

    assertEquals("image/png", coming.mimetype().orElseThrow());
    assertEquals("hello", text(coming));
  }

  @Test
  void aRedirectIsFollowed() throws Exception {
    var coming = done(web.fetch(at("public.test", "/again"), 100));

    assertEquals("hello", text(coming));
  }

  @ParameterizedTest
  @ValueSource(strings = {"private.test", "127.0.0.1", "localhost", "both.test", "[::1]"})
  void nobodyIsAskedInAPrivateNetwork(String host) {
    refused("media_url_refused", "http://" + host + ':' + privatePort + "/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"private.test", "127.0.0.1", "[::1]", "both.test"})
  void aRedirectDoesNotLeadThereEither(String host) {
    refused("media_url_refused", at("public.test", "/inside?host=" + host));
  }

  @Test
  void theAddressThatWasCheckedIsTheOneThatIsConnectedTo() throws Exception {
    var coming = done(web.fetch(at("changing.test", "/file"), 100));

    assertEquals("hello", text(coming));
    assertEquals(1, LOOKUPS.get());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/forever", "/silent"})
  void whatDoesNotComeIsSaid(String path) {
    refused("media_fetch_failed", at("public.test", path));
  }

  @Test
  void whatIsTooLargeIsNotRead() {
    refused("media_too_large", at("public.test", "/large"));
  }

  @Test
  void whatNeverEndsIsBrokenOff() throws Exception {
    var coming = done(web.fetch(at("public.test", "/stalled"), 100));

    assertThrows(ExecutionException.class, () -> text(coming));
  }

  private static String text(WebFiles.Coming coming) throws Exception {
    Future<Buffer> body = coming.body().body();
    coming.body().resume();
    return done(body).toString();
  }

  private static String at(String host, String path) {
    return "http://" + host + ':' + port + path;
  }

  private static void refused(String code, String url) {
    int before = INTRUSIONS.get();
    var failure = assertThrows(ExecutionException.class, () -> done(web.fetch(url, 1000)));
    assertEquals(code, assertInstanceOf(Refusal.class, failure.getCause()).code());
    assertEquals(before, INTRUSIONS.get());
  }

  private static <T> T done(Future<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.toCompletionStage().toCompletableFuture().get(15, TimeUnit.SECONDS);
  }
}
