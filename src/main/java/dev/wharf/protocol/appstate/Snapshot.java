package dev.wharf.protocol.appstate;

import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.proto.AppStateProto.SyncdSnapshot;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A whole collection at one version. */
public record Snapshot(long version, List<SealedMutation> records, Opaque keyId, Opaque mac) {

  /**
   * Reads one.
   *
   * @throws ProtocolFault if it is none
   */
  public static Snapshot parse(byte[] bytes) {
    var it = Parsed.of(SyncdSnapshot.parser(), bytes, "appState.snapshot");
    return new Snapshot(
        it.getVersion().getVersion(),
        it.getRecordsList().stream().map(one -> SealedMutation.of(true, one)).toList(),
        new Opaque(it.getKeyId().getId().toByteArray()),
        new Opaque(it.getMac().toByteArray()));
  }

  /** The keys that are needed to read it. */
  public Set<Opaque> keyIds() {
    Set<Opaque> ids = new LinkedHashSet<>();
    ids.add(keyId);
    records.forEach(it -> ids.add(it.keyId()));
    return ids;
  }
}
