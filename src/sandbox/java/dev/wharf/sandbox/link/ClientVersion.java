package dev.wharf.sandbox.link;

import dev.wharf.protocol.proto.AppVersion;
import java.util.List;

/** Compares what a client says it is with what is asked for. */
final class ClientVersion {

  private ClientVersion() {}

  static boolean older(AppVersion version, List<Integer> least) {
    int[] parts = {
      version.getPrimary(),
      version.getSecondary(),
      version.getTertiary(),
      version.getQuaternary(),
      version.getQuinary()
    };
    for (int i = 0; i < least.size() && i < parts.length; i++) {
      if (parts[i] != least.get(i)) {
        return parts[i] < least.get(i);
      }
    }
    return false;
  }
}
