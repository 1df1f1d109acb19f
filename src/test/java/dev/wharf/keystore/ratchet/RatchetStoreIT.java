package dev.wharf.keystore.ratchet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.TestDatabase;
import dev.wharf.api.ApiProfile;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.keystore.KeystoreFault;
import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.signal.ChainId;
import dev.wharf.protocol.signal.DecryptFailure;
import dev.wharf.protocol.signal.Decryption;
import dev.wharf.protocol.signal.EncryptedMessage;
import dev.wharf.protocol.signal.Encryption;
import dev.wharf.protocol.signal.IncomingMessage;
import dev.wharf.protocol.signal.PublicKey;
import dev.wharf.protocol.signal.Ratchet;
import dev.wharf.protocol.signal.RatchetCipher;
import dev.wharf.protocol.signal.SignedPreKey;
import dev.wharf.protocol.signal.SkippedChange;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class RatchetStoreIT {

  private static final Jid ALICE = Jid.lid("100000000000001", 1);
  private static final Jid BOB = Jid.lid("100000000000002", 3);
  private static final Jid BOB_PHONE = Jid.phone("4915550000002", 3);
  private static final Jid CARL = Jid.lid("100000000000003", 0);

  @Inject Stores stores;

  private final Random random = new Random(70);
  private Party alice;
  private Party bob;

  @BeforeEach
  void pair() {
    alice = new Party(stores, ALICE, 71);
    bob = new Party(stores, BOB, 72);
  }

  @Test
  void knowsNothingOfAStranger() {
    var found = stores.run(stores.ratchets.load(alice.account, List.of(BOB, CARL, BOB)));
    assertEquals(Map.of(BOB, PeerKeys.NONE, CARL, PeerKeys.NONE), found);
    assertEquals(Map.of(), stores.run(stores.ratchets.load(alice.account, List.of())));
  }

  @Test
  void knowsNothingForAnAccountWithoutKeys() {
    var nobody = AccountId.random(new SecureRandom());
    assertEquals(
        Map.of(BOB, PeerKeys.NONE), stores.run(stores.ratchets.load(nobody, List.of(BOB))));
    var saving =
        stores.pool.withTransaction(
            tx -> stores.ratchets.save(tx, nobody, List.of(new KeyChange.PreKeyUsed(1))));
    assertEquals(KeystoreFault.Kind.MISSING, stores.fault(saving).kind());
  }

  @Test
  void loadsWhatWasSavedForEachDevice() {
    alice.start(BOB, bob.bundle());
    alice.start(CARL, new Party(stores, CARL, 73).bundle());
    var bobs = alice.peer(BOB);
    var carls = alice.peer(CARL);
    assertEquals(
        Map.of(BOB, bobs, CARL, carls, ALICE, PeerKeys.NONE),
        stores.run(stores.ratchets.load(alice.account, List.of(CARL, ALICE, BOB))));
    assertEquals(Optional.of(PublicKey.of(bob.keys.identity())), bobs.identity());
    assertEquals(bobs.identity(), bobs.ratchet().identity());
    assertEquals(PeerKeys.NONE, bob.peer(BOB));
  }

  @Test
  void deletesTheOneTimePreKeyThatServed() {
    alice.start(BOB, bob.bundleWithPreKey());
    EncryptedMessage first = alice.send(BOB, "first");
    EncryptedMessage second = alice.send(BOB, "second");
    assertEquals("first", bob.read(ALICE, first));
    assertEquals(0, stores.count("pre_key", bob.account));
    assertEquals("second", bob.read(ALICE, second));
  }

  @Test
  void findsTheSignedPreKeyThatAMessageNames() {
    alice.start(BOB, bob.bundle());
    EncryptedMessage message = alice.send(BOB, "begun before the rotation");
    var credentials = stores.run(stores.credentials.load(bob.account)).orElseThrow();
    var next = SignedPreKey.create(2, bob.keys.identity(), random);
    stores.run(stores.signedPreKeys.rotate(bob.account, credentials, next));
    var incoming = IncomingMessage.parse(message.type(), message.bytes());
    var opening = stores.run(stores.ratchets.opening(bob.account, ALICE, incoming, next));
    assertEquals(Optional.of(bob.keys.signedPreKey()), opening.found().signedPreKey());
    assertInstanceOf(
        Decryption.Decrypted.class,
        RatchetCipher.decrypt(bob.own, Ratchet.NONE, incoming, opening.found(), random));
  }

  @Test
  void writesARowOnceHoweverOftenItMoved() {
    alice.start(BOB, bob.bundle());
    var changes = new ArrayList<KeyChange>();
    Ratchet ratchet = alice.peer(BOB).ratchet();
    EncryptedMessage last = null;
    for (int i = 0; i < 5; i++) {
      var encrypted =
          (Encryption.Encrypted) RatchetCipher.encrypt(alice.own, ratchet, new byte[] {1});
      ratchet = encrypted.ratchet();
      last = encrypted.message();
      changes.add(new KeyChange.RatchetMoved(BOB, ratchet, SkippedChange.NONE));
      changes.add(new KeyChange.IdentitySeen(BOB, PublicKey.of(KeyPair.generate(random))));
    }
    stores.save(alice.account, changes.toArray(KeyChange[]::new));
    assertEquals(ratchet, alice.peer(BOB).ratchet());
    bob.receive(ALICE, last);
    assertEquals(4, stores.count("skipped_key", bob.account));
  }

  @Test
  void keepsTwoThousandSkippedKeysAtMost() {
    alice.start(BOB, bob.bundle());
    var sent = new ArrayList<EncryptedMessage>();
    Ratchet ratchet = alice.peer(BOB).ratchet();
    for (int i = 0; i < 3_000; i++) {
      var encrypted =
          (Encryption.Encrypted) RatchetCipher.encrypt(alice.own, ratchet, new byte[] {1});
      ratchet = encrypted.ratchet();
      sent.add(encrypted.message());
    }
    assertInstanceOf(Decryption.Decrypted.class, bob.receive(ALICE, sent.get(1_800)));
    assertInstanceOf(Decryption.Decrypted.class, bob.receive(ALICE, sent.get(2_999)));
    assertEquals(2_000, stores.count("skipped_key", bob.account));
    assertEquals(2_000, bob.model.size());
    assertInstanceOf(DecryptFailure.Duplicate.class, bob.receive(ALICE, sent.get(997)));
    assertInstanceOf(Decryption.Decrypted.class, bob.receive(ALICE, sent.get(998)));
    assertInstanceOf(Decryption.Decrypted.class, bob.receive(ALICE, sent.get(2_998)));
    var change =
        new SkippedChange(
            Optional.empty(), List.of(), Optional.empty(), List.of(chain(sent.getFirst())));
    stores.save(bob.account, new KeyChange.RatchetMoved(ALICE, bob.peer(ALICE).ratchet(), change));
    assertEquals(0, stores.count("skipped_key", bob.account));
  }

  private static ChainId chain(EncryptedMessage message) {
    return IncomingMessage.parse(message.type(), message.bytes()).skippedKey().get().chain();
  }

  @Test
  void notesWhenAnIdentityChanges() {
    var first = PublicKey.of(KeyPair.generate(random));
    var second = PublicKey.of(KeyPair.generate(random));
    stores.save(alice.account, new KeyChange.IdentitySeen(BOB, first));
    stores.save(alice.account, new KeyChange.IdentitySeen(BOB, first));
    assertEquals(0, changed());
    stores.save(alice.account, new KeyChange.IdentitySeen(BOB, second));
    assertEquals(1, changed());
    assertEquals(Optional.of(second), alice.peer(BOB).identity());
  }

  private int changed() {
    return stores.execute(
        "select 1 from peer_identity where account_id = $1 and changed_at >= first_seen",
        alice.account.value());
  }

  @Test
  void sendsNoMoreInWhatIsArchivedAndStillReadsIt() {
    alice.start(BOB, bob.bundle());
    bob.read(ALICE, alice.send(BOB, "hello"));
    EncryptedMessage late = bob.send(ALICE, "late");
    stores.run(stores.ratchets.archive(alice.account, List.of(BOB, CARL)));
    Ratchet archived = alice.peer(BOB).ratchet();
    assertInstanceOf(
        Encryption.NoRatchet.class, RatchetCipher.encrypt(alice.own, archived, new byte[1]));
    assertEquals("late", alice.read(BOB, late));
    assertEquals(PeerKeys.NONE, alice.peer(CARL));
  }

  @Test
  void adoptsTheRowsOfAPhoneNumber() {
    EncryptedMessage skipped = agreedByPhone(ALICE);
    var known = alice.peer(BOB_PHONE);
    EncryptedMessage next = bob.send(ALICE, "next");
    stores.run(stores.ratchets.adopt(alice.account, BOB_PHONE.bare(), BOB.bare()));
    assertEquals(known, alice.peer(BOB));
    assertEquals(PeerKeys.NONE, alice.peer(BOB_PHONE));
    assertEquals("skipped", alice.read(BOB, skipped));
    assertEquals("next", alice.read(BOB, next));
    stores.run(stores.ratchets.adopt(alice.account, BOB_PHONE.bare(), BOB.bare()));
    assertInstanceOf(DecryptFailure.Duplicate.class, alice.receive(BOB, skipped));
  }

  @Test
  void keepsWhatTheHiddenAddressHasAlready() {
    agreedByPhone(ALICE);
    alice.start(BOB, bob.bundle());
    var known = alice.peer(BOB);
    var users = Map.of(BOB_PHONE.bare(), BOB.bare(), Jid.phone("4915550000009", 0), CARL);
    stores.run(stores.ratchets.adopt(alice.account, users));
    assertEquals(known, alice.peer(BOB));
    assertEquals(PeerKeys.NONE, alice.peer(BOB_PHONE));
    assertEquals(0, stores.count("skipped_key", alice.account));
  }

  /** Bob, under his phone number; one message of his is skipped. */
  private EncryptedMessage agreedByPhone(Jid self) {
    alice.start(BOB_PHONE, bob.bundle());
    bob.read(self, alice.send(BOB_PHONE, "hello"));
    EncryptedMessage skipped = bob.send(self, "skipped");
    alice.read(BOB_PHONE, bob.send(self, "later"));
    assertEquals(1, stores.count("skipped_key", alice.account));
    return skipped;
  }

  @Test
  void archivesCredentialsWithoutWhatWasAgreedUnderThem() {
    var changed = agreedByPhone(ALICE);
    stores.run(
        stores.signedPreKeys.rotate(
            alice.account,
            stores.run(stores.credentials.load(alice.account)).orElseThrow(),
            SignedPreKey.create(2, alice.keys.identity(), random)));
    stores.run(stores.credentials.archive(alice.account, "logged_out"));
    stores.run(stores.credentials.restore(alice.account));
    for (var table : List.of("ratchet", "skipped_key", "former_signed_pre_key")) {
      assertEquals(0, stores.count(table, alice.account), table);
    }
    assertEquals(1, stores.count("peer_identity", alice.account));
    assertInstanceOf(DecryptFailure.NoRatchet.class, alice.receive(BOB_PHONE, changed));
    // The peer is told by a retry receipt, and begins anew.
    bob.start(ALICE, alice.bundle());
    assertEquals("again", alice.read(BOB_PHONE, bob.send(ALICE, "again")));
  }

  @Test
  void dropsEverythingOfTheAccountAndNothingElse() {
    agreedByPhone(ALICE);
    stores.run(stores.ratchets.drop(alice.account));
    for (var table : List.of("ratchet", "skipped_key", "peer_identity")) {
      assertEquals(0, stores.count(table, alice.account), table);
    }
    assertEquals(1, stores.count("ratchet", bob.account));
    assertTrue(stores.run(stores.credentials.load(alice.account)).isPresent());
  }

  @Test
  void forgetsEverythingWithTheDataKey() {
    agreedByPhone(ALICE);
    stores.run(stores.credentials.forget(alice.account));
    for (var table : List.of("ratchet", "skipped_key", "peer_identity")) {
      assertEquals(0, stores.count(table, alice.account), table);
    }
  }

  @Test
  void opensNoRowInAnothersPlaceAndSaysNotWhose() {
    alice.start(BOB, bob.bundle());
    alice.start(CARL, new Party(stores, CARL, 74).bundle());
    alice.start(BOB_PHONE, bob.bundle());
    stores.execute(
        "update ratchet r set sealed = o.sealed from ratchet o where r.account_id = $1"
            + " and o.account_id = $1 and r.peer = $2 and o.peer = $3",
        alice.account.value(),
        BOB_PHONE.bare().toString(),
        CARL.bare().toString());
    var fault = stores.fault(stores.ratchets.load(alice.account, List.of(BOB_PHONE)));
    assertEquals(KeystoreFault.Kind.CORRUPT, fault.kind());
    assertEquals("ratchet cannot be opened", fault.getMessage());
    assertTrue(alice.peer(BOB).ratchet().open());
    assertTrue(alice.peer(CARL).ratchet().open());
    stores.run(stores.ratchets.discard(alice.account, List.of(BOB_PHONE)));
    assertEquals(Ratchet.NONE, alice.peer(BOB_PHONE).ratchet());
    assertTrue(alice.peer(BOB).ratchet().open());
  }

  @Test
  void opensNoRowOfAnotherDeviceOfTheSameUser() {
    Jid phone = BOB.bare();
    alice.start(BOB, bob.bundle());
    alice.start(phone, new Party(stores, phone, 75).bundle());
    stores.execute(
        "update ratchet r set sealed = o.sealed from ratchet o where r.account_id = $1"
            + " and o.account_id = $1 and r.device = 3 and o.device = 0",
        alice.account.value());
    assertEquals(
        KeystoreFault.Kind.CORRUPT,
        stores.fault(stores.ratchets.load(alice.account, List.of(BOB))).kind());
  }

  @Test
  void losesOnlyTheMessageWhoseSkippedKeyIsCorrupt() {
    alice.start(BOB, bob.bundle());
    EncryptedMessage zero = alice.send(BOB, "0");
    EncryptedMessage one = alice.send(BOB, "1");
    EncryptedMessage two = alice.send(BOB, "2");
    bob.read(ALICE, alice.send(BOB, "3"));
    stores.execute(
        "update skipped_key s set sealed = o.sealed from skipped_key o where s.account_id = $1"
            + " and o.account_id = $1 and s.counter = 1 and o.counter = 2",
        bob.account.value());
    var fault =
        stores.fault(
            stores.ratchets.opening(
                bob.account,
                ALICE,
                IncomingMessage.parse(one.type(), one.bytes()),
                bob.keys.signedPreKey()));
    assertEquals(KeystoreFault.Kind.CORRUPT, fault.kind());
    assertEquals("2", bob.read(ALICE, two));
    assertEquals("0", bob.read(ALICE, zero));
  }

  @Test
  void storesNothingInTheClear() {
    alice.start(BOB, bob.bundle());
    assertEquals(
        0,
        stores.execute(
            "select 1 from ratchet where account_id = $1 and position($2::bytea in sealed) > 0",
            alice.account.value(),
            Buffer.buffer(bob.keys.identity().publicKey())));
  }
}
