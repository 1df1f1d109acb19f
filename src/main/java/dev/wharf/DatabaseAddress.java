package dev.wharf;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where an external PostgreSQL is, from one address: {@code
 * postgresql://user:password@host:5432/db}, the same with {@code jdbc:} or {@code vertx-reactive:}
 * in front, or with user and password as parameters.
 */
record DatabaseAddress(
    String host,
    int port,
    String database,
    @Nullable String user,
    @Nullable String password,
    Map<String, String> parameters) {

  private static final int USUAL_PORT = 5432;

  /** What the reactive client understands; the driver of the migrations takes everything. */
  private static final Set<String> REACTIVE_PARAMETERS = Set.of("sslmode", "application_name");

  /**
   * @throws StartRefused if it is no such address; its text is not repeated, for it may hold a
   *     password
   */
  static DatabaseAddress parse(String address) {
    String plain = address.strip().replaceFirst("^(jdbc|vertx-reactive):", "");
    try {
      URI uri = URI.create(plain);
      boolean known = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
      String path = uri.getPath();
      if (known && uri.getHost() != null && path != null && path.length() > 1) {
        return of(uri, path.substring(1));
      }
    } catch (IllegalArgumentException notAnAddress) {
      // The sentence below says all there is to say.
    }
    throw new StartRefused(
        "WHARF_DATABASE_URL is no address of a PostgreSQL: write it as"
            + " postgresql://user:password@host:5432/database, with special characters of the"
            + " password percent-encoded.");
  }

  private static DatabaseAddress of(URI uri, String database) {
    Map<String, String> parameters = parameters(uri.getRawQuery());
    String user = parameters.remove("user");
    String password = parameters.remove("password");
    String info = uri.getRawUserInfo();
    if (info != null) {
      int colon = info.indexOf(':');
      user = decoded(colon < 0 ? info : info.substring(0, colon));
      password = colon < 0 ? password : decoded(info.substring(colon + 1));
    }
    int port = uri.getPort() < 0 ? USUAL_PORT : uri.getPort();
    return new DatabaseAddress(uri.getHost(), port, database, user, password, parameters);
  }

  /** The properties that Quarkus wants, for the reactive client and for the migrations. */
  Map<String, String> properties() {
    String server = "postgresql://" + host + ':' + port + '/' + database;
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("quarkus.datasource.reactive.url", server + query(REACTIVE_PARAMETERS));
    properties.put("quarkus.datasource.jdbc.url", "jdbc:" + server + query(parameters.keySet()));
    if (user != null) {
      properties.put("quarkus.datasource.username", user);
    }
    if (password != null) {
      properties.put("quarkus.datasource.password", password);
    }
    return properties;
  }

  private String query(Set<String> wanted) {
    String query =
        parameters.entrySet().stream()
            .filter(parameter -> wanted.contains(parameter.getKey()))
            .map(parameter -> parameter.getKey() + '=' + parameter.getValue())
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? "" : '?' + query;
  }

  private static Map<String, String> parameters(@Nullable String query) {
    var parameters = new LinkedHashMap<String, String>();
    if (query != null && !query.isEmpty()) {
      Arrays.stream(query.split("&"))
          .map(each -> each.split("=", 2))
          .forEach(each -> parameters.put(each[0], each.length < 2 ? "" : decoded(each[1])));
    }
    return parameters;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Without user and password, so that it may reach a log. */
  @Override
  public String toString() {
    return host + ':' + port + '/' + database;
  }
}
