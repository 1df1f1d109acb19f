package dev.wharf.bench;

/**
 * How much is measured.
 *
 * @param accounts stored and online in each candidate
 * @param fewer the other end of the memory slope
 * @param pairs how often the candidates take turns
 * @param idleSeconds how long idle accounts are watched
 * @param qr codes asked for one after the other, and at once
 * @param sockets dashboards that are told of events; 0 leaves that out
 */
record Sizes(int accounts, int fewer, int pairs, int idleSeconds, int qr, int sockets) {

  static Sizes of(String[] arguments) {
    var sizes = new Sizes(1000, 200, 3, 30, 100, 1000);
    for (String argument : arguments) {
      String[] part = argument.split("=", 2);
      sizes = sizes.with(part[0], Integer.parseInt(part[1]));
    }
    return sizes;
  }

  private Sizes with(String name, int value) {
    return switch (name) {
      case "accounts" ->
          new Sizes(value, Math.min(fewer, value / 5), pairs, idleSeconds, qr, sockets);
      case "pairs" -> new Sizes(accounts, fewer, value, idleSeconds, qr, sockets);
      case "idle" -> new Sizes(accounts, fewer, pairs, value, qr, sockets);
      case "qr" -> new Sizes(accounts, fewer, pairs, idleSeconds, value, sockets);
      case "sockets" -> new Sizes(accounts, fewer, pairs, idleSeconds, qr, value);
      default ->
          throw new IllegalArgumentException(
              name + ": want accounts=, pairs=, idle=, qr= or sockets=");
    };
  }
}
