package dev.wharf.session;

import dev.wharf.account.KeyCare;
import dev.wharf.account.KeyReport;
import dev.wharf.keystore.KeyCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/** The key store, as the account feature sees it. */
@ApplicationScoped
class StoredKeys implements KeyCare {

  private final KeyCheck keys;

  StoredKeys(KeyCheck keys) {
    this.keys = keys;
  }

  @Override
  public Uni<KeyReport> check() {
    return keys.run().chain(found -> keys.orphans().map(orphans -> report(found, orphans)));
  }

  @Override
  public Uni<Long> dropOrphans(boolean dryRun) {
    return dryRun ? keys.orphans() : keys.dropOrphans();
  }

  private static KeyReport report(KeyCheck.Result found, long orphans) {
    return new KeyReport(
        found.masterKeyId(),
        found.masterKeyFits(),
        found.dataKeys(),
        found.credentials(),
        found.sound(),
        orphans,
        found.faulty(),
        found.findings().stream().map(StoredKeys::fault).toList());
  }

  private static KeyReport.Fault fault(KeyCheck.Finding finding) {
    return new KeyReport.Fault(
        finding.account(), finding.kind().name().toLowerCase(Locale.ROOT), finding.message());
  }
}
