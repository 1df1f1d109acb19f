package dev.wharf.protocol;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** Expectations about faults. */
public final class ProtocolFaults {

  private ProtocolFaults() {}

  /** The action fails with that kind at that place. */
  public static void assertFault(ProtocolFault.Kind kind, String path, Executable action) {
    var fault = assertThrows(ProtocolFault.class, action);
    assertAll(
        fault::getMessage,
        () -> assertEquals(kind, fault.kind()),
        () -> assertEquals(path, fault.path()),
        () -> assertEquals(0, fault.getStackTrace().length));
  }
}
