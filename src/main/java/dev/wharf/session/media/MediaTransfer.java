package dev.wharf.session.media;

import dev.wharf.identity.AccountId;
import dev.wharf.messaging.content.FilePlace;
import dev.wharf.messaging.fetch.WebFiles;
import dev.wharf.messaging.media.MediaEncryptor;
import dev.wharf.messaging.media.MediaPaths;
import dev.wharf.messaging.spool.SealedFile;
import dev.wharf.messaging.spool.Spool;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.stanza.chat.MediaConn;
import dev.wharf.session.SessionConfig;
import dev.wharf.session.media.MediaTrouble.Kind;
import io.quarkus.runtime.Startup;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemTrustOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Moves sealed files between the spool and WhatsApp's media servers (messaging.md 8.2, 8.4), piece
 * by piece. Tries one host after the other, and once more with new hosts if those let nobody in.
 *
 * <p>Made at the start: a client that is made on the context of a session ends with it.
 */
@Startup
@ApplicationScoped
public class MediaTransfer {

  private static final Logger LOG = Logger.getLogger(MediaTransfer.class);
  private static final int CONNECT_MS = 10_000;
  private static final int IDLE_SECONDS = 60;
  private static final int CONNECTIONS = 64;
  private static final int HTTPS = 443;
  private static final int LONGEST_ANSWER = 64 * 1024;

  private final MediaHosts hosts;
  private final Spool spool;
  private final HttpClient client;

  MediaTransfer(Vertx vertx, SessionConfig config, MediaHosts hosts, Spool spool) {
    this.hosts = hosts;
    this.spool = spool;
    var options =
        new HttpClientOptions()
            .setSsl(true)
            .setVerifyHost(true)
            .setConnectTimeout(CONNECT_MS)
            .setIdleTimeout(IDLE_SECONDS)
            .setMaxPoolSize(CONNECTIONS);
    config
        .mediaTrustFile()
        .or(config::tlsCa)
        .ifPresent(
            file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
    this.client = vertx.createHttpClient(options);
  }

  /**
   * Uploads a file of the spool. Done again, it is the same file at the same place.
   *
   * @return fails with {@link MediaTrouble}
   */
  public Future<FilePlace> upload(AccountId account, SealedFile file) {
    return spool
        .find(file)
        .compose(
            path ->
                path.isEmpty()
                    ? Future.failedFuture(new MediaTrouble(Kind.FILE_GONE, "not in the spool"))
                    : tried(account, (conn, host) -> upload(conn, host, file, path.get())));
  }

  /**
   * Downloads a file into the spool, verified.
   *
   * @param directPath as its message has it
   * @return fails with {@link MediaTrouble}, or {@link ProtocolFault} if it is not what its message
   *     says
   */
  public Future<Void> download(AccountId account, SealedFile file, String directPath) {
    String uri;
    try {
      uri = MediaPaths.download(file.kind(), directPath, file.expected().fileEncSha256());
    } catch (ProtocolFault fault) {
      return Future.failedFuture(fault);
    }
    return tried(account, (conn, host) -> download(host, uri, file));
  }

  /** One transfer with one host. */
  private interface Transfer<T> {
    Future<T> with(MediaConn conn, String host);
  }

  private <T> Future<T> tried(AccountId account, Transfer<T> transfer) {
    return hosts
        .find(account, false)
        .compose(conn -> each(conn, names(conn), transfer))
        .recover(
            failure ->
                failure instanceof MediaTrouble trouble && trouble.kind() == Kind.UNAUTHORIZED
                    ? hosts.find(account, true).compose(conn -> each(conn, names(conn), transfer))
                    : Future.failedFuture(failure));
  }

  private static List<String> names(MediaConn conn) {
    var names = new LinkedHashSet<String>();
    conn.hosts().forEach(host -> names.add(host.hostname()));
    conn.hosts().forEach(host -> host.fallbackHostname().ifPresent(names::add));
    return List.copyOf(names);
  }

  private static <T> Future<T> each(MediaConn conn, List<String> hosts, Transfer<T> transfer) {
    String host = hosts.getFirst();
    return transfer
        .with(conn, host)
        .recover(
            failure -> {
              Throwable trouble = trouble(host, failure);
              List<String> others = hosts.subList(1, hosts.size());
              return others.isEmpty() || !mayBeElsewhere(trouble)
                  ? Future.failedFuture(trouble)
                  : each(conn, new ArrayList<>(others), transfer)
                      .recover(later -> Future.failedFuture(graver(trouble, later)));
            });
  }

  private static boolean mayBeElsewhere(Throwable failure) {
    return failure instanceof MediaTrouble trouble
        && (trouble.kind() == Kind.UNREACHABLE || trouble.kind() == Kind.EXPIRED);
  }

  /** A host that could not be reached says nothing against one that has it no more. */
  private static Throwable graver(Throwable first, Throwable later) {
    return later instanceof MediaTrouble trouble && trouble.kind() == Kind.UNREACHABLE
        ? first
        : later;
  }

  private static Throwable trouble(String host, Throwable failure) {
    if (failure instanceof MediaTrouble || failure instanceof ProtocolFault) {
      return failure;
    }
    LOG.infof("media host failed host=%s cause=%s", host, MediaTrouble.code(failure));
    return new MediaTrouble(Kind.UNREACHABLE, "no answer from " + host);
  }

  private Future<FilePlace> upload(MediaConn conn, String host, SealedFile file, Path path) {
    Opaque hash = file.expected().fileEncSha256().orElseThrow();
    long length = MediaEncryptor.fileSize(file.expected().size().orElseThrow());
    return request(HttpMethod.POST, host, MediaPaths.upload(file.kind(), hash, conn.auth()))
        .compose(
            request ->
                spool.read(
                    path,
                    bytes ->
                        request
                            .exceptionHandler(expected -> {})
                            .putHeader("Content-Type", "application/octet-stream")
                            .putHeader("Content-Length", Long.toString(length))
                            .putHeader("Origin", "https://web.whatsapp.com")
                            .send(bytes)
                            .compose(response -> accepted(response, MediaTransfer::place))));
  }

  private static Future<FilePlace> place(HttpClientResponse response) {
    return response
        .body()
        .map(
            body -> {
              FilePlace place = body.length() > LONGEST_ANSWER ? null : place(body);
              if (place == null) {
                throw new MediaTrouble(Kind.UNREACHABLE, "odd answer to an upload");
              }
              return place;
            });
  }

  private static @Nullable FilePlace place(Buffer body) {
    try {
      var answer = new JsonObject(body);
      String url = answer.getString("url");
      String path = answer.getString("direct_path");
      if (path == null && url != null) {
        path = pathOf(url).orElse(null);
      }
      return path == null ? null : new FilePlace(Optional.ofNullable(url), path);
    } catch (DecodeException | ClassCastException _) {
      return null;
    }
  }

  private Future<Void> download(String host, String uri, SealedFile file) {
    // Within one another, so that whoever calls from elsewhere does not see the answer too late.
    return request(HttpMethod.GET, host, uri)
        .compose(
            request ->
                request.send().compose(response -> accepted(response, body -> kept(file, body))));
  }

  private Future<Void> kept(SealedFile file, HttpClientResponse body) {
    return spool.keep(file, body).onFailure(failure -> WebFiles.abandon(body));
  }

  private Future<HttpClientRequest> request(HttpMethod method, String host, String uri) {
    int colon = host.indexOf(':');
    return client.request(
        new RequestOptions()
            .setMethod(method)
            .setSsl(true)
            .setHost(colon < 0 ? host : host.substring(0, colon))
            .setPort(colon < 0 ? HTTPS : Integer.parseInt(host.substring(colon + 1)))
            .setURI(uri));
  }

  private static <T> Future<T> accepted(
      HttpClientResponse response, Function<HttpClientResponse, Future<T>> then) {
    int status = response.statusCode();
    if (status == 200) {
      return then.apply(response);
    }
    WebFiles.abandon(response);
    Kind kind =
        switch (status) {
          case 401, 403 -> Kind.UNAUTHORIZED;
          case 404, 410 -> Kind.EXPIRED;
          case 408, 429 -> Kind.UNREACHABLE;
          default -> status >= 400 && status < 500 ? Kind.REFUSED : Kind.UNREACHABLE;
        };
    return Future.failedFuture(new MediaTrouble(kind, "status " + status));
  }

  /** The path of an address, for messages that have no other; its host is never asked. */
  static Optional<String> pathOf(String url) {
    try {
      URI uri = URI.create(url);
      String path = uri.getRawPath();
      return path == null || path.isEmpty()
          ? Optional.empty()
          : Optional.of(uri.getRawQuery() == null ? path : path + '?' + uri.getRawQuery());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
