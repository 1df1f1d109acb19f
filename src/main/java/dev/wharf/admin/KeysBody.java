package dev.wharf.admin;

import dev.wharf.account.KeyReport;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How the key store is. */
@Schema(name = "KeyStore", description = "How the stored keys are; each was opened to see.")
public record KeysBody(
    boolean sound,
    @Schema(description = "Names the master key without telling it.") String masterKeyId,
    @Schema(description = "Whether the database is written with the configured master key.")
        boolean masterKeyFits,
    @Schema(description = "Accounts that something is stored for.") long dataKeys,
    @Schema(description = "Accounts with credentials.") long credentials,
    @Schema(description = "Accounts that keys are stored for and that do not exist.") long orphans,
    @Schema(description = "Accounts whose keys cannot be used.") long faulty,
    @Schema(description = "The first hundred of them.") List<FaultBody> faults) {

  /** What is wrong with the keys of one account. */
  @Schema(name = "KeyFault")
  public record FaultBody(
      String account,
      @Schema(examples = {"corrupt", "wrong_master_key", "incomplete", "missing"}) String kind,
      String message) {}

  static KeysBody of(KeyReport report) {
    return new KeysBody(
        report.isSound(),
        report.masterKeyId(),
        report.masterKeyFits(),
        report.dataKeys(),
        report.credentials(),
        report.orphans(),
        report.faulty(),
        report.faults().stream()
            .map(fault -> new FaultBody(fault.account().toString(), fault.kind(), fault.message()))
            .toList());
  }
}
