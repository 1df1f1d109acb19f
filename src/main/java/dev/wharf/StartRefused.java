package dev.wharf;

/** Wharf will not start like this. Its message is one sentence or two that say what to do. */
final class StartRefused extends RuntimeException {

  StartRefused(String message) {
    super(message, null, false, false);
  }
}
