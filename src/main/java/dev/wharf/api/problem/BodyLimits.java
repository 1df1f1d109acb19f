package dev.wharf.api.problem;

import dev.wharf.api.ApiConfig;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/** How large the body of a request may be: small, but where files come in. */
@Singleton
class BodyLimits {

  private static final Pattern FILES = Pattern.compile("/whatsapp/accounts/[^/]+/media/?");
  private static final Pattern MESSAGES = Pattern.compile("/whatsapp/accounts/[^/]+/messages/?");

  private final ApiConfig config;

  BodyLimits(ApiConfig config) {
    this.config = config;
  }

  /** In bytes. */
  long of(HttpServerRequest request) {
    String path = request.path();
    if (!request.method().equals(HttpMethod.POST) || path == null) {
      return config.maxBody().asLongValue();
    }
    if (FILES.matcher(path).matches()) {
      return config.maxFileBody().asLongValue();
    }
    return MESSAGES.matcher(path).matches()
        ? config.maxMessageBody().asLongValue()
        : config.maxBody().asLongValue();
  }
}
