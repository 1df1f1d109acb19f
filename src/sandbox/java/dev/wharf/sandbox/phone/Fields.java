package dev.wharf.sandbox.phone;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** A protobuf message, read by the numbers of its fields (messaging.md 15). */
final class Fields {

  /**
   * One field, numbers and nested bytes apart; a kind that nobody needs here is neither.
   *
   * @param wire all of it, tag included
   */
  private record Field(int number, Optional<byte[]> bytes, OptionalLong value, byte[] wire) {}

  private final byte[] wire;
  private final List<Field> fields;

  private Fields(byte[] wire, List<Field> fields) {
    this.wire = wire;
    this.fields = fields;
  }

  /** Empty if these bytes are no protobuf message. */
  static Optional<Fields> read(byte[] bytes) {
    var fields = new ArrayList<Field>();
    var input = CodedInputStream.newInstance(bytes);
    try {
      int start = 0;
      for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
        var field = field(tag, input);
        int end = input.getTotalBytesRead();
        byte[] wire = java.util.Arrays.copyOfRange(bytes, start, end);
        fields.add(new Field(field.number(), field.bytes(), field.value(), wire));
        start = end;
      }
      return Optional.of(new Fields(bytes, fields));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static Field field(int tag, CodedInputStream input) throws IOException {
    int number = WireFormat.getTagFieldNumber(tag);
    byte[] none = {};
    switch (WireFormat.getTagWireType(tag)) {
      case WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
        return new Field(number, Optional.of(input.readByteArray()), OptionalLong.empty(), none);
      }
      case WireFormat.WIRETYPE_VARINT -> {
        return new Field(number, Optional.empty(), OptionalLong.of(input.readUInt64()), none);
      }
      default -> {
        input.skipField(tag);
        return new Field(number, Optional.empty(), OptionalLong.empty(), none);
      }
    }
  }

  static Writer write() {
    return new Writer();
  }

  /** As it was read. */
  byte[] wire() {
    return wire;
  }

  /** As it was read, but for that field. */
  byte[] without(int number) {
    var rest = new ByteArrayOutputStream();
    fields.stream().filter(it -> it.number() != number).forEach(it -> rest.writeBytes(it.wire()));
    return rest.toByteArray();
  }

  Set<Integer> numbers() {
    return fields.stream().map(Field::number).collect(Collectors.toUnmodifiableSet());
  }

  /** The last one, as protobuf reads a field that is there twice. */
  Optional<byte[]> bytes(int number) {
    List<byte[]> all = allBytes(number);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  Optional<String> text(int number) {
    return bytes(number).map(it -> new String(it, StandardCharsets.UTF_8));
  }

  OptionalLong number(int number) {
    OptionalLong found = OptionalLong.empty();
    for (Field field : fields) {
      if (field.number() == number && field.value().isPresent()) {
        found = field.value();
      }
    }
    return found;
  }

  /** What is nested there: empty if it is not there or no message. */
  Optional<Fields> child(int number, int... deeper) {
    Optional<Fields> found = bytes(number).flatMap(Fields::read);
    for (int next : deeper) {
      found = found.flatMap(it -> it.child(next));
    }
    return found;
  }

  List<Fields> children(int number) {
    return allBytes(number).stream().flatMap(it -> Fields.read(it).stream()).toList();
  }

  private List<byte[]> allBytes(int number) {
    return fields.stream()
        .filter(it -> it.number() == number)
        .flatMap(it -> it.bytes().stream())
        .toList();
  }

  /** Puts a message together. */
  static final class Writer {

    private static final int BUFFER = 128;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(written, BUFFER);

    Writer bytes(int number, byte[] value) {
      try {
        out.writeByteArray(number, value);
        return this;
      } catch (IOException e) {
        throw memory(e);
      }
    }

    Writer text(int number, String value) {
      return bytes(number, value.getBytes(StandardCharsets.UTF_8));
    }

    Writer number(int number, long value) {
      try {
        out.writeUInt64(number, value);
        return this;
      } catch (IOException e) {
        throw memory(e);
      }
    }

    Writer flag(int number, boolean value) {
      return number(number, value ? 1 : 0);
    }

    Writer child(int number, Writer value) {
      return bytes(number, value.bytes());
    }

    byte[] bytes() {
      try {
        out.flush();
        return written.toByteArray();
      } catch (IOException e) {
        throw memory(e);
      }
    }

    private static IllegalStateException memory(IOException cause) {
      return new IllegalStateException("memory does not fail", cause);
    }
  }
}
