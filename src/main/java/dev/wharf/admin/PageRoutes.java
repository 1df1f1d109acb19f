package dev.wharf.admin;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * The addresses that the page makes up while somebody uses it, so that a reload or a shared link
 * gets the page. All other unknown addresses stay unknown: a problem with 404, not a page.
 */
@Singleton
class PageRoutes {

  /** An account's page. */
  private static final String ACCOUNT = "/accounts/[^/]+/?";

  /** Before REST, which answers for every path that it does not know. */
  private static final int BEFORE_REST = -10;

  void routes(@Observes Router router) {
    router
        .routeWithRegex(ACCOUNT)
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .order(BEFORE_REST)
        .handler(context -> context.reroute("/"));
  }
}
