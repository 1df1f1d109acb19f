package dev.wharf.sandbox.relay;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.group.Group;
import dev.wharf.sandbox.post.Party;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Messages to a group: every device of every member gets its own ciphertext, if there is one, and
 * the common one (messaging.md 9.4).
 */
final class GroupRelay {

  private static final int NO_SUCH_GROUP = 404;
  private static final int NOT_ALLOWED = 403;
  private static final int STALE_ADDRESSING = 421;

  private final Desk desk;

  GroupRelay(Desk desk) {
    this.desk = desk;
  }

  /** Returns the error of the ack, or nothing. */
  OptionalInt relay(Letter letter, Party sender) {
    Optional<Group> group = desk.groups().byJid(letter.to());
    if (group.isEmpty()) {
      return OptionalInt.of(NO_SUCH_GROUP);
    }
    if (!group.get().maySend(sender.account())) {
      return OptionalInt.of(NOT_ALLOWED);
    }
    if (isStale(letter, group.get())) {
      return OptionalInt.of(STALE_ADDRESSING);
    }
    if (letter.participant().isPresent()) {
      again(letter, sender, group.get(), letter.participant().get());
    } else {
      toMembers(letter, sender, group.get());
    }
    return OptionalInt.empty();
  }

  /** Whether the sender has another idea of how the group names its members. */
  private static boolean isStale(Letter letter, Group group) {
    Optional<String> mode = letter.stanza().string("addressing_mode");
    return !mode.orElse(group.naming().suffix()).equals(group.naming().suffix())
        || letter.copies().stream().anyMatch(c -> c.to().isLid() != group.naming().isLid());
  }

  private void toMembers(Letter letter, Party sender, Group group) {
    Map<Party, List<Node>> own = new HashMap<>();
    for (Letter.Copy copy : letter.copies()) {
      desk.accounts()
          .byJid(copy.to())
          .filter(group::isMember)
          .map(owner -> new Party(owner, copy.to().device()))
          .ifPresentOrElse(
              receiver -> {
                desk.watch(sender, Desk.audience(receiver), copy.ciphertexts());
                own.put(receiver, copy.ciphertexts());
              },
              () -> desk.tally().count(Tally.What.DROPPED));
    }
    desk.watch(sender, letter.to().toString(), letter.direct());
    for (Party receiver : receivers(group)) {
      var ciphertexts = new ArrayList<Node>(own.getOrDefault(receiver, List.of()));
      ciphertexts.addAll(letter.direct());
      if (!ciphertexts.isEmpty() && !receiver.equals(sender)) {
        deliver(letter, sender, group, receiver, ciphertexts);
      }
    }
  }

  private void again(Letter letter, Party sender, Group group, Jid participant) {
    Optional<Account> owner = desk.accounts().byJid(participant).filter(group::isMember);
    if (owner.isEmpty()) {
      desk.tally().count(Tally.What.DROPPED);
      return;
    }
    var receiver = new Party(owner.get(), participant.device());
    desk.watch(sender, Desk.audience(receiver), letter.direct());
    deliver(letter, sender, group, receiver, letter.direct());
  }

  private void deliver(
      Letter letter, Party sender, Group group, Party receiver, List<Node> ciphertexts) {
    Node stanza = Envelope.toGroup(letter, sender, group.naming(), ciphertexts, desk.now());
    desk.post(letter, sender, receiver, PersonRelay.isAgain(ciphertexts), stanza);
  }

  private static List<Party> receivers(Group group) {
    var receivers = new ArrayList<Party>();
    for (Account member : group.members()) {
      receivers.add(new Party(member, 0));
      member.devices().forEach(device -> receivers.add(new Party(member, device.id())));
    }
    return receivers;
  }

  /** The hash over all devices of a group, the sender's among them. */
  Optional<String> hash(Letter letter) {
    return desk.groups()
        .byJid(letter.to())
        .map(
            group ->
                dev.wharf.sandbox.post.ParticipantHash.of(
                    receivers(group).stream().map(party -> party.jid(group.naming()))));
  }
}
