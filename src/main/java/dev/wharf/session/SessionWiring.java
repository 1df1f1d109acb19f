package dev.wharf.session;

import dev.wharf.account.AccountLedger;
import dev.wharf.account.lifecycle.Lifecycle;
import dev.wharf.account.lifecycle.Timings;
import dev.wharf.keystore.CredentialStore;
import dev.wharf.keystore.PreKeyStore;
import dev.wharf.protocol.noise.TrustAnchor;
import dev.wharf.protocol.pairing.ClientVersion;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/** Puts together what all sessions share. */
class SessionWiring {

  @Produces
  @Singleton
  SessionServices services(
      Vertx vertx,
      SessionConfig config,
      CredentialStore credentials,
      PreKeyStore preKeys,
      AccountLedger ledger,
      Clock clock,
      SecureRandom random) {
    var timings =
        Timings.DEFAULT.with(
            config.connectTimeout(), config.activation(), config.firstQr(), config.nextQr());
    return new SessionServices(
        config,
        timings,
        new Lifecycle(timings, random::nextDouble),
        new Dialer(vertx, config),
        new Link.Trust(trustAnchor(config), config.clockSkew(), clock),
        ClientVersion.parse(config.version()),
        new Turnstile(vertx.getOrCreateContext(), config.pairingSpacing()),
        new Turnstile(
            vertx.getOrCreateContext(), Duration.ofSeconds(1).dividedBy(config.loginsPerSecond())),
        credentials,
        preKeys,
        ledger,
        clock,
        random);
  }

  /** Production talks to WhatsApp and to nobody who merely says so. */
  private static TrustAnchor trustAnchor(SessionConfig config) {
    var anchor = TrustAnchor.ofHex(config.trustAnchor());
    if (ConfigUtils.isProfileActive("prod") && !anchor.equals(TrustAnchor.WHATSAPP)) {
      throw new IllegalStateException(
          "wharf.whatsapp.trust-anchor is not WhatsApp's: in production only the genuine one is"
              + " accepted. Leave it unset, or run with the profile 'sandbox' to use a sandbox.");
    }
    return anchor;
  }
}
