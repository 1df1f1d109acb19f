package dev.wharf.api.access;

import dev.wharf.api.problem.ProblemWriter;
import dev.wharf.api.problem.Problems;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Knows a caller by the API key in its header. A wrong key is as good as none: it opens what needs
 * no key, and nothing else.
 */
@Singleton
class KeyMechanism implements HttpAuthenticationMechanism {

  private static final String KEY = "X-Api-Key";

  /** What services call it that integrators come from. */
  private static final String OLDER_NAME = "X-Internal-Secret";

  private static final SecurityIdentity OPERATOR =
      QuarkusSecurityIdentity.builder()
          .setPrincipal(new QuarkusPrincipal("operator"))
          .addRole("operator")
          .build();

  private final ApiKeys keys;
  private final ProblemWriter problems;

  KeyMechanism(ApiKeys keys, ProblemWriter problems) {
    this.keys = keys;
    this.problems = problems;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager ignored) {
    String shown = shown(context.request());
    if (shown == null) {
      return Uni.createFrom().nullItem();
    }
    return keys.accepts(shown).map(known -> known ? OPERATOR : null);
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom().item(new ChallengeData(401));
  }

  @Override
  public Uni<Boolean> sendChallenge(RoutingContext context) {
    problems.answer(
        context, shown(context.request()) == null ? Problems.keyMissing() : Problems.keyWrong());
    return Uni.createFrom().item(true);
  }

  private static @Nullable String shown(HttpServerRequest request) {
    String key = request.getHeader(KEY);
    return key != null ? key : request.getHeader(OLDER_NAME);
  }
}
