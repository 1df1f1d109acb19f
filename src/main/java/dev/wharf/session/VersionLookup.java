package dev.wharf.session;

import dev.wharf.protocol.pairing.ClientVersion;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the server which client version is the present one (connection.md 3.3). */
final class VersionLookup {

  /** The place has no version, or does not answer. */
  static final class NotFound extends RuntimeException {
    NotFound(String why) {
      super(why, null, false, false);
    }
  }

  private static final Pattern REVISION =
      Pattern.compile("\\\\?\"client_revision\\\\?\"\\s*:\\s*([0-9]{1,10})");

  private static final int PRIMARY = 2;
  private static final int SECONDARY = 3000;
  private static final long MAX_BYTES = 8L * 1024 * 1024;

  /** Shorter than the first wait of a reconnect, so that the retry already knows the answer. */
  private static final long PATIENCE_MS = 3_500;

  private static final String BROWSER =
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0"
          + " Safari/537.36";

  private final HttpClient client;
  private final String url;

  /** Not to be called on the context of a verticle: the client would end with it. */
  VersionLookup(Vertx vertx, SessionConfig config) {
    var options = new HttpClientOptions().setConnectTimeout((int) PATIENCE_MS).setMaxPoolSize(1);
    config
        .tlsCa()
        .ifPresent(ca -> options.setTrustOptions(new PemTrustOptions().addCertPath(ca.toString())));
    this.client = vertx.createHttpClient(options);
    this.url = config.versionUrl().toString();
  }

  /** Fails with {@link NotFound} or whatever the network says. */
  Future<ClientVersion> present() {
    var options =
        new RequestOptions()
            .setAbsoluteURI(url)
            .setMethod(HttpMethod.GET)
            .setTimeout(PATIENCE_MS)
            .putHeader("User-Agent", BROWSER)
            .putHeader("Sec-Fetch-Site", "none");
    return client
        .request(options)
        .compose(request -> request.send())
        .compose(VersionLookup::body)
        .map(body -> read(body.toString()));
  }

  private static Future<Buffer> body(HttpClientResponse response) {
    if (response.statusCode() != 200) {
      return Future.failedFuture(new NotFound("HTTP status " + response.statusCode()));
    }
    Promise<Buffer> whole = Promise.promise();
    var body = Buffer.buffer();
    response.handler(
        part -> {
          if (body.length() + part.length() > MAX_BYTES) {
            whole.tryFail(new NotFound("too long"));
            response.request().reset();
          } else {
            body.appendBuffer(part);
          }
        });
    response.exceptionHandler(whole::tryFail);
    response.endHandler(end -> whole.tryComplete(body));
    return whole.future();
  }

  static ClientVersion read(String text) {
    Matcher matcher = REVISION.matcher(text);
    if (!matcher.find()) {
      throw new NotFound("no client revision in the answer");
    }
    try {
      return new ClientVersion(PRIMARY, SECONDARY, Integer.parseInt(matcher.group(1)));
    } catch (NumberFormatException e) {
      throw new NotFound("odd client revision");
    }
  }
}
