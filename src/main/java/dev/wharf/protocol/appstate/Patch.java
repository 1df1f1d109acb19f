package dev.wharf.protocol.appstate;

import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.proto.AppStateProto.SyncdMutations;
import dev.wharf.protocol.proto.AppStateProto.SyncdPatch;
import dev.wharf.protocol.proto.AppStateProto.SyncdVersion;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One step of a collection, from one version to the next.
 *
 * @param external where the mutations lie, if they are not in here
 */
public record Patch(
    long version,
    List<SealedMutation> mutations,
    Opaque keyId,
    Opaque snapshotMac,
    Opaque patchMac,
    Optional<BlobRef> external) {

  private static final String PATH = "appState.patch";

  /**
   * Reads one.
   *
   * @param versionIfAbsent a patch without a version leads to the one after the collection's
   * @throws ProtocolFault if it is none
   */
  public static Patch parse(byte[] bytes, long versionIfAbsent) {
    var it = Parsed.of(SyncdPatch.parser(), bytes, PATH);
    return new Patch(
        it.getVersion().hasVersion() ? it.getVersion().getVersion() : versionIfAbsent,
        it.getMutationsList().stream().map(SealedMutation::of).toList(),
        new Opaque(it.getKeyId().getId().toByteArray()),
        new Opaque(it.getSnapshotMac().toByteArray()),
        new Opaque(it.getPatchMac().toByteArray()),
        it.hasExternalMutations()
            ? Optional.of(BlobRef.of(it.getExternalMutations()))
            : Optional.empty());
  }

  /**
   * With the mutations that lay outside.
   *
   * @throws ProtocolFault if it is not the file it should be
   */
  public Patch with(byte[] externalMutations) {
    var outside = Parsed.of(SyncdMutations.parser(), externalMutations, PATH + ".external");
    return new Patch(
        version,
        outside.getMutationsList().stream().map(SealedMutation::of).toList(),
        keyId,
        snapshotMac,
        patchMac,
        Optional.empty());
  }

  /**
   * As a server hands it out: what a device uploads does not name its version.
   *
   * @throws ProtocolFault if it is no patch
   */
  public static byte[] published(byte[] uploaded, long version) {
    return Parsed.of(SyncdPatch.parser(), uploaded, PATH).toBuilder()
        .setVersion(SyncdVersion.newBuilder().setVersion(version))
        .build()
        .toByteArray();
  }

  /** The entries it touches: whoever applies it looks up what was there before. */
  public Set<Opaque> indexMacs() {
    return mutations.stream().map(SealedMutation::indexMac).collect(Collectors.toSet());
  }

  /** The keys that are needed to read it. */
  public Set<Opaque> keyIds() {
    Set<Opaque> ids = new LinkedHashSet<>();
    ids.add(keyId);
    mutations.forEach(it -> ids.add(it.keyId()));
    return ids;
  }
}
