package dev.wharf.protocol.appstate;

import com.google.protobuf.ByteString;
import dev.wharf.protocol.MutatedBytes;
import dev.wharf.protocol.Onslaught;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.proto.AppStateProto.ContactAction;
import dev.wharf.protocol.proto.AppStateProto.ExternalBlobReference;
import dev.wharf.protocol.proto.AppStateProto.SyncActionValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Turned patches, snapshots and references to files of them. */
public final class AppStateOnslaught implements Onslaught {

  private static final AppStateKey KEY =
      new AppStateKey(
          new Opaque(new byte[] {0, 0, 0, 0, 0, 1}), new Opaque(new byte[32]), Optional.empty());
  private static final CollectionState NOTHING = CollectionState.empty("critical_block");
  private static final byte[] BLOB =
      ExternalBlobReference.newBuilder()
          .setMediaKey(ByteString.copyFrom(new byte[32]))
          .setDirectPath("/v/t62/file?ccb=1")
          .setFileSha256(ByteString.copyFrom(new byte[32]))
          .setFileEncSha256(ByteString.copyFrom(new byte[32]))
          .build()
          .toByteArray();

  private final RandomGenerator random;
  private final MutatedBytes mutated;
  private final byte[] patch;

  public AppStateOnslaught(RandomGenerator random) {
    this.random = random;
    this.mutated = new MutatedBytes(random);
    this.patch =
        AppState.encode(NOTHING, List.of(contact("1@lid"), contact("2@lid")), Map.of(), KEY, random)
            .patch();
  }

  private static Mutation contact(String jid) {
    var action = ContactAction.newBuilder().setFullName("Bo").setLidJid("77@lid");
    return new Mutation(
        true,
        List.of("contact", jid),
        SyncActionValue.newBuilder().setContactAction(action).build(),
        2);
  }

  @Override
  public Attempt next() {
    return switch (random.nextInt(6)) {
      case 0 -> Attempt.of(mutated.next(BLOB), AppStateOnslaught::reference);
      case 1 -> Attempt.of(mutated.next(patch), AppStateOnslaught::snapshot);
      default -> Attempt.of(mutated.next(patch), AppStateOnslaught::follow);
    };
  }

  private static boolean reference(byte[] bytes) {
    BlobRef.parse(bytes);
    return true;
  }

  private static boolean snapshot(byte[] bytes) {
    return taken(AppState.load("regular", Snapshot.parse(bytes), Map.of(KEY.id(), KEY)));
  }

  private static boolean follow(byte[] bytes) {
    return taken(AppState.apply(NOTHING, Patch.parse(bytes, 1), Map.of(), Map.of(KEY.id(), KEY)));
  }

  private static boolean taken(AppState.Outcome outcome) {
    if (!(outcome instanceof AppState.Outcome.Applied applied)) {
      return false;
    }
    applied.mutations().forEach(AppStateAction::of);
    return true;
  }

  @Override
  public void check() {
    if (!follow(patch)) {
      throw new AssertionError("the genuine patch is refused");
    }
  }
}
