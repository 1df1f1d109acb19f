package dev.wharf.api.access;

import dev.wharf.api.demo.DemoConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;

/** Headers that keep a browser from doing with the page what it is not meant for. */
@Singleton
class SecurityHeaders {

  /** Before everything, so that refusals carry them too. */
  private static final int FIRST = 1000;

  private final String policy;

  SecurityHeaders(DemoConfig demo) {
    this.policy = policy(demo.phoneUrl().map(SecurityHeaders::origin).orElse(""));
  }

  void filters(@Observes Filters filters) {
    filters.register(this::add, FIRST);
  }

  private void add(RoutingContext context) {
    MultiMap headers = context.response().headers();
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    String path = context.normalizedPath();
    // Swagger UI starts by a script within its page.
    if (!path.startsWith("/q/")) {
      headers.set("Content-Security-Policy", policy);
    }
    if (path.startsWith("/whatsapp/") || path.startsWith("/ws/") || path.startsWith("/demo/")) {
      headers.set("Cache-Control", "no-store");
    }
    context.next();
  }

  static String policy(String phoneOrigin) {
    return "default-src 'self'; img-src 'self' data:; connect-src 'self'"
        + (phoneOrigin.isEmpty() ? "" : " " + phoneOrigin)
        + "; object-src 'none'; base-uri 'none';"
        + " form-action 'self'; frame-ancestors 'none'";
  }

  /** Scheme, host and port: a path in a policy would have to match to the letter. */
  static String origin(String url) {
    URI uri = URI.create(url);
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }
}
