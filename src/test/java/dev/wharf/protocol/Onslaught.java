package dev.wharf.protocol;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.BooleanSupplier;

/** One kind of input from outside that is nearly right, and what reads it. */
public interface Onslaught {

  /** For a message of at most a few KB: reading it, its values, and what a test costs. */
  long MOST_BYTES = 4 << 20;

  /** Makes the next input. That is not measured. */
  Attempt next();

  /** What must still work however much has failed. Called now and then. */
  default void check() {}

  /**
   * Inputs that are read by nobody but functions.
   *
   * @param input bytes, or what prints itself
   * @param mostBytes what reading it may allocate
   * @param reading whether it was taken; a typed failure is false, and so is a {@link
   *     ProtocolFault}
   */
  record Attempt(Object input, long mostBytes, BooleanSupplier reading) {

    public static Attempt of(byte[] input, Reading reading) {
      return of(input, MOST_BYTES, reading);
    }

    public static Attempt of(byte[] input, long mostBytes, Reading reading) {
      return new Attempt(input, mostBytes, () -> reading.read(input));
    }

    @Override
    public String toString() {
      return input instanceof byte[] bytes
          ? bytes.length + " bytes " + HexFormat.of().formatHex(shortened(bytes))
          : String.valueOf(input);
    }

    private static byte[] shortened(byte[] bytes) {
      return Arrays.copyOf(bytes, Math.min(bytes.length, 4_096));
    }
  }

  interface Reading {
    boolean read(byte[] input);
  }
}
