package dev.wharf.messaging.fetch;

import dev.wharf.messaging.Refusal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The address of a file on the web.
 *
 * @param target path and query
 */
record FileAddress(boolean secure, String host, int port, String target) {

  private static final int LONGEST = 2_048;
  private static final int HTTP = 80;
  private static final int HTTPS = 443;
  private static final int MOST_PORTS = 65_535;

  /**
   * @throws Refusal if it is none
   */
  static FileAddress parse(String text) {
    if (text.length() > LONGEST) {
      throw refused("is longer than " + LONGEST + " characters");
    }
    try {
      return of(new URI(text));
    } catch (URISyntaxException _) {
      throw refused("is no address like https://example.org/picture.jpg");
    }
  }

  /**
   * Where a redirect from here leads.
   *
   * @throws Refusal if that is nowhere, or leaves a secure connection
   */
  FileAddress redirected(String location) {
    try {
      FileAddress next = of(base().resolve(new URI(location)));
      if (secure && !next.secure) {
        throw refused("redirects from https to http");
      }
      return next;
    } catch (URISyntaxException | IllegalArgumentException _) {
      throw refused("redirects to nowhere");
    }
  }

  private URI base() throws URISyntaxException {
    String shown = host.indexOf(':') < 0 ? host : '[' + host + ']';
    return new URI((secure ? "https://" : "http://") + shown + ':' + port + target);
  }

  private static FileAddress of(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean secure = scheme.equals("https");
    if (!secure && !scheme.equals("http")) {
      throw refused("must begin with https:// or http://");
    }
    if (uri.getRawUserInfo() != null) {
      throw refused("must not carry a user name");
    }
    String host = uri.getHost();
    if (host == null || host.isEmpty()) {
      throw refused("has no host, or one that cannot be read");
    }
    int port = uri.getPort() < 0 ? secure ? HTTPS : HTTP : uri.getPort();
    if (port == 0 || port > MOST_PORTS) {
      throw refused("has no such port");
    }
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : '?' + uri.getRawQuery();
    return new FileAddress(secure, bare(host), port, path + query);
  }

  /** An IPv6 address without its brackets. */
  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  static Refusal refused(String why) {
    return Refusal.invalid("media_url_refused", "media.url", "The address " + why + ".");
  }
}
