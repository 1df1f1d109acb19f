package dev.wharf.account;

import dev.wharf.account.Refused.Kind;
import dev.wharf.event.Presence;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What operators enter of an account, checked: one that exists can be stored. */
record Profile(
    String name,
    @Nullable String tenant,
    @Nullable String externalId,
    Map<String, Object> metadata,
    @Nullable String proxy,
    @Nullable Presence presence) {

  static final int MAX_TEXT = 200;
  static final int MAX_METADATA = 16_384;
  private static final Set<String> PROXY_SCHEMES = Set.of("http", "https", "socks5");

  /**
   * @throws Refused {@code INVALID} with the field in its code
   */
  static Profile of(NewAccount entered) {
    return new Profile(
        name(entered.name()),
        text("tenant", entered.tenant()),
        text("external_id", entered.externalId()),
        metadata(entered.metadata()),
        proxy(entered.proxy()),
        null);
  }

  /**
   * @throws Refused {@code INVALID} with the field in its code
   */
  Profile with(AccountPatch patch) {
    return new Profile(
        patch.name() == null ? name : name(patch.name()),
        patch.tenant() == null ? tenant : text("tenant", patch.tenant()),
        patch.externalId() == null ? externalId : text("external_id", patch.externalId()),
        patch.metadata() == null ? metadata : metadata(patch.metadata()),
        patch.proxy() == null ? proxy : proxy(patch.proxy()),
        patch.presence() == null ? presence : presence(patch.presence()));
  }

  private static String name(String entered) {
    String name = text("name", entered);
    if (name == null) {
      throw invalid("name", "An account needs a name: send one of 1 to 200 characters.");
    }
    return name;
  }

  private static @Nullable String text(String field, @Nullable String entered) {
    if (entered == null || entered.isBlank()) {
      return null;
    }
    String text = entered.strip();
    if (text.length() > MAX_TEXT) {
      throw invalid(field, "The field " + field + " is too long: 200 characters are the limit.");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw invalid(field, "The field " + field + " holds control characters: leave them out.");
    }
    return text;
  }

  private static Map<String, Object> metadata(Map<String, Object> entered) {
    String json = new JsonObject(entered).encode();
    if (json.length() > MAX_METADATA) {
      throw invalid("metadata", "The metadata are too large: 16 KiB of JSON are the limit.");
    }
    if (json.contains("\\u0000")) {
      throw invalid("metadata", "The metadata hold a zero character: leave it out.");
    }
    return Collections.unmodifiableMap(new LinkedHashMap<>(entered));
  }

  private static @Nullable String proxy(@Nullable String entered) {
    String proxy = text("proxy", entered);
    if (proxy == null) {
      return null;
    }
    try {
      URI uri = URI.create(proxy);
      if (PROXY_SCHEMES.contains(uri.getScheme()) && uri.getHost() != null && uri.getPort() > 0) {
        return proxy;
      }
    } catch (IllegalArgumentException notAnAddress) {
      // The sentence below says all there is to say; the text itself may hold a password.
    }
    throw invalid(
        "proxy", "The proxy is no address: write it as http://host:port or socks5://host:port.");
  }

  private static @Nullable Presence presence(String entered) {
    return entered.isEmpty()
        ? null
        : Presence.of(entered)
            .orElseThrow(
                () ->
                    invalid("presence", "The presence is one of unavailable, available and auto."));
  }

  private static Refused invalid(String field, String detail) {
    return new Refused(Kind.INVALID, "invalid_" + field, detail, null);
  }

  @Override
  public String toString() {
    return "Profile[" + name + "]";
  }
}
