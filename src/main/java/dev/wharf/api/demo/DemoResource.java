package dev.wharf.api.demo;

import dev.wharf.api.access.ApiKey;
import dev.wharf.api.access.ApiKeys;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Hands the page of the demo its key, so that nobody has to paste one. Only to a browser on this
 * very machine, and only in the demo; for everybody else it does not exist.
 */
@Path("/demo/config")
public class DemoResource {

  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
  private static final Set<String> LOOPBACK_6 = Set.of("::1", "0:0:0:0:0:0:0:1");

  private final DemoConfig config;
  private final ApiKeys keys;

  DemoResource(DemoConfig config, ApiKeys keys) {
    this.config = config;
    this.keys = keys;
  }

  /** What the demo page needs to know. */
  public record Demo(String apiKey, String phoneUrl) {
    @Override
    public String toString() {
      return "Demo[]";
    }
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(hidden = true)
  public Demo config(HttpServerRequest request) {
    if (!isLocal(request)) {
      throw new NotFoundException();
    }
    String phone = config.phoneUrl().orElseThrow(NotFoundException::new);
    ApiKey key = keys.plain().orElseThrow(NotFoundException::new);
    return new Demo(key.reveal(), phone);
  }

  /**
   * The connection must come from this machine, not through a proxy on it, and must have been made
   * to this machine by name: a foreign page whose host name was pointed here is refused.
   */
  private static boolean isLocal(HttpServerRequest request) {
    return isLoopback(request.remoteAddress())
        && isNamedHere(request.authority())
        && request.getHeader("X-Forwarded-For") == null
        && request.getHeader("Forwarded") == null;
  }

  private static boolean isLoopback(@Nullable SocketAddress peer) {
    String address = peer == null ? null : peer.hostAddress();
    return address != null && (address.startsWith("127.") || LOOPBACK_6.contains(address));
  }

  private static boolean isNamedHere(@Nullable HostAndPort authority) {
    return authority != null && HERE.contains(authority.host());
  }
}
