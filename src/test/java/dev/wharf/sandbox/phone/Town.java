package dev.wharf.sandbox.phone;

import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.signal.SignedPreKey;
import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.Accounts;
import dev.wharf.sandbox.account.AppState;
import dev.wharf.sandbox.account.Device;
import dev.wharf.sandbox.account.PreKeyPool;
import dev.wharf.sandbox.group.Groups;
import dev.wharf.sandbox.post.Mailbox;
import dev.wharf.sandbox.post.Mailboxes;
import dev.wharf.sandbox.post.Party;
import dev.wharf.sandbox.post.Trust;
import dev.wharf.sandbox.relay.Relay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Phones around a real relay, without network and time: what is to happen later happens at once.
 */
final class Town implements Network {

  final Random random = new Random(42);
  final Accounts accounts = new Accounts(random);
  final Groups groups = new Groups(random);
  final Mailboxes mailboxes = new Mailboxes();
  final Phones phones = new Phones();
  final Clock clock = Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC);
  final Relay relay =
      new Relay(accounts, groups, mailboxes, phones, new Trust(new Random(7)), clock);
  final List<AppState.Name> shared = new ArrayList<>();
  private final Deque<Runnable> tasks = new ArrayDeque<>();

  Town() {
    phones.connect(this, true);
  }

  Account person(String phone, String name) {
    Account account = accounts.forPhone(phone);
    account.rename(name);
    return account;
  }

  /** A companion with published keys; what it gets stays in its mailbox. */
  Device companion(Account account) {
    var identity = KeyPair.generate(random);
    var signed = SignedPreKey.create(1, identity, random);
    var published =
        new dev.wharf.sandbox.account.SignedPreKey(
            1, signed.keyPair().publicKey(), signed.signature());
    Map<Integer, byte[]> oneTime = new HashMap<>();
    for (int id = 1; id <= 20; id++) {
      oneTime.put(id, KeyPair.generate(random).publicKey());
    }
    var pool = new PreKeyPool(published);
    pool.upload(oneTime, published);
    int id = account.reserve(99).orElseThrow();
    var device =
        new Device(
            new Device.Enrolment(
                id, id, new byte[32], identity.publicKey(), 7, new byte[] {1}, "Test"),
            pool);
    account.enrol(device);
    return device;
  }

  Mailbox mailbox(Account account, Device device) {
    return mailboxes.of(account, device.id());
  }

  void settle() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  List<String> read(Account account) {
    return phones.known(account).stream()
        .flatMap(it -> it.letters().all().stream())
        .flatMap(it -> it.told().text().stream())
        .toList();
  }

  @Override
  public Accounts accounts() {
    return accounts;
  }

  @Override
  public Groups groups() {
    return groups;
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public Optional<Node> send(Node stanza, Party sender) {
    return relay.receive(stanza, sender);
  }

  @Override
  public void put(Party companion, Node stanza) {
    mailboxes.put(companion, stanza);
  }

  @Override
  public String upload(byte[] file) {
    return "/v/uploaded";
  }

  @Override
  public void expire(String mediaPath) {}

  @Override
  public Optional<String> restore(String mediaPath) {
    return Optional.of(mediaPath + "-again");
  }

  @Override
  public void after(Duration delay, Runnable task) {
    tasks.add(task);
  }

  @Override
  public void soon(Runnable task) {
    tasks.add(task);
  }

  @Override
  public void changed(Account account) {}

  @Override
  public void keysTaken(Account account, int device) {}

  @Override
  public void shared(Account account, AppState.Name collection) {
    shared.add(collection);
  }
}
