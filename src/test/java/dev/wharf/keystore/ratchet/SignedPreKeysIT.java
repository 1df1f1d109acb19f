package dev.wharf.keystore.ratchet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wharf.TestDatabase;
import dev.wharf.api.ApiProfile;
import dev.wharf.identity.AccountId;
import dev.wharf.keystore.Credentials;
import dev.wharf.keystore.KeystoreFault;
import dev.wharf.protocol.pairing.DeviceKeys;
import dev.wharf.protocol.signal.PreKey;
import dev.wharf.protocol.signal.SignedPreKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ApiProfile.class)
@QuarkusTestResource(TestDatabase.class)
class SignedPreKeysIT {

  @Inject Stores stores;

  private final SecureRandom random = new SecureRandom();
  private final AccountId account = AccountId.random(random);
  private Credentials now = Credentials.fresh(DeviceKeys.generate(random)).routed(new byte[] {7});

  @BeforeEach
  void save() {
    stores.run(stores.credentials.save(account, now));
  }

  @Test
  void keepsThreeFormerOnes() {
    List<SignedPreKey> all = new ArrayList<>(List.of(now.keys().signedPreKey()));
    for (int id = 2; id <= 6; id++) {
      all.add(rotate(id));
    }
    for (SignedPreKey key : all.subList(2, 6)) {
      assertEquals(Optional.of(key), find(key.id()));
    }
    assertEquals(Optional.empty(), find(1));
    assertEquals(Optional.empty(), find(2));
    assertEquals(Optional.of(now), stores.run(stores.credentials.load(account)));
    assertEquals(all.getLast(), now.keys().signedPreKey());
  }

  @Test
  void changesNothingWhenTheSameStepIsDoneAgain() {
    SignedPreKey next = rotate(2);
    assertEquals(now, stores.run(stores.signedPreKeys.rotate(account, now, next)));
    assertEquals(1, stores.count("former_signed_pre_key", account));
  }

  @Test
  void refusesAnotherKeyWithTheIdOfTheCurrentOne() {
    var another = SignedPreKey.create(1, now.keys().identity(), random);
    assertThrows(
        IllegalArgumentException.class, () -> stores.signedPreKeys.rotate(account, now, another));
  }

  @Test
  void letsTheCurrentOneHaveAnIdThatAFormerOneHad() {
    rotate(PreKey.MAX_ID);
    SignedPreKey again = rotate(1);
    assertEquals(Optional.of(again), find(1));
    assertEquals(1, stores.count("former_signed_pre_key", account));
  }

  @Test
  void opensNoFormerOneInAnothersPlace() {
    rotate(2);
    rotate(3);
    stores.execute(
        "update former_signed_pre_key f set sealed = o.sealed from former_signed_pre_key o"
            + " where f.account_id = $1 and o.account_id = $1 and f.id = 1 and o.id = 2",
        account.value());
    var fault = stores.fault(stores.signedPreKeys.find(account, 1));
    assertEquals(KeystoreFault.Kind.CORRUPT, fault.kind());
    assertEquals(2, find(2).orElseThrow().id());
  }

  private SignedPreKey rotate(int id) {
    var next = SignedPreKey.create(id, now.keys().identity(), random);
    now = stores.run(stores.signedPreKeys.rotate(account, now, next));
    return next;
  }

  private Optional<SignedPreKey> find(int id) {
    return stores.run(stores.signedPreKeys.find(account, id));
  }
}
