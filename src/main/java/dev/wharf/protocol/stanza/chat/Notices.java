package dev.wharf.protocol.stanza.chat;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeReader;
import dev.wharf.protocol.stanza.Inbound;
import dev.wharf.protocol.stanza.StanzaReader;
import dev.wharf.protocol.stanza.group.GroupNotice;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads notifications (messaging.md 4.4, 4.5, 5.8, 8.6, 9.3, 10.4, 11.3, 13). */
public final class Notices {

  private static final int MAX_DEVICES = 1000;
  private static final int MAX_COLLECTIONS = 64;
  private static final int IV_LENGTH = 12;

  private Notices() {}

  /** Never throws: what we do not know, or cannot read, is {@link Notice.Other}. */
  public static Notice of(Inbound.Notification notification) {
    try {
      return read(notification, notification.node());
    } catch (ProtocolFault _) {
      return new Notice.Other(notification.type());
    }
  }

  private static Notice read(Inbound.Notification any, Node node) {
    return switch (any.type()) {
      case "w:gp2" -> new Notice.InGroup(GroupNotice.of(any));
      case "devices" -> devices(any, node);
      case "encrypt" -> encrypt(any, node);
      case "account_sync" -> account(node);
      case "server_sync" -> appState(node);
      case "picture" -> picture(any, node);
      case "status" -> about(any, node);
      case "privacy_token" -> token(any, node);
      case "mex" ->
          Timelock.news(node)
              .<Notice>map(Notice.TimelockChanged::new)
              .orElseGet(() -> new Notice.Other(any.type()));
      case "mediaretry" -> media(node);
      default -> new Notice.Other(any.type());
    };
  }

  /** There is one operation; if there are more, the one that must not be missed counts. */
  private static Notice devices(Inbound.Notification any, Node node) {
    Notice.Change change = Notice.Change.UPDATED;
    Optional<Node> found = node.child("update");
    if (node.child("remove").isPresent()) {
      change = Notice.Change.REMOVED;
      found = node.child("remove");
    } else if (node.child("add").isPresent()) {
      change = Notice.Change.ADDED;
      found = node.child("add");
    }
    Node operation = found.orElseGet(() -> NodeReader.requiredChild(node, "update"));
    return new Notice.DevicesChanged(
        user(any),
        person(node, "lid"),
        change,
        devices(operation),
        operation.string("device_hash").or(() -> operation.string("hash")));
  }

  private static List<Jid> devices(Node parent) {
    List<Jid> devices =
        parent.childrenOf("device").stream()
            .map(device -> StanzaReader.requiredUser(device, "jid"))
            .toList();
    StanzaReader.requireAtMost(MAX_DEVICES, devices.size(), "notification/device");
    return devices;
  }

  private static Notice encrypt(Inbound.Notification any, Node node) {
    NodeReader.requiredChild(node, "identity");
    return new Notice.IdentityChanged(user(any), person(node, "lid"));
  }

  private static Notice account(Node node) {
    Optional<Node> devices = node.child("devices");
    return devices.isPresent()
        ? new Notice.OwnDevicesChanged(devices(devices.get()), devices.get().string("dhash"))
        : new Notice.OwnAccountChanged(node.childList().stream().map(Node::tag).toList());
  }

  private static Notice appState(Node node) {
    List<Notice.Version> versions =
        node.childrenOf("collection").stream()
            .map(
                collection ->
                    new Notice.Version(
                        NodeReader.requiredString(collection, "name"),
                        StanzaReader.longNumber(collection, "version").orElse(0)))
            .toList();
    StanzaReader.requireAtMost(MAX_COLLECTIONS, versions.size(), "notification/collection");
    return new Notice.AppStateChanged(versions);
  }

  private static Notice picture(Inbound.Notification any, Node node) {
    Optional<Node> set = node.child("set");
    Node change = set.orElseGet(() -> NodeReader.requiredChild(node, "delete"));
    return new Notice.PictureChanged(
        user(any),
        set.map(picture -> NodeReader.requiredString(picture, "id")),
        person(change, "author"));
  }

  private static Notice about(Inbound.Notification any, Node node) {
    Node set = NodeReader.requiredChild(node, "set");
    return new Notice.AboutChanged(
        user(any), StanzaReader.text(set).orElse(""), StanzaReader.time(node, "t"));
  }

  private static Notice token(Inbound.Notification any, Node node) {
    Optional<Notice> given =
        PrivacyToken.in(node)
            .map(token -> new Notice.TokenGiven(user(any), person(node, "sender_lid"), token));
    return given.orElseGet(() -> new Notice.Other(any.type()));
  }

  private static Notice media(Node node) {
    Node rmr = NodeReader.requiredChild(node, "rmr");
    Optional<Node> error = node.child("error");
    return new Notice.MediaAnswered(
        StanzaReader.requiredMessageId(node, "id"),
        StanzaReader.plain(StanzaReader.requiredUser(rmr, "jid")).bare(),
        NodeReader.flag(rmr, "from_me", false),
        StanzaReader.user(rmr, "participant").map(StanzaReader::plain),
        error.isPresent() ? Optional.empty() : Optional.of(sealed(node)),
        error.isPresent()
            ? OptionalInt.of(StanzaReader.number(error.get(), "code").orElse(0))
            : OptionalInt.empty());
  }

  private static Notice.Sealed sealed(Node node) {
    Node encrypt = NodeReader.requiredChild(node, "encrypt");
    return new Notice.Sealed(
        NodeReader.requiredBytes(NodeReader.requiredChild(encrypt, "enc_p")),
        NodeReader.requiredBytes(NodeReader.requiredChild(encrypt, "enc_iv"), IV_LENGTH));
  }

  private static Jid user(Inbound.Notification any) {
    return StanzaReader.plain(StanzaReader.requiredUser(any.node(), "from")).bare();
  }

  private static Optional<Jid> person(Node node, String key) {
    return StanzaReader.user(node, key).map(StanzaReader::plain).map(Jid::bare);
  }
}
