package dev.wharf.sandbox.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.wharf.identity.Jid;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccountsTest {

  private final Accounts accounts = new Accounts(new SecureRandom());

  @Test
  void anAccountIsFoundUnderAllItsNames() {
    Account ana = accounts.forPushName("Ana");
    assertSame(ana, accounts.forPushName("Ana"));
    assertSame(ana, accounts.byPhone(ana.phone()).orElseThrow());
    assertSame(ana, accounts.byJid(Jid.phone(ana.phone(), 3)).orElseThrow());
    assertSame(ana, accounts.byJid(Jid.lid(ana.lid(), 3)).orElseThrow());
    assertSame(ana, accounts.byUsername(ana.lid()).orElseThrow());
    assertSame(ana, accounts.forPhone(ana.phone()));
  }

  @Test
  void aPushNameLeadsToTheSameNumberInEverySandbox() {
    var other = new Accounts(new SecureRandom());
    other.forPushName("Somebody else");
    assertEquals(accounts.forPushName("Ana").phone(), other.forPushName("Ana").phone());
  }

  @Test
  void freshNumbersAreDistinctValidAndInSequence() throws Exception {
    Set<String> numbers = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      String number = accounts.forPushName("").phone();
      assertTrue(numbers.add(number));
      var parsed = PhoneNumberUtil.getInstance().parse("+" + number, null);
      assertTrue(PhoneNumberUtil.getInstance().isPossibleNumber(parsed), number);
    }
    accounts.clear();
    assertTrue(numbers.contains(accounts.forPushName("").phone()));
  }

  @Test
  void numbersGoOnBeyondTheOnesSetAsideForFiction() {
    Set<String> taken = new HashSet<>();
    int start = 0;
    for (int i = 0; i < 20_000; i++) {
      var next = NumberPlan.inSequence(start, taken::contains);
      assertTrue(taken.add(next.number()));
      start = next.next();
    }
    assertTrue(taken.stream().anyMatch(number -> number.startsWith("55119")));
    assertTrue(NumberPlan.forName("late", taken::contains).startsWith("55"));
  }

  @Test
  void deviceIdsAreTheSmallestFreeOnesWhileReservedOnesAreNot() {
    Account account = accounts.forPushName("");
    assertEquals(1, account.reserve(3).orElseThrow());
    assertEquals(2, account.reserve(3).orElseThrow());
    account.release(1);
    assertEquals(1, account.reserve(3).orElseThrow());
    assertEquals(3, account.reserve(3).orElseThrow());
    assertTrue(account.reserve(3).isEmpty());
  }

  @Test
  void keyIndexesAreNeverUsedTwice() {
    Account account = accounts.forPushName("");
    assertEquals(1, account.nextKeyIndex());
    assertEquals(2, account.nextKeyIndex());
  }
}
