package dev.wharf.keystore.archive;

/** An archive that cannot be written, read or used. The message is a sentence for the operator. */
public final class ArchiveFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ArchiveFault(String sentence) {
    super(sentence, null, false, false);
  }

  static ArchiveFault damaged() {
    return new ArchiveFault(
        "The archive is damaged, cut off or was changed: nothing was written. Use another copy of"
            + " it.");
  }
}
