package dev.wharf.protocol.stanza.chat;

import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeReader;
import dev.wharf.protocol.stanza.Iq;
import dev.wharf.protocol.stanza.StanzaReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where media go to and come from (messaging.md 8.1). Never prints its secret.
 *
 * @param auth goes along with every transfer
 * @param ttl for how long the hosts hold
 * @param authTtl for how long the secret holds
 * @param hosts at least one, best first
 */
public record MediaConn(String auth, Duration ttl, Duration authTtl, List<Host> hosts) {

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,253}(:[0-9]{1,5})?");
  private static final int MAX_HOSTS = 64;

  /** Used if the server does not say (messaging.md 8.1). */
  private static final int TTL = 300;

  public MediaConn {
    hosts = List.copyOf(hosts);
  }

  /**
   * A server for media, always by https.
   *
   * @param hostname may have a port
   * @param primary whether to be tried before others
   */
  public record Host(String hostname, boolean primary, Optional<String> fallbackHostname) {}

  public static Node request(String id) {
    return Iq.set(id, "w:m", Node.of("media_conn"));
  }

  /**
   * @throws ProtocolFault if there is no secret or no host, or if a host is none
   */
  public static MediaConn read(Node reply) {
    Node conn = NodeReader.requiredChild(reply, "media_conn");
    NodeReader.requiredChild(conn, "host");
    var hosts = new ArrayList<Host>();
    for (Node host : conn.childrenOf("host")) {
      hosts.add(host(host));
    }
    StanzaReader.requireAtMost(MAX_HOSTS, hosts.size(), "media_conn/host");
    hosts.sort((one, other) -> Boolean.compare(other.primary(), one.primary()));
    int ttl = StanzaReader.number(conn, "ttl").orElse(TTL);
    return new MediaConn(
        NodeReader.requiredString(conn, "auth"),
        Duration.ofSeconds(ttl),
        Duration.ofSeconds(StanzaReader.number(conn, "auth_ttl").orElse(ttl)),
        hosts);
  }

  /** For how long all of it holds. */
  public Duration holdsFor() {
    return ttl.compareTo(authTtl) < 0 ? ttl : authTtl;
  }

  @Override
  public String toString() {
    return "MediaConn" + hosts;
  }

  private static Host host(Node host) {
    String hostname = NodeReader.requiredString(host, "hostname");
    Optional<String> fallback = host.string("fallback_hostname").filter(MediaConn::isHost);
    if (!isHost(hostname)) {
      throw new ProtocolFault(ProtocolFault.Kind.MALFORMED, "host@hostname", "is no host");
    }
    return new Host(hostname, !host.string("type").equals(Optional.of("fallback")), fallback);
  }

  private static boolean isHost(String text) {
    return HOST.matcher(text).matches();
  }
}
