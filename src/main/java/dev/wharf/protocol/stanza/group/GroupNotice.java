package dev.wharf.protocol.stanza.group;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.Inbound;
import dev.wharf.protocol.stanza.StanzaReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What somebody did to a group, as its members are told (messaging.md 9.3).
 *
 * @param actor who did it, as the group names people; bare
 * @param actorOther the same person in the other namespace
 * @param actorName what the actor calls himself
 */
public record GroupNotice(
    Jid group,
    Optional<Jid> actor,
    Optional<Jid> actorOther,
    Optional<String> actorName,
    Optional<Instant> at,
    Optional<String> addressingMode,
    List<GroupChange> changes) {

  public GroupNotice {
    changes = List.copyOf(changes);
  }

  /** Never throws: a change that cannot be read is {@link GroupChange.Other}. */
  public static GroupNotice of(Inbound.Notification notification) {
    Node node = notification.node();
    Optional<Jid> actor = person(node, "participant");
    return new GroupNotice(
        notification.from().bare(),
        actor,
        actor.flatMap(jid -> person(node, jid.isLid() ? "participant_pn" : "participant_lid")),
        StanzaReader.text(node, "notify").filter(name -> !name.isEmpty()),
        StanzaReader.time(node, "t"),
        node.string("addressing_mode"),
        node.childList().stream().map(GroupChange::parse).toList());
  }

  /** Whether somebody is no longer in it because he went himself. */
  public boolean isLeaving(Member removed) {
    return actor.equals(Optional.of(removed.jid()))
        || actorOther.equals(Optional.of(removed.jid()));
  }

  private static Optional<Jid> person(Node node, String key) {
    return StanzaReader.user(node, key).map(StanzaReader::plain).map(Jid::bare);
  }
}
