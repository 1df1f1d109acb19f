package dev.wharf.admin.diagnosis;

import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * The settings in force, as far as they may be shown. A setting is shown only if it is named here,
 * or is of a feature named here and its value is a number, a duration, a truth value or a time
 * table: so a secret that somebody adds is hidden until somebody decides otherwise.
 */
@Singleton
class ConfigurationShown {

  private static final List<String> FEATURES =
      List.of(
          "wharf.whatsapp.",
          "wharf.history.",
          "wharf.push.",
          "wharf.credential-archive.",
          "wharf.phone-number.",
          "wharf.online-mark.");

  private static final Set<String> NAMED =
      Set.of(
          "wharf.whatsapp.version",
          "wharf.whatsapp.os-name",
          "wharf.whatsapp.platform-display",
          "wharf.api.docs-public",
          "wharf.master-key-generate",
          "quarkus.application.version",
          "quarkus.profile",
          "quarkus.http.host",
          "quarkus.http.port",
          "quarkus.http.limits.max-body-size",
          "quarkus.datasource.reactive.max-size",
          "quarkus.datasource.jdbc.max-size",
          "quarkus.log.level",
          "quarkus.vertx.event-loops-pool-size");

  private static final Set<String> ADDRESSES =
      Set.of("wharf.whatsapp.url", "quarkus.datasource.reactive.url");

  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?i).*((?<!pre)-key|\\.key|secret|password|passphrase|token|proxy|anchor).*");

  private static final Pattern PLAIN =
      Pattern.compile(
          "-?\\d{1,9}(\\.\\d{1,9})?|true|false|off|P[0-9DTHMS.]+|\\d{1,9}(ms|s|m|h|d)"
              + "|(?=.* )[0-9*/?, -]{9,40}");

  private final Config config;

  ConfigurationShown(Config config) {
    this.config = config;
  }

  /** By name. */
  Map<String, String> all() {
    var shown = new TreeMap<String, String>();
    for (String name : config.getPropertyNames()) {
      if (isOfAFeature(name)) {
        value(name)
            .filter(text -> PLAIN.matcher(text).matches())
            .ifPresent(text -> shown.put(name, text));
      }
    }
    NAMED.forEach(name -> value(name).ifPresent(text -> shown.put(name, text)));
    ADDRESSES.forEach(name -> value(name).ifPresent(text -> shown.put(name, address(text))));
    return shown;
  }

  /** What decides how the sessions behave. */
  Map<String, String> ofSessions() {
    var shown = new TreeMap<>(all());
    shown.keySet().removeIf(name -> !name.startsWith("wharf.whatsapp."));
    return shown;
  }

  private Optional<String> value(String name) {
    return config.getOptionalValue(name, String.class);
  }

  private static boolean isOfAFeature(String name) {
    return FEATURES.stream().anyMatch(name::startsWith) && !SECRET_NAME.matcher(name).matches();
  }

  /** Scheme, host, port and path: neither a user nor a password nor parameters. */
  static String address(String text) {
    try {
      URI uri = URI.create(text);
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      String path = uri.getRawPath() == null ? "" : uri.getRawPath();
      return uri.getHost() == null
          ? "[set]"
          : uri.getScheme() + "://" + uri.getHost() + port + path;
    } catch (IllegalArgumentException unreadable) {
      return "[set]";
    }
  }
}
