package dev.wharf.protocol.appstate;

import static dev.wharf.protocol.ProtocolFaults.assertFault;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.protobuf.ByteString;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault.Kind;
import dev.wharf.protocol.appstate.AppStateAction.Archive;
import dev.wharf.protocol.appstate.AppStateAction.Contact;
import dev.wharf.protocol.appstate.AppStateAction.ContactGone;
import dev.wharf.protocol.appstate.AppStateAction.MarkRead;
import dev.wharf.protocol.appstate.AppStateAction.Mute;
import dev.wharf.protocol.appstate.AppStateAction.Other;
import dev.wharf.protocol.appstate.AppStateAction.PhoneOfLid;
import dev.wharf.protocol.appstate.AppStateAction.Pin;
import dev.wharf.protocol.appstate.AppStateAction.TokenSalt;
import dev.wharf.protocol.proto.AppStateProto.ArchiveChatAction;
import dev.wharf.protocol.proto.AppStateProto.ContactAction;
import dev.wharf.protocol.proto.AppStateProto.LidContactAction;
import dev.wharf.protocol.proto.AppStateProto.MarkChatAsReadAction;
import dev.wharf.protocol.proto.AppStateProto.MuteAction;
import dev.wharf.protocol.proto.AppStateProto.NctSaltSyncAction;
import dev.wharf.protocol.proto.AppStateProto.PinAction;
import dev.wharf.protocol.proto.AppStateProto.PnForLidChatAction;
import dev.wharf.protocol.proto.AppStateProto.SyncActionData;
import dev.wharf.protocol.proto.AppStateProto.SyncActionValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppStateActionTest {

  private static final String BO = "15551234567@s.whatsapp.net";
  private static final String BOS_LID = "123456789012345@lid";
  private static final Jid CHAT = Jid.parse(BO);

  @Test
  void saysWhatBecameOfAChat() {
    var end = Instant.parse("2026-12-24T18:00:00Z");
    assertEquals(
        new Mute(CHAT, true, Optional.of(end)),
        set(
            "mute",
            it ->
                it.setMuteAction(
                    MuteAction.newBuilder()
                        .setMuted(true)
                        .setMuteEndTimestamp(end.toEpochMilli()))));
    assertEquals(
        new Mute(CHAT, true, Optional.empty()),
        set(
            "mute",
            it ->
                it.setMuteAction(MuteAction.newBuilder().setMuted(true).setMuteEndTimestamp(-1))));
    assertEquals(new Mute(CHAT, false, Optional.empty()), gone("mute"));
    assertEquals(
        new Pin(CHAT, true),
        set("pin_v1", it -> it.setPinAction(PinAction.newBuilder().setPinned(true))));
    assertEquals(new Pin(CHAT, false), gone("pin_v1"));
    assertEquals(
        new Archive(CHAT, true),
        set(
            "archive",
            it -> it.setArchiveChatAction(ArchiveChatAction.newBuilder().setArchived(true))));
    assertEquals(new Archive(CHAT, false), gone("archive"));
    assertEquals(
        new MarkRead(CHAT, true),
        set(
            "markChatAsRead",
            it -> it.setMarkChatAsReadAction(MarkChatAsReadAction.newBuilder().setRead(true))));
    assertEquals(new Other("markChatAsRead", false), gone("markChatAsRead"));
  }

  @Test
  void saysWhoSomebodyIs() {
    assertEquals(
        new Contact(
            CHAT,
            Optional.of("Bo Berg"),
            Optional.of("Bo"),
            Optional.of(Jid.parse(BOS_LID)),
            Optional.empty()),
        set(
            "contact",
            it ->
                it.setContactAction(
                    ContactAction.newBuilder()
                        .setFullName("Bo\0 Berg")
                        .setFirstName("Bo")
                        .setPnJid(BOS_LID)
                        .setLidJid(BOS_LID))));
    assertEquals(
        new Contact(CHAT, Optional.of("Bo"), Optional.empty(), Optional.empty(), Optional.empty()),
        set(
            "lid_contact",
            it -> it.setLidContactAction(LidContactAction.newBuilder().setFullName("Bo"))));
    assertEquals(new ContactGone(CHAT), gone("contact"));
    assertEquals(
        new PhoneOfLid(Jid.parse(BOS_LID), CHAT),
        of(
            true,
            it -> it.setPnForLidChatAction(PnForLidChatAction.newBuilder().setPnJid(BO)),
            "pnForLidChat",
            BOS_LID));
    assertEquals(
        new Other("pnForLidChat", true),
        of(
            true,
            it -> it.setPnForLidChatAction(PnForLidChatAction.newBuilder().setPnJid("@")),
            "pnForLidChat",
            BOS_LID));
  }

  @Test
  void hasTheSaltOfTokensUnlessItIsEmptyOrGone() {
    Consumer<SyncActionValue.Builder> salt =
        it ->
            it.setNctSaltSyncAction(
                NctSaltSyncAction.newBuilder().setSalt(ByteString.copyFromUtf8("salt")));
    assertEquals(
        new TokenSalt(new Opaque("salt".getBytes(StandardCharsets.US_ASCII))),
        of(true, salt, "nct_salt_sync"));
    assertEquals(new Other("nct_salt_sync", false), of(false, salt, "nct_salt_sync"));
    assertEquals(new Other("nct_salt_sync", true), of(true, _ -> {}, "nct_salt_sync"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"contact", "mute", "pin_v1", "archive", "markChatAsRead", "pnForLidChat"})
  void isNothingInParticularWithoutSomebodyItIsAbout(String kind) {
    assertEquals(new Other(kind, true), of(true, _ -> {}, kind));
    assertEquals(new Other(kind, true), of(true, _ -> {}, kind, "no address"));
    assertEquals(new Other(kind, true), of(true, _ -> {}, kind, "a\nb@s.whatsapp.net"));
  }

  @Test
  void leavesTheRestAlone() {
    assertEquals(new Other("sentinel", true), set("sentinel", _ -> {}));
    assertEquals(new Other("setting_pushName", true), of(true, _ -> {}, "setting_pushName"));
  }

  /** Sealed with the right keys, and nonsense all the same. */
  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "7", "[[1]]", "[{}]", "[\"a\"", "[\"a\",", "[nonsense]"})
  void refusesAnIndexThatIsNoListOfWords(String index) {
    assertFault(Kind.MALFORMED, "appState.mutation.index", () -> opened(index));
  }

  @Test
  void takesNumbersInAnIndexForWords() {
    assertEquals(List.of("star", "1", "true"), opened("[\"star\",1,true]").index());
  }

  @Test
  void refusesWhatIsBadlyPadded() {
    var keys = MutationKeys.derive(key());
    byte[] sealed = new byte[32];
    byte[] mac = Macs.value(keys, true, key().id(), sealed);
    byte[] blob = Arrays.copyOf(sealed, sealed.length + mac.length);
    System.arraycopy(mac, 0, blob, sealed.length, mac.length);
    var it = new SealedMutation(true, new Opaque(new byte[32]), new Opaque(blob), key().id());
    assertFault(Kind.MALFORMED, "appState.mutation", () -> MutationCodec.open(it, keys));
    assertFalse(keys.toString().contains("["), "prints no key");
  }

  private static Mutation opened(String index) {
    var keys = MutationKeys.derive(key());
    var data = SyncActionData.newBuilder().setIndex(ByteString.copyFromUtf8(index)).build();
    return MutationCodec.open(
        MutationCodec.seal(data, true, key().id(), keys, new Random(3)), keys);
  }

  private static AppStateKey key() {
    return new AppStateKey(
        new Opaque(new byte[] {0, 1}), new Opaque(new byte[32]), Optional.empty());
  }

  private static AppStateAction set(String kind, Consumer<SyncActionValue.Builder> change) {
    return of(true, change, kind, BO);
  }

  private static AppStateAction gone(String kind) {
    return of(false, _ -> {}, kind, BO);
  }

  private static AppStateAction of(
      boolean set, Consumer<SyncActionValue.Builder> change, String... index) {
    var value = SyncActionValue.newBuilder();
    change.accept(value);
    return AppStateAction.of(new Mutation(set, List.of(index), value.build(), 1));
  }
}
