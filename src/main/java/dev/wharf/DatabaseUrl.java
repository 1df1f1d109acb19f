package dev.wharf;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * The address of a PostgreSQL database in any of its spellings. User and password are kept apart
 * from the address, so that no address ever shows them.
 */
record DatabaseUrl(
    String host,
    int port,
    String database,
    Optional<String> username,
    Optional<String> password,
    String query) {

  private static final int DEFAULT_PORT = 5432;
  private static final Pattern FORM =
      Pattern.compile(
          "(?:jdbc:|vertx-reactive:)?postgres(?:ql)?://"
              + "(?:(?<user>[^:@/]*)(?::(?<password>[^@/]*))?@)?"
              + "(?<host>\\[[0-9A-Fa-f:.]+]|[^\\[\\]:/?@,\\s]+)(?::(?<port>\\d{1,5}))?"
              + "/(?<database>[^/?\\s]+)(?:\\?(?<query>\\S*))?");

  /**
   * Reads {@code postgresql://user:password@host:port/database?parameters}, with or without a
   * leading {@code jdbc:} or {@code vertx-reactive:}. The port is 5432 unless given.
   *
   * @throws DatabaseUnavailable if it is none of these; the message repeats nothing of the text,
   *     which may hold a password
   */
  static DatabaseUrl parse(String setting, String text) {
    var parts = FORM.matcher(text.strip());
    if (!parts.matches()) {
      throw unreadable(setting);
    }
    int port = parts.group("port") == null ? DEFAULT_PORT : Integer.parseInt(parts.group("port"));
    if (port < 1 || port > 65_535) {
      throw unreadable(setting);
    }
    try {
      String query = Optional.ofNullable(parts.group("query")).orElse("");
      return new DatabaseUrl(
          parts.group("host"),
          port,
          parts.group("database"),
          decoded(parts.group("user")).or(() -> parameter(query, "user")),
          decoded(parts.group("password")).or(() -> parameter(query, "password")),
          without(query, name -> name.equals("user") || name.equals("password")));
    } catch (IllegalArgumentException broken) {
      throw unreadable(setting);
    }
  }

  /** The address for the reactive client. */
  String reactive() {
    // The client would send any other parameter to the server, which knows only its own.
    return "postgresql://" + address(without(query, name -> !name.equals("sslmode")));
  }

  /** The address for the migrations. */
  String jdbc() {
    return "jdbc:postgresql://" + address(query);
  }

  /** One connection, for whoever needs no pool. */
  Connection connect() throws SQLException {
    var properties = new Properties();
    username.ifPresent(name -> properties.setProperty("user", name));
    password.ifPresent(secret -> properties.setProperty("password", secret));
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("loginTimeout", "10");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("ApplicationName", "wharf command");
    Connection connection = new Driver().connect(jdbc(), properties);
    if (connection == null) {
      throw new SQLException("the address is not understood");
    }
    return connection;
  }

  /** The same, with these where it names no user or no password of its own. */
  DatabaseUrl orElse(Optional<String> otherUsername, Optional<String> otherPassword) {
    return new DatabaseUrl(
        host,
        port,
        database,
        username.or(() -> otherUsername),
        password.or(() -> otherPassword),
        query);
  }

  /** Where it is, for logs and messages. */
  String place() {
    return host + ":" + port + "/" + database;
  }

  /** The settings that make Quarkus use this database. */
  Map<String, String> settings() {
    var settings =
        Stream.of(
                Map.entry("quarkus.datasource.reactive.url", Optional.of(reactive())),
                Map.entry("quarkus.datasource.jdbc.url", Optional.of(jdbc())),
                Map.entry("quarkus.datasource.username", username),
                Map.entry("quarkus.datasource.password", password))
            .filter(setting -> setting.getValue().isPresent());
    return settings.collect(
        Collectors.toUnmodifiableMap(Map.Entry::getKey, setting -> setting.getValue().get()));
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "DatabaseUrl[" + place() + "]";
  }

  private String address(String parameters) {
    return place() + (parameters.isEmpty() ? "" : "?" + parameters);
  }

  private static Optional<String> decoded(@Nullable String text) {
    // A plus sign stands for itself outside of web forms.
    return Optional.ofNullable(text)
        .filter(some -> !some.isEmpty())
        .map(some -> URLDecoder.decode(some.replace("+", "%2B"), StandardCharsets.UTF_8));
  }

  private static Optional<String> parameter(String query, String name) {
    return decoded(
        parameters(query)
            .filter(parameter -> parameter.startsWith(name + "="))
            .map(parameter -> parameter.substring(name.length() + 1))
            .findFirst()
            .orElse(null));
  }

  private static String without(String query, Predicate<String> unwanted) {
    return parameters(query)
        .filter(parameter -> !unwanted.test(parameter.split("=", 2)[0]))
        .collect(Collectors.joining("&"));
  }

  private static Stream<String> parameters(String query) {
    return Arrays.stream(query.split("&")).filter(parameter -> !parameter.isEmpty());
  }

  private static DatabaseUnavailable unreadable(String setting) {
    return new DatabaseUnavailable(
        setting
            + " is not the address of a PostgreSQL database: write it as"
            + " postgresql://user:password@host:5432/database, with special characters"
            + " of the password percent-encoded.");
  }
}
