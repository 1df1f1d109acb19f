package dev.wharf.session.sync;

import dev.wharf.directory.ContactFact;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.appstate.AppStateAction;
import dev.wharf.protocol.appstate.Mutation;
import dev.wharf.protocol.history.HistoryPart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was told of people, in the words of the directory. Everything that a phone tells besides is
 * passed over.
 *
 * @param phonesByLid hidden ids and their phone numbers
 * @param names in the order in which they were told
 * @param ownName what the account calls itself now
 * @param tokenSalt the secret that makes up for privacy tokens
 */
record Learned(
    Map<Jid, Jid> phonesByLid,
    List<ContactFact> names,
    Optional<String> ownName,
    Optional<Opaque> tokenSalt) {

  /** What the changes of a collection say. */
  static Learned ofChanges(List<Mutation> changes) {
    var learning = new Learning();
    for (Mutation change : changes) {
      learning.take(AppStateAction.of(change));
    }
    return learning.done();
  }

  /** Gathers it piece by piece. */
  static final class Learning {
    private final Map<Jid, Jid> phonesByLid = new LinkedHashMap<>();
    private final List<ContactFact> names = new ArrayList<>();
    private Optional<String> ownName = Optional.empty();
    private Optional<Opaque> tokenSalt = Optional.empty();

    /** How much there is so far. */
    int size() {
      return phonesByLid.size() + names.size();
    }

    Learned done() {
      return new Learned(Map.copyOf(phonesByLid), List.copyOf(names), ownName, tokenSalt);
    }

    void take(AppStateAction action) {
      switch (action) {
        case AppStateAction.Contact it -> {
          pair(it.lid().or(() -> lid(it.jid())), it.phone().or(() -> phone(it.jid())));
          names.add(ContactFact.addressBook(it.jid(), it.fullName().or(it::firstName)));
        }
        case AppStateAction.ContactGone(var jid) ->
            names.add(ContactFact.addressBook(jid, Optional.empty()));
        case AppStateAction.PushName(var name) -> ownName = Optional.of(name);
        case AppStateAction.TokenSalt(var salt) -> tokenSalt = Optional.of(salt);
        case AppStateAction.PhoneOfLid(var lid, var phone) -> pair(lid(lid), phone(phone));
        case AppStateAction.Mute _,
            AppStateAction.Pin _,
            AppStateAction.Archive _,
            AppStateAction.MarkRead _,
            AppStateAction.Other _ -> {}
      }
    }

    /** Messages of the past are not taken in, nor is what groups were called. */
    void take(HistoryPart part) {
      switch (part) {
        case HistoryPart.Chat it -> {
          pair(it.lid(), it.phone());
          if (it.name().isPresent() && (it.jid().isLid() || it.jid().isPhone())) {
            names.add(ContactFact.addressBook(it.jid(), it.name()));
          }
        }
        case HistoryPart.PushName(var jid, var name) -> names.add(ContactFact.push(jid, name));
        case HistoryPart.LidOfPhone(var phone, var lid) -> pair(lid(lid), phone(phone));
        case HistoryPart.TokenSalt(var salt) -> tokenSalt = Optional.of(salt);
        case HistoryPart.Message _ -> {}
      }
    }

    private void pair(Optional<Jid> lid, Optional<Jid> phone) {
      if (lid.isPresent() && phone.isPresent()) {
        phonesByLid.put(lid.get().bare(), phone.get().bare());
      }
    }

    private static Optional<Jid> lid(Jid jid) {
      return Optional.of(jid).filter(Jid::isLid);
    }

    private static Optional<Jid> phone(Jid jid) {
      return Optional.of(jid).filter(Jid::isPhone);
    }
  }
}
