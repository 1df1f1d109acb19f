package dev.wharf.api.access;

import dev.wharf.api.ApiConfig;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Which requests need no key: probes, the page's own files, the API's description, the live push
 * (which takes a ticket) and what the demo gives away. Everything else needs one, also what does
 * not exist.
 */
@Singleton
class AccessPolicy implements HttpSecurityPolicy {

  /** What is served by code. Any other path can only be a file of the page. */
  private static final List<String> SERVED =
      List.of(
          "/whatsapp", "/ws", "/q", "/openapi", "/demo", "/health", "/api", "/admin", "/webhooks");

  private final boolean docsPublic;
  private final boolean development;

  AccessPolicy(ApiConfig config, LaunchMode mode) {
    this.docsPublic = config.docsPublic();
    this.development = mode == LaunchMode.DEVELOPMENT;
  }

  @Override
  public Uni<CheckResult> checkPermission(
      RoutingContext request,
      Uni<SecurityIdentity> identity,
      AuthorizationRequestContext requestContext) {
    if (isOpen(request.request().method(), request.normalizedPath())) {
      return CheckResult.permit();
    }
    return identity.map(caller -> new CheckResult(!caller.isAnonymous()));
  }

  boolean isOpen(HttpMethod method, String path) {
    if (isIn(path, "/q/health") || path.equals("/health") || path.equals("/ws/events")) {
      return true;
    }
    if (isIn(path, "/q/swagger-ui") || isIn(path, "/openapi")) {
      return docsPublic;
    }
    if (path.equals("/demo/config")) {
      return true;
    }
    if (development && isIn(path, "/q")) {
      return true;
    }
    return isFileOfThePage(method, path);
  }

  /** A semicolon could hide a served path from this list, so it is never a file. */
  private static boolean isFileOfThePage(HttpMethod method, String path) {
    return (method == HttpMethod.GET || method == HttpMethod.HEAD)
        && !path.contains(";")
        && SERVED.stream().noneMatch(served -> isIn(path, served));
  }

  private static boolean isIn(String path, String folder) {
    return path.startsWith(folder)
        && (path.length() == folder.length() || path.charAt(folder.length()) == '/');
  }
}
