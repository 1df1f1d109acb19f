package dev.wharf.bench;

import java.security.KeyPairGenerator;
import javax.crypto.KeyAgreement;

/** How fast the machine is just now: X25519 agreements in a second of this process. */
final class Calibration {

  private static final long SECOND = 1_000_000_000L;
  private static final int WARM_UP = 5;

  private Calibration() {}

  /**
   * Has the code compiled. Without it the first second is slower than the next ones by half, which
   * looks as if the machine had become faster.
   */
  static void warmUp() throws Exception {
    for (int i = 0; i < WARM_UP; i++) {
      agreementsPerSecond();
    }
  }

  static double agreementsPerSecond() throws Exception {
    var generator = KeyPairGenerator.getInstance("X25519");
    var ours = generator.generateKeyPair();
    var theirs = generator.generateKeyPair();
    long count = 0;
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < SECOND) {
      var agreement = KeyAgreement.getInstance("X25519");
      agreement.init(ours.getPrivate());
      agreement.doPhase(theirs.getPublic(), true);
      agreement.generateSecret();
      count++;
    }
    return count * (double) SECOND / (System.nanoTime() - begin);
  }
}
