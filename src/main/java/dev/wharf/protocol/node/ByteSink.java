package dev.wharf.protocol.node;

import java.util.Arrays;

/** A byte array that grows as it is written. */
final class ByteSink {

  private byte[] bytes = new byte[256];
  private int size;

  void write(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
  }

  void write16(int value) {
    ensure(2);
    bytes[size++] = (byte) (value >>> 8);
    bytes[size++] = (byte) value;
  }

  void write24(int value) {
    write(value >>> 16);
    write16(value);
  }

  void write32(int value) {
    write16(value >>> 16);
    write16(value);
  }

  void write(byte[] source) {
    ensure(source.length);
    System.arraycopy(source, 0, bytes, size, source.length);
    size += source.length;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void ensure(int more) {
    if (more > bytes.length - size) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
