package dev.wharf.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How much is measured.
 *
 * @param accounts stored and online in each candidate
 * @param fewer the other end of the memory slope, and how many write messages at most
 * @param pairs how often the candidates take turns; 0 leaves out all but the dashboards
 * @param idleSeconds how long idle accounts are watched
 * @param qr codes asked for one after the other, and at once
 * @param sockets dashboards that are told of events; 0 leaves that out
 * @param moreSockets the same once more; 0 leaves that out
 * @param messages sent, and received, by each candidate in each turn; 0 leaves that out
 * @param growth messages between two looks at the memory; 0 leaves that out
 */
record Sizes(
    int accounts,
    int fewer,
    int pairs,
    int idleSeconds,
    int qr,
    int sockets,
    int moreSockets,
    int messages,
    int growth) {

  private static final Map<String, Integer> USUAL =
      Map.of(
          "accounts", 600,
          "pairs", 2,
          "idle", 60,
          "qr", 100,
          "sockets", 1_000,
          "moreSockets", 5_000,
          "messages", 3_000,
          "growth", 100_000);

  static Sizes of(String[] arguments) {
    Map<String, Integer> wanted = read(arguments, USUAL);
    int accounts = wanted.get("accounts");
    return new Sizes(
        accounts,
        Math.min(200, Math.max(1, accounts / 5)),
        wanted.get("pairs"),
        wanted.get("idle"),
        wanted.get("qr"),
        wanted.get("sockets"),
        wanted.get("moreSockets"),
        wanted.get("messages"),
        wanted.get("growth"));
  }

  List<Integer> dashboards() {
    return IntStream.of(sockets, moreSockets).filter(size -> size > 0).boxed().toList();
  }

  /** Arguments of the form name=number over those that are usual. */
  static Map<String, Integer> read(String[] arguments, Map<String, Integer> usual) {
    Map<String, Integer> found = new HashMap<>(usual);
    Set<String> names = usual.keySet();
    for (String argument : arguments) {
      String[] part = argument.split("=", 2);
      if (!names.contains(part[0])) {
        throw new IllegalArgumentException(argument + ": want one of " + names);
      }
      found.put(part[0], Integer.parseInt(part[1]));
    }
    return found;
  }
}
