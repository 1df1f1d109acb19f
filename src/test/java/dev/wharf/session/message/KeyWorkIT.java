package dev.wharf.session.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.TestDatabase;
import dev.wharf.api.ApiProfile;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.keystore.CredentialStore;
import dev.wharf.keystore.Credentials;
import dev.wharf.protocol.pairing.DeviceKeys;
import dev.wharf.protocol.signal.PreKeyBundle;
import dev.wharf.protocol.signal.PublicKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That ratchets in memory are never other ones than those that are stored. */
@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class KeyWorkIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Jid PEER = Jid.lid("998877665544332", 3);
  private static final byte[] TEXT = "hello".getBytes(StandardCharsets.UTF_8);

  @Inject MessageServices services;
  @Inject CredentialStore credentials;
  @Inject Pool pool;

  private final Lane lane = new Lane();
  private LooseLine line;
  private KeyMoves moves;

  @BeforeEach
  void agree() {
    var keys = DeviceKeys.generate(services.random());
    line = new LooseLine(AccountId.random(services.random()), keys);
    moves = new KeyMoves(line, lane, services);
    await(line.run(() -> credentials.save(line.account(), Credentials.fresh(keys))));
    boolean sound = work(work -> work.start(PEER, bundle()), true);
    assertTrue(sound);
  }

  @Test
  void whatIsStoredIsAtHandForTheNextMessage() {
    spoil();
    assertTrue(canSend());
  }

  @Test
  void whatWasNotStoredIsReadAgain() {
    byte[] left = encrypt(true);
    byte[] failed = encrypt(false);
    byte[] again = encrypt(false);
    assertFalse(Arrays.equals(left, failed));
    assertArrayEquals(failed, again, "from the ratchet that is stored");
    spoil();
    assertFalse(canSend(), "none is in memory");
  }

  @Test
  void aChangeThatIsNoMessageIsSeen() {
    await(moves.archive(List.of(PEER)));
    assertFalse(canSend());
  }

  @Test
  void aNewLinkReadsWhatIsStored() {
    moves.begin();
    spoil();
    assertFalse(canSend());
  }

  @Test
  void accountsDoNotShareWhatTheyAgreed() {
    var other = new KeyWork(line, new Lane(), services);
    spoil();
    await(other.load(List.of(PEER)));
    assertFalse(other.canSendTo(PEER));
  }

  @Test
  void noMoreIsKeptThanIsWorthTheMemory() {
    var recent = services.recentRatchets();
    var keys = recent.find(lane, PEER).orElseThrow();
    var another = new Lane();
    for (int device = 0; device < 10_000; device++) {
      recent.put(another, Jid.lid("112233445566778", device), keys);
    }
    long kept = 0;
    for (int device = 0; device < 10_000; device++) {
      kept += recent.find(another, Jid.lid("112233445566778", device)).stream().count();
    }
    assertTrue(kept > 0 && kept <= 2_048, "kept " + kept);
    recent.drop(another);
    assertEquals(Optional.empty(), recent.find(another, Jid.lid("112233445566778", 9_999)));
  }

  private boolean canSend() {
    return work(work -> work.canSendTo(PEER), false);
  }

  private byte[] encrypt(boolean store) {
    return work(work -> work.encrypt(PEER, TEXT).orElseThrow().bytes(), store);
  }

  private <T> T work(Function<KeyWork, T> doing, boolean store) {
    return await(
        lane.run(
            () -> {
              var work = new KeyWork(line, lane, services);
              return work.load(List.of(PEER))
                  .map(loaded -> doing.apply(work))
                  .compose(
                      result ->
                          store
                              ? KeyCommit.alone(line, services, work).map(result)
                              : Future.succeededFuture(result));
            }));
  }

  /** Whoever reads it finds that it cannot be opened. */
  private void spoil() {
    await(
        line.run(
            () ->
                pool.preparedQuery("update ratchet set sealed = '\\x00' where account_id = $1")
                    .execute(Tuple.of(line.account().value()))));
  }

  private PreKeyBundle bundle() {
    var peer = DeviceKeys.generate(services.random());
    var signed = peer.signedPreKey();
    return new PreKeyBundle(
        peer.registrationId(),
        PublicKey.of(peer.identity()),
        new PreKeyBundle.SignedKey(signed.id(), PublicKey.of(signed.keyPair()), signed.signature()),
        Optional.empty());
  }

  private static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }
}
