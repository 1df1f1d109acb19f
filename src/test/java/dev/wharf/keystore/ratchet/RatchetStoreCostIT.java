package dev.wharf.keystore.ratchet;

import dev.wharf.TestDatabase;
import dev.wharf.api.ApiProfile;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.signal.Decryption;
import dev.wharf.protocol.signal.Encryption;
import dev.wharf.protocol.signal.IncomingMessage;
import dev.wharf.protocol.signal.Ratchet;
import dev.wharf.protocol.signal.RatchetCipher;
import dev.wharf.protocol.signal.SkippedChange;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** What a message costs in the key store. Printed, for it says little on a machine that is busy. */
@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class RatchetStoreCostIT {

  private static final Jid ALICE = Jid.lid("100000000000001", 1);
  private static final Jid BOB = Jid.lid("100000000000002", 3);
  private static final int ACCOUNTS = 12;
  private static final int EACH = 150;

  @Inject Stores stores;

  private record Lane(Party to, List<IncomingMessage> messages) {}

  @Test
  void tellsWhatOpeningAndSavingCosts() {
    print("openAndSave", ACCOUNTS * EACH, lanes(0));
    print("openAndSaveWith2000Skipped", ACCOUNTS * EACH, lanes(2_000));
  }

  @Test
  void tellsWhatSavingManyRatchetsOfOneSendCosts() {
    var alice = new Party(stores, ALICE, 1);
    alice.start(BOB, new Party(stores, BOB, 2).bundle());
    Ratchet ratchet = alice.peer(BOB).ratchet();
    List<KeyChange> changes = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      var peer = Jid.lid("3000000" + i, 0);
      changes.add(new KeyChange.RatchetMoved(peer, ratchet, SkippedChange.NONE));
    }
    for (int round = 0; round < 4; round++) {
      long start = System.nanoTime();
      stores.save(alice.account, changes.toArray(KeyChange[]::new));
      System.out.printf(
          "cost=save1000Ratchets round=%d millis=%d%n",
          round, (System.nanoTime() - start) / 1_000_000);
    }
    Assertions.assertEquals(1_001, stores.count("ratchet", alice.account));
  }

  private List<Lane> lanes(int skipped) {
    return IntStream.range(0, ACCOUNTS).mapToObj(i -> lane(i, skipped)).toList();
  }

  private Lane lane(int seed, int skipped) {
    var alice = new Party(stores, ALICE, seed);
    var bob = new Party(stores, BOB, 100 + seed);
    alice.start(BOB, bob.bundle());
    Ratchet ratchet = alice.peer(BOB).ratchet();
    var messages = new ArrayList<IncomingMessage>();
    for (int i = 0; i < skipped + EACH + 1; i++) {
      var encrypted =
          (Encryption.Encrypted) RatchetCipher.encrypt(alice.own, ratchet, new byte[100]);
      ratchet = encrypted.ratchet();
      var message = encrypted.message();
      if (i == skipped) {
        bob.receive(ALICE, message);
      } else if (i > skipped) {
        messages.add(IncomingMessage.parse(message.type(), message.bytes()));
      }
    }
    Assertions.assertEquals(skipped, stores.count("skipped_key", bob.account));
    return new Lane(bob, messages);
  }

  private void print(String what, int messages, List<Lane> lanes) {
    long start = System.nanoTime();
    stores.run(Uni.join().all(lanes.stream().map(it -> open(it, 0)).toList()).andFailFast());
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("cost=%s perSecond=%.0f accounts=%d%n", what, messages / seconds, ACCOUNTS);
  }

  private Uni<Void> open(Lane lane, int index) {
    if (index == lane.messages().size()) {
      return Uni.createFrom().voidItem();
    }
    var bob = lane.to();
    var message = lane.messages().get(index);
    return stores
        .ratchets
        .opening(bob.account, ALICE, message, bob.keys.signedPreKey())
        .map(
            it ->
                (Decryption.Decrypted)
                    RatchetCipher.decrypt(
                        bob.own, it.peer().ratchet(), message, it.found(), bob.random))
        .chain(
            it ->
                stores.pool.withTransaction(
                    tx -> stores.ratchets.save(tx, bob.account, Party.changes(ALICE, it))))
        .chain(() -> open(lane, index + 1));
  }
}
