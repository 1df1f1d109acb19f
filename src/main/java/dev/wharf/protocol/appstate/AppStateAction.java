package dev.wharf.protocol.appstate;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.proto.AppStateProto.ContactAction;
import dev.wharf.protocol.proto.AppStateProto.LidContactAction;
import dev.wharf.protocol.proto.AppStateProto.SyncActionValue;
import java.time.Instant;
import java.util.Optional;

/** What a mutation means. Kinds that Wharf has no use for are {@link Other}. */
public sealed interface AppStateAction {

  /** A name in the address book of the phone. */
  record Contact(
      Jid jid,
      Optional<String> fullName,
      Optional<String> firstName,
      Optional<Jid> lid,
      Optional<Jid> phone)
      implements AppStateAction {}

  /** No name in the address book any more. */
  record ContactGone(Jid jid) implements AppStateAction {}

  /** Our own name. */
  record PushName(String name) implements AppStateAction {}

  /** Which phone user is behind a hidden id. */
  record PhoneOfLid(Jid lid, Jid phone) implements AppStateAction {}

  /**
   * @param until empty for ever
   */
  record Mute(Jid chat, boolean muted, Optional<Instant> until) implements AppStateAction {}

  record Pin(Jid chat, boolean pinned) implements AppStateAction {}

  record Archive(Jid chat, boolean archived) implements AppStateAction {}

  record MarkRead(Jid chat, boolean read) implements AppStateAction {}

  /** The salt of the tokens with which strangers are written to. */
  record TokenSalt(Opaque salt) implements AppStateAction {}

  /**
   * @param kind the first word of its index
   */
  record Other(String kind, boolean set) implements AppStateAction {}

  /** Total: what does not fit its kind is {@link Other}. */
  static AppStateAction of(Mutation it) {
    String kind = it.index().getFirst();
    Optional<Jid> jid = it.index().size() > 1 ? jid(it.index().get(1)) : Optional.empty();
    return known(kind, jid, it).orElseGet(() -> new Other(kind, it.set()));
  }

  private static Optional<AppStateAction> known(String kind, Optional<Jid> jid, Mutation it) {
    SyncActionValue value = it.value();
    return switch (kind) {
      case "contact", "lid_contact" -> jid.map(who -> contact(who, it));
      case "setting_pushName" ->
          text(value.getPushNameSetting().getName()).filter(_ -> it.set()).map(PushName::new);
      case "pnForLidChat" ->
          jid.filter(_ -> it.set())
              .flatMap(
                  lid ->
                      jid(value.getPnForLidChatAction().getPnJid())
                          .map(phone -> new PhoneOfLid(lid, phone)));
      case "mute" ->
          jid.map(chat -> new Mute(chat, it.set() && value.getMuteAction().getMuted(), until(it)));
      case "pin_v1" -> jid.map(chat -> new Pin(chat, it.set() && value.getPinAction().getPinned()));
      case "archive" ->
          jid.map(
              chat -> new Archive(chat, it.set() && value.getArchiveChatAction().getArchived()));
      case "markChatAsRead" ->
          jid.filter(_ -> it.set())
              .map(chat -> new MarkRead(chat, value.getMarkChatAsReadAction().getRead()));
      case "nct_salt_sync" ->
          Optional.of(new Opaque(value.getNctSaltSyncAction().getSalt().toByteArray()))
              .filter(salt -> it.set() && salt.length() > 0)
              .map(TokenSalt::new);
      default -> Optional.empty();
    };
  }

  private static AppStateAction contact(Jid jid, Mutation it) {
    if (!it.set()) {
      return new ContactGone(jid);
    }
    ContactAction named = it.value().getContactAction();
    LidContactAction lidNamed = it.value().getLidContactAction();
    return new Contact(
        jid,
        text(named.getFullName()).or(() -> text(lidNamed.getFullName())),
        text(named.getFirstName()).or(() -> text(lidNamed.getFirstName())),
        jid(named.getLidJid()).filter(Jid::isLid),
        jid(named.getPnJid()).filter(Jid::isPhone));
  }

  private static Optional<Instant> until(Mutation it) {
    long millis = it.value().getMuteAction().getMuteEndTimestamp();
    boolean real = millis > 0 && millis < Instant.parse("9999-12-31T00:00:00Z").toEpochMilli();
    return real ? Optional.of(Instant.ofEpochMilli(millis)) : Optional.empty();
  }

  private static Optional<String> text(String text) {
    return Optional.of(text.replace("\0", "")).filter(it -> !it.isBlank());
  }

  private static Optional<Jid> jid(String text) {
    try {
      return Optional.of(Jid.parse(text).bare())
          .filter(it -> !it.user().isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7F));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
