package dev.wharf.keystore.ratchet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.TestDatabase;
import dev.wharf.api.ApiProfile;
import dev.wharf.identity.Jid;
import dev.wharf.keystore.KeystoreFault;
import dev.wharf.protocol.signal.DecryptFailure;
import dev.wharf.protocol.signal.IncomingGroupMessage;
import dev.wharf.protocol.signal.OwnSenderKey;
import dev.wharf.protocol.signal.SenderKeyDecryption;
import dev.wharf.protocol.signal.SenderKeyDistribution;
import dev.wharf.protocol.signal.SenderKeys;
import dev.wharf.protocol.signal.SkippedKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class SenderKeyStoreIT {

  private static final long SEED = 20_261_123;
  private static final Jid GROUP = Jid.of("120363000000000001", Jid.GROUP_SERVER);
  private static final Jid OTHER_GROUP = Jid.of("120363000000000002", Jid.GROUP_SERVER);
  private static final Jid ALICE = Jid.lid("100000000000001", 1);
  private static final Jid ALICE_PHONE = Jid.phone("4915550000001", 1);
  private static final Jid BOB = Jid.lid("100000000000002", 3);

  private record Sent(String text, byte[] message) {}

  @Inject Stores stores;

  private final Random random = new Random(SEED);
  private Party alice;
  private Party bob;

  @BeforeEach
  void pair() {
    alice = new Party(stores, ALICE, SEED);
    bob = new Party(stores, BOB, SEED + 1);
  }

  @Test
  void opensEveryMessageOfABadNetworkOnceAndUsesNoIterationTwice() {
    renew(GROUP);
    hand(GROUP, ALICE);
    var flying = new ArrayList<Sent>();
    var left = new HashSet<SkippedKey.Id>();
    var opened = new HashSet<String>();
    int lost = 0;
    int duplicates = 0;
    for (int number = 0; number < 500 || !flying.isEmpty(); number++) {
      if (number < 500) {
        if (number % 120 == 119) {
          renew(GROUP);
          hand(GROUP, ALICE);
        }
        if (random.nextInt(20) == 0) {
          crashing("message " + number);
        }
        Sent sent = send(GROUP, "message " + number);
        assertTrue(left.add(IncomingGroupMessage.parse(sent.message()).skippedKey().get()));
        if (random.nextInt(20) == 0) {
          lost++;
        } else {
          flying.add(sent);
        }
        if (random.nextInt(12) == 0) {
          flying.add(sent);
        }
      }
      while (flying.size() > (number < 500 ? random.nextInt(20) : 0)) {
        Sent sent = flying.remove(random.nextInt(3) > 0 ? 0 : random.nextInt(flying.size()));
        switch (receive(GROUP, ALICE, sent)) {
          case SenderKeyDecryption.Decrypted it -> {
            assertArrayEquals(sent.text().getBytes(StandardCharsets.UTF_8), it.plaintext());
            assertTrue(opened.add(sent.text()), "a message is opened twice");
          }
          case DecryptFailure.Duplicate it -> {
            assertTrue(opened.contains(sent.text()));
            duplicates++;
          }
          case DecryptFailure failure -> throw new AssertionError(failure);
        }
      }
    }
    System.out.printf("seed=%d opened=%d duplicates=%d%n", SEED, opened.size(), duplicates);
    assertTrue(opened.size() >= 500 - lost && duplicates > 10);
    assertEquals(bob.model.size(), stores.count("skipped_sender_key", bob.account));
  }

  @Test
  void opensFiveHundredSkippedMessagesInAnyOrderOnce() {
    renew(GROUP);
    hand(GROUP, ALICE);
    var sent = new ArrayList<Sent>();
    for (int i = 0; i <= 500; i++) {
      sent.add(send(GROUP, "message " + i));
    }
    open(GROUP, ALICE, sent.removeLast());
    assertEquals(500, stores.count("skipped_sender_key", bob.account));
    Collections.shuffle(sent, random);
    sent.forEach(it -> open(GROUP, ALICE, it));
    assertEquals(0, stores.count("skipped_sender_key", bob.account));
    assertInstanceOf(DecryptFailure.Duplicate.class, receive(GROUP, ALICE, sent.getFirst()));
  }

  @Test
  void remembersWhoHoldsTheKeyUntilThereIsANewOne() {
    assertEquals(OwnGroupKey.NONE, own(GROUP));
    var first = renew(GROUP);
    var devices =
        IntStream.range(0, 2_000).mapToObj(i -> Jid.lid("2000000" + i / 3, i % 3)).toList();
    stores.save(alice.account, new KeyChange.SenderKeyGiven(GROUP, devices));
    stores.save(alice.account, new KeyChange.SenderKeyGiven(GROUP, List.of(BOB, devices.get(7))));
    send(GROUP, "moves the key and changes no holder");
    Set<Jid> holders = new HashSet<>(devices);
    holders.add(BOB);
    assertEquals(holders, own(GROUP).holders());
    var second = OwnSenderKey.create(random);
    stores.save(
        alice.account,
        new KeyChange.SenderKeyGiven(GROUP, List.of(ALICE)),
        new KeyChange.SenderKeyRenewed(GROUP, second),
        new KeyChange.SenderKeyGiven(GROUP, List.of(BOB)),
        new KeyChange.OwnSenderKeyMoved(GROUP, second.encrypt(new byte[1], random).key()));
    assertEquals(Set.of(BOB), own(GROUP).holders());
    assertEquals(second.id(), own(GROUP).key().orElseThrow().id());
    assertEquals(1, own(GROUP).key().orElseThrow().distribution().iteration());
    assertTrue(first.id() != second.id());
    stores.save(alice.account, new KeyChange.SenderKeyDropped(GROUP));
    assertEquals(OwnGroupKey.NONE, own(GROUP));
    assertEquals(0, stores.count("own_sender_key_holder", alice.account));
  }

  @Test
  void adoptsTheKeysOfAPhoneNumberInAllGroups() {
    var skipped = new ArrayList<Sent>();
    for (Jid group : List.of(GROUP, OTHER_GROUP)) {
      renew(group);
      hand(group, ALICE_PHONE);
      skipped.add(send(group, "skipped"));
      open(group, ALICE_PHONE, send(group, "later"));
    }
    stores.save(
        bob.account,
        new KeyChange.SenderKeyRenewed(GROUP, OwnSenderKey.create(random)),
        new KeyChange.SenderKeyGiven(GROUP, List.of(ALICE_PHONE, ALICE.bare(), BOB)));
    stores.run(stores.ratchets.adopt(bob.account, ALICE_PHONE.bare(), ALICE.bare()));
    open(GROUP, ALICE, skipped.getFirst());
    open(OTHER_GROUP, ALICE, skipped.getLast());
    open(GROUP, ALICE, send(GROUP, "next"));
    assertEquals(
        SenderKeys.NONE, stores.run(stores.ratchets.senderKeys(bob.account, GROUP, ALICE_PHONE)));
    var holders = stores.run(stores.ratchets.ownGroupKey(bob.account, GROUP)).holders();
    assertEquals(Set.of(ALICE, ALICE.bare(), BOB), holders);
  }

  @Test
  void goesWithTheCredentials() {
    renew(GROUP);
    hand(GROUP, ALICE);
    send(GROUP, "skipped");
    open(GROUP, ALICE, send(GROUP, "later"));
    stores.save(alice.account, new KeyChange.SenderKeyGiven(GROUP, List.of(BOB)));
    stores.run(stores.credentials.archive(alice.account, "logged_out"));
    stores.run(stores.credentials.archive(bob.account, "logged_out"));
    for (var table :
        List.of("sender_key", "skipped_sender_key", "own_sender_key", "own_sender_key_holder")) {
      assertEquals(0, stores.count(table, alice.account), table);
      assertEquals(0, stores.count(table, bob.account), table);
    }
  }

  @Test
  void opensNoKeyInAnotherGroupsPlace() {
    for (Jid group : List.of(GROUP, OTHER_GROUP)) {
      renew(group);
      hand(group, ALICE);
    }
    for (var table : List.of("sender_key", "own_sender_key")) {
      stores.execute(
          "update "
              + table
              + " k set sealed = o.sealed from "
              + table
              + " o"
              + " where k.account_id = o.account_id and k.account_id = any ($1)"
              + " and k.group_jid = $2 and o.group_jid = $3",
          new UUID[] {alice.account.value(), bob.account.value()},
          GROUP.toString(),
          OTHER_GROUP.toString());
    }
    assertEquals(
        KeystoreFault.Kind.CORRUPT,
        stores.fault(stores.ratchets.ownGroupKey(alice.account, GROUP)).kind());
    assertEquals(
        KeystoreFault.Kind.CORRUPT,
        stores.fault(stores.ratchets.senderKeys(bob.account, GROUP, ALICE)).kind());
    open(OTHER_GROUP, ALICE, send(OTHER_GROUP, "as before"));
  }

  private OwnSenderKey renew(Jid group) {
    var key = OwnSenderKey.create(random);
    stores.save(alice.account, new KeyChange.SenderKeyRenewed(group, key));
    return key;
  }

  private OwnGroupKey own(Jid group) {
    return stores.run(stores.ratchets.ownGroupKey(alice.account, group));
  }

  private void hand(Jid group, Jid sender) {
    byte[] distribution = own(group).key().orElseThrow().distribution().bytes();
    var known = stores.run(stores.ratchets.senderKeys(bob.account, group, sender));
    var accepted = known.accept(SenderKeyDistribution.parse(distribution));
    stores.save(
        bob.account,
        new KeyChange.SenderKeysMoved(group, sender, accepted.keys(), accepted.skipped()));
    bob.model.apply(accepted.skipped());
  }

  private Sent send(Jid group, String text) {
    var encrypted = encrypt(group, text);
    stores.save(alice.account, new KeyChange.OwnSenderKeyMoved(group, encrypted.key()));
    return new Sent(text, encrypted.message());
  }

  private void crashing(String text) {
    stores.saveAndCrash(
        alice.account, List.of(new KeyChange.OwnSenderKeyMoved(GROUP, encrypt(GROUP, text).key())));
  }

  private OwnSenderKey.Encrypted encrypt(Jid group, String text) {
    return own(group).key().orElseThrow().encrypt(text.getBytes(StandardCharsets.UTF_8), random);
  }

  private void open(Jid group, Jid sender, Sent sent) {
    var opened =
        assertInstanceOf(SenderKeyDecryption.Decrypted.class, receive(group, sender, sent));
    assertEquals(sent.text(), new String(opened.plaintext(), StandardCharsets.UTF_8));
  }

  private SenderKeyDecryption receive(Jid group, Jid sender, Sent sent) {
    var incoming = IncomingGroupMessage.parse(sent.message());
    var opening = stores.run(stores.ratchets.groupOpening(bob.account, group, sender, incoming));
    var decryption = opening.keys().decrypt(incoming, opening.skipped());
    if (decryption instanceof SenderKeyDecryption.Decrypted it) {
      var moved = new KeyChange.SenderKeysMoved(group, sender, it.keys(), it.skipped());
      if (random.nextInt(20) == 0) {
        stores.saveAndCrash(bob.account, List.of(moved));
        return receive(group, sender, sent);
      }
      stores.save(bob.account, moved);
      bob.model.apply(it.skipped());
    }
    return decryption;
  }
}
