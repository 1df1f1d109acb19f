package dev.wharf.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.identity.Jid;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContactFactTest {

  private static final Jid ADA = Jid.lid("123456789012345", 0);

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\0", "\n\t", "\u0007\u0000 "})
  void anEmptyPushNameSaysNothing(String name) {
    assertFalse(ContactFact.push(ADA, name).saysSomething());
  }

  @Test
  void anAddressBookEntryThatIsGoneSaysSo() {
    assertTrue(ContactFact.addressBook(ADA, Optional.empty()).saysSomething());
  }

  @Test
  void aNameLosesWhatCannotBeStored() {
    assertEquals(
        Optional.of("AdaLovelace 🐎"), ContactFact.push(ADA, " Ada\0\nLove\uD800lace 🐎 ").name());
  }

  @Test
  void aNameWithoutEndIsCut() {
    assertEquals(
        Optional.of("🐎".repeat(ContactFact.LONGEST)),
        ContactFact.push(ADA, "🐎".repeat(5_000)).name());
  }

  @Test
  void theBestNameIsTheAddressBooksThenTheVerifiedThenTheOwn() {
    var names = Names.NONE.with(ContactFact.push(ADA, "push"));
    assertEquals(Optional.of("push"), names.best());
    names = names.with(ContactFact.verified(ADA, "verified"));
    assertEquals(Optional.of("verified"), names.best());
    names = names.with(ContactFact.addressBook(ADA, Optional.of("book")));
    assertEquals(Optional.of("book"), names.best());
    names = names.with(ContactFact.addressBook(ADA, Optional.empty()));
    assertEquals(Optional.of("verified"), names.best());
  }

  @ParameterizedTest
  @CsvSource({
    "5511987654321@s.whatsapp.net, 5511987654321@s.whatsapp.net",
    "5511987654321:7@s.whatsapp.net, 5511987654321@s.whatsapp.net",
    "5511987654321@c.us, 5511987654321@s.whatsapp.net",
    "5511987654321:99@hosted, 5511987654321@s.whatsapp.net",
    "123456789012345:3@lid, 123456789012345@lid",
    "123456789012345:99@hosted.lid, 123456789012345@lid",
    "0@s.whatsapp.net,",
    "@s.whatsapp.net,",
    "server@s.whatsapp.net,",
    "abc@lid,",
    "@lid,",
    "123456789012345678901@lid,",
    "120363000000000001@g.us,",
    "status@broadcast,",
    "123@newsletter,",
    "867051314767696@bot,"
  })
  void onlyPeopleAreUsers(String jid, String user) {
    assertEquals(Optional.ofNullable(user).map(Jid::parse), Users.of(Jid.parse(jid)));
  }

  @ParameterizedTest
  @CsvSource({
    "+55 (11) 98765-4321, %5511987654321%",
    "987, %987%",
    "98,",
    "Ada 1987,",
    "50%,",
  })
  void aTextThatMayBeANumberIsLookedForAmongNumbers(String text, String pattern) {
    assertEquals(pattern, Patterns.digits(text));
  }

  @Test
  void aTextIsNoPattern() {
    assertEquals("50\\% \\_ \\\\", Patterns.escaped("50% _ \\"));
  }
}
