package dev.wharf.protocol.stanza.chat;

import dev.wharf.identity.Jid;
import dev.wharf.identity.PhoneNumber;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.node.NodeReader;
import dev.wharf.protocol.stanza.IqError;
import dev.wharf.protocol.stanza.StanzaReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Questions about users: which devices they have, who they are (messaging.md 4.1, 11.1). */
public final class Usync {

  private static final int MAX_DEVICES = 1000;
  private static final int HOSTED_DEVICE = 99;

  private Usync() {}

  /**
   * What the server knows about devices.
   *
   * @param devices of each user it answered for, as they are addressed on the wire: a device in a
   *     business's cloud has a server of its own. Our own device may be among them. A user the
   *     server refuses to tell about is absent
   * @param lids hidden address of each phone-number address; both bare
   * @param hashes of the device lists, where the server gave one
   */
  public record DeviceLists(
      Map<Jid, List<Jid>> devices, Map<Jid, Jid> lids, Map<Jid, String> hashes) {}

  /**
   * @param query the number as it was asked
   * @param pn the address the server has for it, which may have other digits
   */
  public record OnWhatsApp(String query, boolean registered, Optional<Jid> pn, Optional<Jid> lid) {}

  /** Asks for the devices of users, and for their hidden addresses. */
  public static Node devices(String id, Collection<Jid> users) {
    var list = new ArrayList<Node>(users.size());
    for (Jid user : users) {
      list.add(Node.of("user").with("jid", user.bare()));
    }
    return UsyncQuery.ask(
        id, "message", List.of(Node.of("devices").with("version", "2"), Node.of("lid")), list);
  }

  /**
   * @throws ProtocolFault if the list is not there, or a user or device in it has no address
   */
  public static DeviceLists devices(Node reply) {
    Map<Jid, List<Jid>> devices = new LinkedHashMap<>();
    Map<Jid, Jid> lids = new LinkedHashMap<>();
    Map<Jid, String> hashes = new LinkedHashMap<>();
    for (Node user : UsyncQuery.users(reply)) {
      Jid jid = StanzaReader.plain(StanzaReader.requiredUser(user, "jid")).bare();
      UserNames names = UserNames.of(user, jid);
      if (names.pn().isPresent() && names.lid().isPresent()) {
        lids.put(names.pn().get(), names.lid().get());
      }
      Optional<Node> list = user.child("devices").flatMap(node -> node.child("device-list"));
      if (list.isPresent()) {
        devices.put(jid, devicesOf(jid, list.get()));
        list.get().string("hash").ifPresent(hash -> hashes.put(jid, hash));
      }
    }
    return new DeviceLists(
        Collections.unmodifiableMap(devices),
        Collections.unmodifiableMap(lids),
        Collections.unmodifiableMap(hashes));
  }

  /** Asks which of these numbers are on WhatsApp. */
  public static Node contacts(String id, Collection<PhoneNumber> numbers) {
    var list = new ArrayList<Node>(numbers.size());
    for (PhoneNumber number : numbers) {
      list.add(Node.of("user").children(Node.of("contact").text(number.e164())));
    }
    return UsyncQuery.ask(id, "interactive", List.of(Node.of("contact"), Node.of("lid")), list);
  }

  /**
   * In the order of the answer. Users without an answer about their number are left out.
   *
   * @throws ProtocolFault {@code MISSING} if the list is not there; {@code TOO_LARGE}
   */
  public static List<OnWhatsApp> contacts(Node reply) {
    var found = new ArrayList<OnWhatsApp>();
    for (Node user : UsyncQuery.users(reply)) {
      user.child("contact").flatMap(contact -> contact(user, contact)).ifPresent(found::add);
    }
    return List.copyOf(found);
  }

  /**
   * What the server refused in an answer that is none of an error as a whole, for example 429 for
   * the devices (messaging.md 13); empty if nothing.
   */
  public static Optional<IqError> refusal(Node reply) {
    List<Node> protocols =
        reply
            .child("usync")
            .flatMap(usync -> usync.child("result"))
            .map(Node::childList)
            .orElse(List.of());
    for (Node protocol : protocols) {
      if (protocol.child("error").isPresent()) {
        return IqError.of(protocol.with("type", "error"));
      }
    }
    return Optional.empty();
  }

  private static Optional<OnWhatsApp> contact(Node user, Node contact) {
    Optional<Jid> jid = StanzaReader.user(user, "jid").map(StanzaReader::plain).map(Jid::bare);
    UserNames names = jid.map(known -> UserNames.of(user, known)).orElse(UserNames.NONE);
    boolean registered = contact.string("type").equals(Optional.of("in")) && jid.isPresent();
    return StanzaReader.text(contact)
        .filter(query -> !query.isEmpty())
        .or(() -> names.pn().map(Jid::user))
        .map(
            query ->
                registered
                    ? new OnWhatsApp(query, true, names.pn(), names.lid())
                    : new OnWhatsApp(query, false, Optional.empty(), Optional.empty()));
  }

  private static List<Jid> devicesOf(Jid user, Node list) {
    var devices = new ArrayList<Jid>();
    for (Node device : list.childrenOf("device")) {
      int id = NodeReader.requiredInt(device, "id");
      if (id < 0 || id > 0xFF) {
        throw new ProtocolFault(ProtocolFault.Kind.MALFORMED, "device@id", "out of range");
      }
      boolean hosted =
          id == HOSTED_DEVICE || device.string("is_hosted").equals(Optional.of("true"));
      devices.add(new Jid(user.user(), id, hosted ? hosted(user) : user.server()));
    }
    StanzaReader.requireAtMost(MAX_DEVICES, devices.size(), "device-list");
    return List.copyOf(devices);
  }

  private static String hosted(Jid user) {
    return user.isLid() ? Jid.HOSTED_LID_SERVER : Jid.HOSTED_SERVER;
  }

  /** A user in both namespaces, as far as an answer tells. */
  private record UserNames(Optional<Jid> pn, Optional<Jid> lid) {

    static final UserNames NONE = new UserNames(Optional.empty(), Optional.empty());

    static UserNames of(Node user, Jid jid) {
      Optional<Jid> pn =
          jid.isPhone()
              ? Optional.of(jid)
              : StanzaReader.user(user, "pn_jid").map(StanzaReader::plain).filter(Jid::isPhone);
      Optional<Jid> lid =
          jid.isLid()
              ? Optional.of(jid)
              : user.child("lid")
                  .flatMap(child -> StanzaReader.user(child, "val"))
                  .filter(Jid::isLid);
      return new UserNames(pn.map(Jid::bare), lid.map(Jid::bare));
    }
  }
}
