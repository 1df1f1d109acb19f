package dev.wharf.session.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.directory.ContactFact;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.appstate.Mutation;
import dev.wharf.protocol.history.HistoryPart;
import dev.wharf.protocol.proto.AppStateProto.ContactAction;
import dev.wharf.protocol.proto.AppStateProto.PushNameSetting;
import dev.wharf.protocol.proto.AppStateProto.SyncActionValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LearnedTest {

  private static final Jid PHONE = Jid.phone("4915112345678", 0);
  private static final Jid LID = Jid.lid("123456789012345", 0);

  @Test
  void anEntryOfTheAddressBookNamesAPersonAndBothAddresses() {
    var value =
        SyncActionValue.newBuilder()
            .setContactAction(
                ContactAction.newBuilder()
                    .setFullName("Bea Book")
                    .setFirstName("Bea")
                    .setLidJid(LID.toString()))
            .build();
    var learned = Learned.ofChanges(List.of(change(true, value, "contact", PHONE.toString())));
    assertEquals(Map.of(LID, PHONE), learned.phonesByLid());
    assertEquals(List.of(ContactFact.addressBook(PHONE, Optional.of("Bea Book"))), learned.names());
  }

  @Test
  void anEntryThatGoesTakesTheNameAway() {
    var learned =
        Learned.ofChanges(
            List.of(
                change(false, SyncActionValue.getDefaultInstance(), "contact", PHONE.toString())));
    assertEquals(List.of(ContactFact.addressBook(PHONE, Optional.empty())), learned.names());
  }

  @Test
  void theLastOwnNameCounts() {
    var learned =
        Learned.ofChanges(
            List.of(
                change(true, name("Ana"), "setting_pushName"),
                change(true, name("Ana B."), "setting_pushName")));
    assertEquals(Optional.of("Ana B."), learned.ownName());
  }

  @Test
  void theSecretThatMakesUpForTokensComesWithThePast() {
    var learning = new Learned.Learning();
    learning.take(new HistoryPart.TokenSalt(new Opaque(new byte[] {7})));
    assertEquals(Optional.of(new Opaque(new byte[] {7})), learning.done().tokenSalt());
  }

  @Test
  void aChatOfThePastNamesAPersonAndAGroupNobody() {
    var learning = new Learned.Learning();
    learning.take(chat(LID, Optional.of(PHONE), Optional.of(LID), "Bea"));
    learning.take(
        chat(Jid.parse("120363000000000001@g.us"), Optional.empty(), Optional.empty(), "Friends"));
    learning.take(new HistoryPart.PushName(PHONE, "bea"));
    var learned = learning.done();
    assertEquals(Map.of(LID, PHONE), learned.phonesByLid());
    assertEquals(
        List.of(ContactFact.addressBook(LID, Optional.of("Bea")), ContactFact.push(PHONE, "bea")),
        learned.names());
  }

  @Test
  void aPairOfTwoAddressesOfOneKindIsNone() {
    var learning = new Learned.Learning();
    learning.take(new HistoryPart.LidOfPhone(LID, LID));
    assertTrue(learning.done().phonesByLid().isEmpty());
  }

  private static HistoryPart.Chat chat(
      Jid jid, Optional<Jid> phone, Optional<Jid> lid, String name) {
    var settings =
        new HistoryPart.Settings(0, false, false, false, Optional.empty(), OptionalInt.empty());
    return new HistoryPart.Chat(
        jid,
        phone,
        lid,
        Optional.of(name),
        Optional.empty(),
        settings,
        Optional.empty(),
        List.of());
  }

  private static SyncActionValue name(String name) {
    return SyncActionValue.newBuilder()
        .setPushNameSetting(PushNameSetting.newBuilder().setName(name))
        .build();
  }

  private static Mutation change(boolean set, SyncActionValue value, String... index) {
    return new Mutation(set, List.of(index), value, 1);
  }
}
