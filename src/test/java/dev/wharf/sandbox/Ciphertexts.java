package dev.wharf.sandbox;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Bytes with the header of a ciphertext and nothing that anybody could read (15.1). */
public final class Ciphertexts {

  private static final int VERSION = 0x33;

  private Ciphertexts() {}

  /** A msg on the ratchet key that consists of that byte. */
  public static byte[] message(int key, int counter) {
    byte[] ratchetKey = new byte[33];
    Arrays.fill(ratchetKey, (byte) key);
    return framed(
        8,
        output -> {
          output.writeByteArray(1, ratchetKey);
          output.writeUInt32(2, counter);
          output.writeUInt32(3, 0);
          output.writeByteArray(4, new byte[16]);
        });
  }

  public static byte[] preKeyMessage(byte[] message) {
    return framed(
        0,
        output -> {
          output.writeUInt32(1, 5);
          output.writeByteArray(2, new byte[33]);
          output.writeByteArray(3, new byte[33]);
          output.writeByteArray(4, message);
          output.writeUInt32(5, 1);
          output.writeUInt32(6, 1);
        });
  }

  public static byte[] senderKeyMessage(int id, int iteration) {
    return framed(
        64,
        output -> {
          output.writeUInt32(1, id);
          output.writeUInt32(2, iteration);
          output.writeByteArray(3, new byte[16]);
        });
  }

  private interface Fields {
    void write(CodedOutputStream output) throws IOException;
  }

  private static byte[] framed(int trailer, Fields fields) {
    try {
      var bytes = new ByteArrayOutputStream();
      bytes.write(VERSION);
      var output = CodedOutputStream.newInstance(bytes);
      fields.write(output);
      output.flush();
      bytes.write(new byte[trailer]);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
