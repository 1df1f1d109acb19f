package dev.wharf.sandbox.phone;

import dev.wharf.identity.Jid;
import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.Naming;
import dev.wharf.sandbox.group.Group;
import dev.wharf.sandbox.group.Role;
import dev.wharf.sandbox.post.Party;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** What a phone tells a companion of the past (messaging.md 10.1, 15.5). */
final class History {

  static final int INITIAL_BOOTSTRAP = 0;
  static final int PUSH_NAME = 4;
  static final int ON_DEMAND = 6;

  private static final int RECENT = 20;
  private static final int DONE = 100;

  /** One message of the past, as protobuf. */
  private record Past(String id, Jid chat, Instant at, byte[] info) {}

  private final Party self;
  private final Network network;
  private final Letters letters;
  private final Pen pen;

  History(Party self, Network network, Letters letters, Pen pen) {
    this.self = self;
    this.network = network;
    this.letters = letters;
    this.pen = pen;
  }

  /** Chats, names and the last messages. */
  byte[] bootstrap(Collection<Contact> contacts) {
    var sync = sync(INITIAL_BOOTSTRAP);
    Map<Account, String> people = people(contacts);
    List<Past> past = past();
    people.forEach((account, name) -> sync.child(2, conversation(account, name, past)));
    for (Group group : network.groups().of(self.account())) {
      sync.child(2, conversation(group, past));
    }
    people.keySet().forEach(account -> sync.child(15, mapping(account)));
    sync.child(15, mapping(self.account()));
    return sync.bytes();
  }

  /** The names that people gave themselves. */
  byte[] pushNames(Collection<Contact> contacts) {
    var sync = sync(PUSH_NAME);
    people(contacts)
        .keySet()
        .forEach(
            account -> {
              if (!account.pushName().isEmpty()) {
                String id = account.phoneJid(0).toString();
                sync.child(7, Fields.write().text(1, id).text(2, account.pushName()));
              }
            });
    return sync.bytes();
  }

  /** Older messages of one chat, the newest first. */
  byte[] before(Jid chat, String oldest, int count) {
    List<Past> all = past().stream().filter(it -> same(it.chat(), chat)).toList();
    int end =
        all.stream().map(Past::id).toList().indexOf(oldest) < 0
            ? all.size()
            : all.stream().map(Past::id).toList().indexOf(oldest);
    var messages = all.subList(Math.max(0, end - count), end);
    var conversation = Fields.write().text(1, chat.toString());
    messages.reversed().forEach(it -> conversation.child(2, message(it)));
    return sync(ON_DEMAND).child(2, conversation).bytes();
  }

  /** A message it got or wrote, as WebMessageInfo. */
  Optional<byte[]> find(String id) {
    return letters.find(id).map(this::past).or(() -> pen.find(id).map(this::past)).map(Past::info);
  }

  static byte[] deflate(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    var deflater = new Deflater(Deflater.BEST_SPEED);
    try (var stream = new DeflaterOutputStream(out, deflater)) {
      stream.write(bytes);
    } catch (java.io.IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    } finally {
      deflater.end();
    }
    return out.toByteArray();
  }

  private static Fields.Writer sync(int type) {
    return Fields.write().number(1, type).number(5, 1).number(6, DONE);
  }

  /** The address book, and who wrote or was written to. */
  private Map<Account, String> people(Collection<Contact> contacts) {
    var people = new LinkedHashMap<Account, String>();
    contacts.forEach(contact -> people.put(contact.account(), contact.name()));
    for (Past past : past()) {
      if (!past.chat().server().equals(Jid.GROUP_SERVER)) {
        network
            .accounts()
            .byJid(past.chat())
            .filter(account -> account != self.account())
            .ifPresent(account -> people.putIfAbsent(account, account.pushName()));
      }
    }
    return people;
  }

  private Fields.Writer conversation(Account account, String name, List<Past> past) {
    String lid = account.lidJid(0).toString();
    var conversation = Fields.write().text(1, lid);
    List<Past> here = past.stream().filter(it -> same(it.chat(), account.lidJid(0))).toList();
    messages(conversation, here);
    if (!name.isEmpty()) {
      conversation.text(13, name).text(38, name);
    }
    return conversation.text(39, account.phoneJid(0).toString()).text(42, lid);
  }

  private Fields.Writer conversation(Group group, List<Past> past) {
    var conversation = Fields.write().text(1, group.jid().toString());
    messages(conversation, past.stream().filter(it -> it.chat().equals(group.jid())).toList());
    conversation.text(13, group.subject().text());
    for (Account member : group.members()) {
      conversation.child(
          20,
          Fields.write()
              .text(1, group.naming().jid(member, 0).toString())
              .number(2, rank(group.role(member).orElse(Role.MEMBER))));
    }
    return conversation;
  }

  private static int rank(Role role) {
    return switch (role) {
      case MEMBER -> 0;
      case ADMIN -> 1;
      case SUPERADMIN -> 2;
    };
  }

  private void messages(Fields.Writer conversation, List<Past> past) {
    List<Past> recent = past.subList(Math.max(0, past.size() - RECENT), past.size());
    recent.reversed().forEach(it -> conversation.child(2, message(it)));
    Instant last = recent.isEmpty() ? network.now() : recent.getLast().at();
    conversation.number(6, 0).number(12, last.getEpochSecond());
  }

  private static Fields.Writer message(Past past) {
    return Fields.write().bytes(1, past.info());
  }

  private static Fields.Writer mapping(Account account) {
    return Fields.write()
        .text(1, account.phoneJid(0).toString())
        .text(2, account.lidJid(0).toString());
  }

  private boolean same(Jid one, Jid other) {
    return one.equals(other)
        || !one.server().equals(Jid.GROUP_SERVER)
            && network.accounts().byJid(one).equals(network.accounts().byJid(other));
  }

  private List<Past> past() {
    var past = new ArrayList<Past>();
    letters.all().forEach(it -> past.add(past(it)));
    pen.written().forEach(it -> past.add(past(it)));
    past.sort(Comparator.comparing(Past::at));
    return past;
  }

  private Past past(Letters.Letter letter) {
    boolean grouped = letter.chat().server().equals(Jid.GROUP_SERVER);
    Naming naming = grouped ? groupNaming(letter.chat()) : Naming.PHONE;
    Optional<String> participant =
        grouped
            ? Optional.of(naming.jid(letter.sender().account(), 0).toString())
            : Optional.empty();
    var info = info(letter.chat(), letter.fromMe(), letter.id(), participant);
    letter.pushName().ifPresent(name -> info.text(19, name));
    info.bytes(2, letter.message()).number(3, letter.at().getEpochSecond());
    return new Past(letter.id(), letter.chat(), letter.at(), info.bytes());
  }

  private Past past(Written written) {
    var info =
        info(written.to(), true, written.id(), Optional.empty())
            .bytes(2, written.message())
            .number(3, written.at().getEpochSecond());
    return new Past(written.id(), written.to(), written.at(), info.bytes());
  }

  private static Fields.Writer info(
      Jid chat, boolean fromMe, String id, Optional<String> participant) {
    var key = Fields.write().text(1, chat.toString()).flag(2, fromMe).text(3, id);
    participant.ifPresent(it -> key.text(4, it));
    var info = Fields.write().child(1, key);
    participant.ifPresent(it -> info.text(5, it));
    return info;
  }

  private Naming groupNaming(Jid group) {
    return network.groups().byJid(group).map(Group::naming).orElse(Naming.LID);
  }
}
