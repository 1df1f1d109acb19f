package dev.wharf.account.lifecycle;

import java.time.Duration;

/**
 * How long things may take.
 *
 * @param connect until the handshake of a link is done
 * @param qrShows until the first QR code of a link shows, counted from its dial
 * @param firstQr life of the first code of a batch; {@code nextQr} of each further one
 * @param qrBatches how many batches of codes are offered in one pairing
 * @param code life of a pairing code
 * @param restart how long a paired link waits for the server's restart before it restarts by itself
 * @param activation how long an account may take in all from initialize to online
 * @param number how long an online link may look for its phone number
 * @param backoffBase first wait before a reconnect; grows by {@code backoffFactor} up to {@code
 *     backoffCap}
 * @param jitter share of the wait that chance may add or take, 0.2 for ± 20 %
 * @param attempts reconnects before giving up
 * @param stable how long online until the attempts count from zero again
 * @param tooMany how long the cooldown after too many restarts lasts
 * @param credentialAge credentials that were not connected for longer count as expired
 */
public record Timings(
    Duration connect,
    Duration qrShows,
    Duration firstQr,
    Duration nextQr,
    int qrBatches,
    Duration code,
    Duration restart,
    Duration login,
    Duration sync,
    Duration number,
    Duration activation,
    Duration backoffBase,
    double backoffFactor,
    Duration backoffCap,
    double jitter,
    int attempts,
    Duration stable,
    Duration tooMany,
    Duration credentialAge) {

  public static final Timings DEFAULT =
      new Timings(
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(20),
          3,
          Duration.ofSeconds(180),
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofMinutes(5),
          Duration.ofSeconds(5),
          1.5,
          Duration.ofSeconds(120),
          0.2,
          20,
          Duration.ofSeconds(60),
          Duration.ofMinutes(15),
          Duration.ofDays(14));

  /**
   * The wait before reconnect number {@code attempt}.
   *
   * @param first the wait before the first, without jitter
   * @param attempt from 1
   * @param chance in [0, 1): where in the jitter's range the wait falls
   */
  Duration backoff(Duration first, int attempt, double chance) {
    double plain =
        Math.min(first.toMillis() * Math.pow(backoffFactor, attempt - 1.0), backoffCap.toMillis());
    return Duration.ofMillis(Math.round(plain * (1 + jitter * (2 * chance - 1))));
  }
}
