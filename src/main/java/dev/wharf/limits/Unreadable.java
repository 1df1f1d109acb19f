package dev.wharf.limits;

/** What is stored of an account's limits is not what this version writes. */
final class Unreadable extends Exception {

  Unreadable(String what) {
    super(what, null, false, false);
  }
}
