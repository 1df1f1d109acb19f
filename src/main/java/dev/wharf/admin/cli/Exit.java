package dev.wharf.admin.cli;

/** What the process says when it ends. */
final class Exit {

  static final int FINE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int PROBLEMS = 3;

  private Exit() {}
}
