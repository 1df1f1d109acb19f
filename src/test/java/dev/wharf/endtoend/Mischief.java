package dev.wharf.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What can go wrong, with weights: what passes by itself happens most. {@code PHONE} stands for the
 * account that was drawn.
 */
final class Mischief {

  /** Breaks the account's link, so that the next one meets what was put in its way. */
  private static final String CUT = "{'kind':'reset','phone':'PHONE'}";

  /**
   * @param name for the count
   * @param order {@code sandbox}, a REST command of the operator, or what is done to the database
   * @param detail the faults for the sandbox
   */
  record Deed(String name, String order, String detail) {}

  private record Weighted(int weight, Deed deed) {}

  private final List<Weighted> table = new ArrayList<>();
  private final Random random;
  private int total;

  /**
   * @param patient whether there is time for what takes a fixed minute: 429 and refusals of unknown
   *     kinds
   */
  Mischief(long seed, boolean patient) {
    this.random = new Random(seed);
    brokenLinks();
    brokenDials();
    refusals();
    pairings();
    operators();
    database();
    if (patient) {
      onNextLogin(2, "429", "{'kind':'failure','reason':'429',NEXT}");
      onNextLogin(1, "418", "{'kind':'failure','reason':'418',NEXT}");
      onNextLogin(1, "409", "{'kind':'failure','reason':'409',NEXT}");
    }
  }

  Deed draw() {
    int drawn = random.nextInt(total);
    for (Weighted each : table) {
      drawn -= each.weight();
      if (drawn < 0) {
        return each.deed();
      }
    }
    throw new IllegalStateException("weights");
  }

  /** Which of so many. */
  int among(int count) {
    return random.nextInt(count);
  }

  private void brokenLinks() {
    now(14, "reset", "'kind':'reset'");
    now(5, "close-1000", "'kind':'close'");
    now(5, "close-1011", "'kind':'close','code':1011");
    now(8, "silence", "'kind':'silence'");
    now(8, "bad-frame", "'kind':'bad-frame'");
    now(8, "xmlstreamend", "'kind':'xmlstreamend'");
    now(5, "stream-503", "'kind':'stream-error','code':'503'");
    now(3, "stream-500", "'kind':'stream-error','code':'500'");
    now(3, "stream-516", "'kind':'stream-error','code':'516'");
    now(3, "stream-515", "'kind':'stream-error','code':'515'");
    now(3, "stream-ack", "'kind':'stream-error','form':'ack'");
    now(3, "stream-xml", "'kind':'stream-error','form':'xml-not-well-formed'");
    now(3, "stream-bad-mac", "'kind':'stream-error','form':'bad-mac'");
    now(4, "low-prekeys", "'kind':'low-prekeys','count':2");
    now(4, "dirty", "'kind':'dirty','types':['account_sync','groups']");
  }

  private void brokenDials() {
    onNextLogin(5, "delay", "{'kind':'delay','millis':1500,NEXT}");
    onNextLogin(5, "login-503", "{'kind':'failure','reason':'503',NEXT}");
    onNextLogin(4, "login-500", "{'kind':'failure','reason':'500',NEXT}");
    onNextLogin(3, "login-515", "{'kind':'stream-error','code':'515','at':'login',NEXT}");
    onNextLogin(4, "login-reset", "{'kind':'reset','at':'login',NEXT}");
    onNextLogin(4, "login-silence", "{'kind':'silence','at':'login',NEXT}");
    onNextLogin(3, "login-bad-frame", "{'kind':'bad-frame','at':'login',NEXT}");
    onNextLogin(3, "online-end", "{'kind':'xmlstreamend','at':'online',NEXT}");
    onNextLogin(2, "online-prekeys", "{'kind':'low-prekeys','count':0,'at':'online',NEXT}");
    onNextLogin(3, "backlog", "{'kind':'backlog','count':20,NEXT}");
    onNextDials(5, "upgrade-503", "'kind':'refuse-upgrade'");
    onNextDials(2, "upgrade-429", "'kind':'refuse-upgrade','status':429");
    onNextDials(3, "hello-reset", "'kind':'reset','at':'hello'");
    onNextDials(3, "hello-silence", "'kind':'silence','at':'hello'");
    onNextDials(3, "certificate-rotated", "'kind':'certificate','flaw':'rotated'");
    onNextDials(2, "certificate-wrong", "'kind':'certificate','flaw':'wrong-root'");
    onNextDials(1, "certificate-expired", "'kind':'certificate','flaw':'expired'");
  }

  private void refusals() {
    onNextLogin(3, "401", "{'kind':'failure','reason':'401',NEXT}");
    onNextLogin(3, "402", "{'kind':'failure','reason':'402','code':'101','expire':'5',NEXT}");
    onNextLogin(1, "403", "{'kind':'failure','reason':'403',NEXT}");
    onNextLogin(2, "405", "{'kind':'failure','reason':'405',NEXT}");
    onNextLogin(1, "406", "{'kind':'failure','reason':'406',NEXT}");
    onNextLogin(1, "restart-loop", "{'kind':'restart-loop','phone':'PHONE','connections':4}");
    onNextLogin(
        1, "restart-unlink", "{'kind':'restart-then-unlink','phone':'PHONE','connections':2}");
    now(2, "replaced", "'kind':'stream-error','form':'replaced'");
    now(1, "replaced-409", "'kind':'stream-error','form':'replaced-409'");
    now(1, "device-removed", "'kind':'stream-error','form':'device-removed'");
    add(2, "unlinked-on-phone", "remove-device", "");
  }

  private void pairings() {
    sandbox(3, "withheld-number", "{'kind':'withheld-number','queries':3,NEXT}");
    sandbox(1, "bad-proof", "{'kind':'bad-proof','part':'hmac',NEXT}");
    sandbox(2, "paired-silence", "{'kind':'silence','at':'paired',NEXT}");
    sandbox(2, "paired-reset", "{'kind':'reset','at':'paired',NEXT}");
    onNextDials(1, "passkey", "'kind':'passkey-gate'");
    onNextDials(1, "registration-503", "'kind':'failure','reason':'503','at':'registration'");
    onNextDials(1, "registration-silence", "'kind':'silence','at':'registration'");
    onNextDials(1, "few-refs", "'kind':'refs','count':2,'firstSeconds':3,'nextSeconds':2");
  }

  private void operators() {
    add(40, "initialize", "initialize", "");
    add(8, "reconnect", "reconnect", "");
    add(5, "stop", "stop", "");
    add(4, "op-reset", "reset", "");
    add(2, "logout", "logout", "");
    add(3, "pairing-code", "pairing-code", "");
    add(2, "restore-credentials", "restore-credentials", "");
    add(2, "ask-number", "phone-number/refresh", "");
    add(1, "enter-number", "phone-number", "");
  }

  private void database() {
    add(3, "database-cut", "database-cut", "");
    add(1, "database-restart", "database-restart", "");
  }

  private void now(int weight, String name, String fault) {
    sandbox(weight, name, "{" + fault + ",'phone':'PHONE','at':'now'}");
  }

  private void onNextLogin(int weight, String name, String fault) {
    sandbox(weight, name, "[" + fault + "," + CUT + "]");
  }

  /** Whoever comes next. */
  private void onNextDials(int weight, String name, String fault) {
    sandbox(weight, name, "[{" + fault + ",'connections':2}," + CUT + "]");
  }

  private void sandbox(int weight, String name, String faults) {
    add(weight, name, "sandbox", faults.replace("NEXT", "'phone':'PHONE','connections':1"));
  }

  private void add(int weight, String name, String order, String detail) {
    table.add(new Weighted(weight, new Deed(name, order, detail)));
    total += weight;
  }
}
