package dev.wharf.messaging.fetch;

import dev.wharf.messaging.Refusal;
import dev.wharf.messaging.content.MediaType;
import dev.wharf.messaging.spool.MediaConfig;
import dev.wharf.messaging.spool.Uploads;
import io.quarkus.runtime.Startup;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Fetches files by their address. Each host is resolved here, checked, and connected to by the very
 * address that was checked, redirects included: a name that answers differently the second time
 * leads nowhere else.
 */
@Startup
@ApplicationScoped
public class WebFiles {

  private static final Logger LOG = Logger.getLogger(WebFiles.class);
  private static final int MOST_REDIRECTS = 3;
  private static final int CONNECT_MS = 10_000;
  private static final int IDLE_SECONDS = 20;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final Vertx vertx;
  private final MediaConfig config;
  private final HttpClient client;
  private final Names names;
  private final Predicate<InetAddress> open;

  /** Who knows the addresses of a host; waits for them. */
  interface Names {
    InetAddress[] of(String host) throws UnknownHostException;
  }

  @Inject
  WebFiles(Vertx vertx, MediaConfig config) {
    this(
        vertx,
        config,
        InetAddress::getAllByName,
        address -> config.fetchPrivate() || AddressGuard.isPublic(address));
  }

  WebFiles(Vertx vertx, MediaConfig config, Names names, Predicate<InetAddress> open) {
    this.names = names;
    this.open = open;
    this.vertx = vertx;
    this.config = config;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(CONNECT_MS)
                .setIdleTimeout(IDLE_SECONDS)
                .setKeepAlive(false)
                .setMaxPoolSize(64)
                .setMaxWaitQueueSize(256));
  }

  /**
   * A file that has begun to come.
   *
   * @param body paused; whoever does not read it to its end resets its request
   * @param mimetype as its server says
   */
  public record Coming(HttpClientResponse body, Optional<String> mimetype) {

    /** Whether its server says that it is something which cannot be sent as that. */
    public boolean isOtherThan(MediaType type) {
      return mimetype
          .filter(it -> !it.startsWith("application/octet-stream") && !it.startsWith("binary/"))
          .filter(it -> !Uploads.fits(type, it))
          .isPresent();
    }

    /** Takes no more of it. */
    public void abandon() {
      WebFiles.abandon(body);
    }
  }

  /**
   * @param max bytes it may have
   * @return fails with {@link Refusal}, whatever is wrong
   */
  public Future<Coming> fetch(String url, long max) {
    FileAddress address;
    try {
      address = FileAddress.parse(url);
    } catch (Refusal refusal) {
      return Future.failedFuture(refusal);
    }
    return follow(address, MOST_REDIRECTS, max)
        .recover(failure -> Future.failedFuture(failed(failure)));
  }

  private Future<Coming> follow(FileAddress address, int redirects, long max) {
    return checked(address)
        .compose(found -> ask(address, found))
        .compose(response -> answered(address, response, redirects, max));
  }

  private Future<InetAddress> checked(FileAddress address) {
    return vertx.executeBlocking(() -> names.of(address.host()), false).map(this::checked);
  }

  /** One closed address among them is enough: an honest name has none. */
  private InetAddress checked(InetAddress[] all) {
    for (InetAddress each : all) {
      if (!open.test(each)) {
        throw FileAddress.refused("leads to a private or reserved network");
      }
    }
    return all[0];
  }

  private Future<HttpClientResponse> ask(FileAddress address, InetAddress found) {
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setServer(SocketAddress.inetSocketAddress(address.port(), found.getHostAddress()))
            .setHost(address.host())
            .setPort(address.port())
            .setSsl(address.secure())
            .setURI(address.target())
            .setTimeout(config.fetchTimeout().toMillis())
            .putHeader("User-Agent", "Wharf")
            .putHeader("Accept", "*/*");
    return client
        .request(options)
        .compose(request -> request.send())
        .map(
            response -> {
              response.pause();
              return response;
            });
  }

  private Future<Coming> answered(
      FileAddress address, HttpClientResponse response, int redirects, long max) {
    int status = response.statusCode();
    if (REDIRECTS.contains(status)) {
      abandon(response);
      String location = response.getHeader("Location");
      if (location == null || redirects == 0) {
        throw failed("redirects too often or to nowhere");
      }
      return follow(address.redirected(location), redirects - 1, max);
    }
    if (status != 200) {
      abandon(response);
      throw failed("answers with status " + status);
    }
    if (length(response) > max) {
      abandon(response);
      throw tooLarge(max);
    }
    long alarm =
        vertx.setTimer(config.fetchTimeout().toMillis(), late -> response.request().reset());
    response.end().onComplete(done -> vertx.cancelTimer(alarm));
    return Future.succeededFuture(
        new Coming(response, Optional.ofNullable(response.getHeader("Content-Type"))));
  }

  /** Takes no more of an answer, whether or not all of it has come already. */
  public static void abandon(HttpClientResponse response) {
    try {
      response.exceptionHandler(expected -> {}).request().reset();
    } catch (IllegalStateException _) {
      LOG.debugf("nothing to abandon");
    }
  }

  private static long length(HttpClientResponse response) {
    String length = response.getHeader("Content-Length");
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  private static Throwable failed(Throwable failure) {
    return switch (failure) {
      case Refusal refusal -> refusal;
      case UnknownHostException _ -> failed("has a host that nobody knows");
      case io.netty.channel.ConnectTimeoutException _ -> failed("did not answer in time");
      case java.util.concurrent.TimeoutException _ -> failed("did not answer in time");
      default -> failed("could not be fetched");
    };
  }

  private static Refusal failed(String why) {
    return Refusal.invalid("media_fetch_failed", "media.url", "The address " + why + ".");
  }

  private static Refusal tooLarge(long max) {
    return new Refusal(
        Refusal.Kind.TOO_LARGE,
        "media_too_large",
        "media.url",
        "The file is larger than the " + max + " bytes that such a file may have.");
  }
}
