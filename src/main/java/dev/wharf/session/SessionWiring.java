package dev.wharf.session;

import dev.wharf.account.AccountLedger;
import dev.wharf.account.lifecycle.Lifecycle;
import dev.wharf.account.lifecycle.Timings;
import dev.wharf.keystore.CredentialStore;
import dev.wharf.keystore.PreKeyStore;
import dev.wharf.protocol.noise.GenuineChains;
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
      Timers timers,
      SecureRandom random) {
    var timings = timings(config);
    return new SessionServices(
        config,
        timings,
        new Lifecycle(timings, random::nextDouble),
        new Dialer(vertx, config),
        new Link.Trust(new GenuineChains(trustAnchor(config)), config.clockSkew(), clock),
        new Versions(ClientVersion.parse(config.version())),
        timers,
        new Turnstile(vertx.getOrCreateContext(), timers, config.pairingSpacing()),
        new Turnstile(
            vertx.getOrCreateContext(),
            timers,
            Duration.ofSeconds(1).dividedBy(config.loginsPerSecond())),
        credentials,
        preKeys,
        ledger,
        clock,
        random);
  }

  private static Timings timings(SessionConfig config) {
    var reconnect = config.reconnect();
    return new Timings(
        config.connectTimeout(),
        config.qrShows(),
        config.firstQr(),
        config.nextQr(),
        config.qrBatches(),
        config.pairingCode(),
        config.restart(),
        config.login(),
        config.sync(),
        config.phoneNumber().limit(),
        config.activation(),
        reconnect.base(),
        reconnect.factor(),
        reconnect.cap(),
        reconnect.jitter(),
        reconnect.attempts(),
        reconnect.stable(),
        config.tooManyAttempts(),
        config.credentialAge());
  }

  @Produces
  @Singleton
  VersionLookup versionLookup(Vertx vertx, SessionConfig config) {
    return new VersionLookup(vertx, config);
  }

  @Produces
  @Singleton
  Timers timers(Vertx vertx) {
    return (delay, task) -> {
      long timer = vertx.setTimer(Math.max(1, delay.toMillis()), t -> task.run());
      return () -> vertx.cancelTimer(timer);
    };
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
