package dev.wharf.bench;

import java.util.Arrays;

/**
 * How much is measured.
 *
 * @param accounts stored and online in each candidate
 * @param fewer the other end of the memory slope
 * @param pairs how often the candidates take turns
 * @param idleSeconds how long idle accounts are watched
 * @param qr codes asked for one after the other, and at once
 */
record Sizes(int accounts, int fewer, int pairs, int idleSeconds, int qr) {

  static Sizes of(String[] arguments) {
    var sizes = new Sizes(1000, 200, 3, 30, 100);
    for (String argument : arguments) {
      String[] part = argument.split("=", 2);
      int value = Integer.parseInt(part[1]);
      sizes =
          switch (part[0]) {
            case "accounts" ->
                new Sizes(
                    value, Math.min(sizes.fewer, value / 5), sizes.pairs, sizes.idleSeconds, sizes.qr);
            case "pairs" -> new Sizes(sizes.accounts, sizes.fewer, value, sizes.idleSeconds, sizes.qr);
            case "idle" -> new Sizes(sizes.accounts, sizes.fewer, sizes.pairs, value, sizes.qr);
            case "qr" -> new Sizes(sizes.accounts, sizes.fewer, sizes.pairs, sizes.idleSeconds, value);
            default ->
                throw new IllegalArgumentException(
                    argument + ": want accounts=, pairs=, idle= or qr=, got " + Arrays.toString(arguments));
          };
    }
    return sizes;
  }
}
