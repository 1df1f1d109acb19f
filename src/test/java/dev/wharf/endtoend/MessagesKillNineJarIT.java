package dev.wharf.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * kill -9 at random moments while accounts and phones write to each other. Every message that was
 * accepted arrives exactly once, at the account and at the phone it was for; every message that was
 * sent to an account is in its store exactly once; and no message key is ever used twice. {@code
 * -Dwharf.message-kills=200} and {@code -Dwharf.message-accounts=20} for the long version.
 */
class MessagesKillNineJarIT {

  private static final int KILLS = Integer.getInteger("wharf.message-kills", 4);
  private static final int ACCOUNTS = Integer.getInteger("wharf.message-accounts", 6);
  private static final long SEED = Long.getLong("wharf.seed", System.nanoTime());

  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("WHARF_WHATSAPP_PAIRING_SPACING", "PT0.01S"),
          Map.entry("WHARF_WHATSAPP_LOGINS_PER_SECOND", "100"),
          Map.entry("WHARF_WHATSAPP_RECONNECT_BASE", "PT0.3S"),
          Map.entry("WHARF_WHATSAPP_PRE_KEYS", "100"),
          Map.entry("WHARF_LIMITS_ENFORCED", "false"));

  private final Random random = new Random(SEED);

  @Test
  void everyMessageArrivesOnceWhateverIsKilled() throws Exception {
    System.out.printf(
        "MessagesKillNineJarIT seed=%d kills=%d accounts=%d shortened=%s%n",
        SEED, KILLS, ACCOUNTS, new TreeMap<>(SETTINGS));
    try (var rig = Rig.of("post", SETTINGS);
        var phones = new Phones(rig.desk(), SEED)) {
      rig.wharf().start();
      var operator = new Operator(rig.wharf());
      var accounts = new ArrayList<String>();
      for (int i = 0; i < ACCOUNTS; i++) {
        accounts.add(operator.create("Desk " + i));
      }
      bringUp(rig, operator, phones);
      var office = new PostOffice(rig, phones, accounts, random);
      for (int kill = 1; kill <= KILLS; kill++) {
        int enough = office.promises() + 5 + random.nextInt(40);
        office.open();
        Await.until("some messages", Duration.ofSeconds(60), () -> office.promises() >= enough);
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(300)).toNanos());
        rig.wharf().kill();
        office.close();
        rig.wharf().start();
        bringUp(rig, operator, phones);
        office.askAgain();
      }
      Await.until(
          "all messages are where they belong",
          Duration.ofSeconds(90),
          () -> office.wrong().isEmpty());
      var seen = rig.desk().seen().json();
      System.out.printf(
          "MessagesKillNineJarIT messages=%d counterReuse=%d repeatedByWharf=%d retries=%d%n",
          office.promises(),
          seen.path("counterReuse").asInt(),
          seen.path("messages").path("repeated").asInt(),
          seen.path("messages").path("retries").asInt());
      assertEquals(Map.of(), office.wrong());
      assertEquals(0, seen.path("counterReuse").asInt(), "message keys used twice");
      assertEquals(0, rig.desk().seen().duplicateLogins(), "two links for one account");
    }
  }

  private static void bringUp(Rig rig, Operator operator, Phones phones) throws Exception {
    Await.until(
        "all active",
        Duration.ofSeconds(90),
        () -> {
          boolean all = true;
          for (var account : operator.accounts().values()) {
            all &= account.isActive();
            if (account.status().equals("inactive")) {
              operator.command(account.id(), "initialize");
            } else if (account.state().equals("qr")) {
              String qr = operator.qr(account.id());
              if (!qr.isEmpty()) {
                rig.desk().scan(phones.of(account.id()), qr);
              }
            }
          }
          return all;
        });
  }
}
