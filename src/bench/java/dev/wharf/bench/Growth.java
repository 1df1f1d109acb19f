package dev.wharf.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** Whether what went through Wharf stays in its memory. */
final class Growth {


  /** One in so many goes through before the first look: code that is compiled is no growth. */
  private static final int WARM_UP_SHARE = 5;

  private Growth() {}

  /**
   * @param messages half of them sent, half of them received
   */
  static Map<String, Double> run(
      Candidate candidate, SandboxServer sandbox, int accounts, int messages) throws Exception {
    candidate.startForMail(accounts);
    var mail = candidate.mail();
    var people = People.acquainted(sandbox, mail, accounts);
    int each = Math.max(1, messages / accounts / 2);
    people.write(Math.max(1, each / WARM_UP_SHARE));
    people.send(mail, Math.max(1, each / WARM_UP_SHARE));
    double before = Round.memory(candidate);
    people.write(each);
    people.send(mail, each);
    double after = Round.memory(candidate);
    candidate.stop();
    Map<String, Double> found = new LinkedHashMap<>();
    found.put("growth_mib_before", before / 1024);
    found.put("growth_mib_after", after / 1024);
    found.put("growth_percent", (after / before - 1) * 100);
    return found;
  }
}
