package dev.wharf.protocol.frame;

import dev.wharf.protocol.ProtocolFault;
import java.util.Arrays;

/**
 * What a client says once, before its first frame: optionally the routing info of an earlier link,
 * then the fixed header (connection.md 1.2).
 *
 * @param routing as an earlier server gave it; empty for none
 */
public record Intro(byte[] routing) {

  /** "WA", protocol generation 6, dictionary version 3. The only part that Noise hashes. */
  public static final byte[] PROLOGUE = {'W', 'A', 6, 3};

  /** Opens the form with routing info: "ED", 0, 1, then a 3-byte length. */
  static final byte[] EDGE = {'E', 'D', 0, 1};

  public static final Intro PLAIN = new Intro(new byte[0]);

  public Intro {
    if (routing.length > Frame.MAX) {
      throw new ProtocolFault(
          ProtocolFault.Kind.TOO_LARGE, "intro.routing", routing.length + " > " + Frame.MAX);
    }
  }

  /** The bytes to send in front of the first frame. */
  public byte[] encode() {
    if (routing.length == 0) {
      return PROLOGUE.clone();
    }
    int start = EDGE.length + Frame.HEADER;
    byte[] intro = Arrays.copyOf(EDGE, start + routing.length + PROLOGUE.length);
    Frame.writeLength(intro, EDGE.length, routing.length);
    System.arraycopy(routing, 0, intro, start, routing.length);
    System.arraycopy(PROLOGUE, 0, intro, start + routing.length, PROLOGUE.length);
    return intro;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Intro(var that) && Arrays.equals(routing, that);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(routing);
  }

  @Override
  public String toString() {
    return "Intro[routing=" + routing.length + " bytes]";
  }
}
