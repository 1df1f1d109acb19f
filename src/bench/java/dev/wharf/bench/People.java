package dev.wharf.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * For each account one person with a phone and nothing else. What both sides agreed on is as it is
 * between people who wrote to each other before: nothing is a first message any more.
 */
final class People {

  private static final int AT_ONCE = 10;

  /** How many texts may be on their way for each account: more would only lie in memory. */
  private static final int AHEAD = 40;

  private static int made;

  private final SandboxServer sandbox;
  private final List<String> accounts;
  private final List<String> phones = new ArrayList<>();
  private final List<String> addresses = new ArrayList<>();
  private final Carried carried;

  private People(SandboxServer sandbox, List<String> accounts) {
    this.sandbox = sandbox;
    this.accounts = accounts;
    this.carried = new Carried(sandbox);
  }

  /** Makes them, and lets everybody write to everybody once. */
  static People acquainted(SandboxServer sandbox, Mail mail, int count) throws Exception {
    var people = new People(sandbox, mail.numbers(count));
    people.make();
    people.meetOwnPhones();
    people.write(1);
    people.send(mail, 1);
    return people;
  }

  private void make() throws Exception {
    for (int i = 0; i < accounts.size(); i++) {
      String phone = "4479%08d".formatted(made++);
      sandbox.person(phone);
      phones.add(phone);
    }
    Map<String, String> lids = new HashMap<>();
    sandbox
        .accounts()
        .get("accounts")
        .forEach(it -> lids.put(it.get("phone").asText(), it.get("lid").asText()));
    phones.forEach(phone -> addresses.add(address(lids.get(phone))));
  }

  /** Their copies of what accounts send wait: they need not be read for what is measured. */
  private void meetOwnPhones() throws Exception {
    long begin = carried.confirmed();
    for (String account : accounts) {
      sandbox.online(account, false);
      sandbox.write(account, phones.getFirst(), "hello", 1);
    }
    carried.awaitConfirmed(begin + accounts.size());
  }

  private static String address(String lid) {
    return lid.contains("@") ? lid : lid + "@lid";
  }

  /** Their hidden addresses, which is what they write from. */
  List<String> addresses() {
    return addresses;
  }

  /** Each writes so often to its account; completes when all of it is confirmed. */
  void write(int each) throws Exception {
    long begin = carried.confirmed();
    long written = 0;
    for (int done = 0; done < each; done += AT_ONCE) {
      int times = Math.min(AT_ONCE, each - done);
      for (int i = 0; i < phones.size(); i++) {
        sandbox.write(phones.get(i), accounts.get(i), "hello", times);
      }
      written += (long) times * phones.size();
      carried.awaitConfirmed(begin + written - (long) AHEAD * phones.size());
    }
    carried.awaitConfirmed(begin + written);
  }

  /** Writes at an even rate, one person after the other, and says in the text when that was. */
  void writeEvenly(int count, int perSecond) throws Exception {
    Pace.of(perSecond)
        .times(
            count,
            (i, due) -> {
              int who = i % phones.size();
              sandbox.write(phones.get(who), accounts.get(who), "@" + due + "@", 1);
            });
  }

  /** Each account writes so often to its person; completes when the server has all of it. */
  void send(Mail mail, int each) throws Exception {
    long begin = carried.accepted();
    mail.send(addresses, each);
    carried.awaitAccepted(begin + (long) each * phones.size());
  }

  /** From now on what comes for them waits. */
  void leave() throws Exception {
    for (String phone : phones) {
      sandbox.online(phone, false);
    }
  }
}
