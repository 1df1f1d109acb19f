package dev.wharf.admin.cli;

/** A command could not be done. The message is a sentence for the operator, with the next step. */
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CommandFailure(String sentence) {
    super(sentence, null, false, false);
  }

  public CommandFailure(String sentence, Throwable cause) {
    super(sentence, cause, false, false);
  }
}
