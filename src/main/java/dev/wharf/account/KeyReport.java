package dev.wharf.account;

import dev.wharf.identity.AccountId;
import java.util.List;

/**
 * How the stored keys are.
 *
 * @param masterKeyFits whether the database is written with the configured master key
 * @param dataKeys accounts that something is stored for
 * @param credentials accounts with credentials
 * @param sound of these, the ones that can be opened and are complete
 * @param orphans accounts that something is stored for and that do not exist
 * @param faulty how many faults there are
 * @param faults the first of them
 */
public record KeyReport(
    String masterKeyId,
    boolean masterKeyFits,
    long dataKeys,
    long credentials,
    long sound,
    long orphans,
    long faulty,
    List<Fault> faults) {

  /**
   * @param kind {@code corrupt}, {@code wrong_master_key}, {@code incomplete} or {@code missing}
   * @param message a sentence without key material
   */
  public record Fault(AccountId account, String kind, String message) {}

  public boolean isSound() {
    return masterKeyFits && faulty == 0 && orphans == 0;
  }
}
