package dev.wharf.messaging;

import java.util.Optional;

/** Reads what came over the wire. Never fails: what it cannot make out is a kind of its own. */
public interface Reader {

  /**
   * @param payload protobuf, unpadded
   * @return empty if there is nothing in it for a person
   */
  Optional<Read> read(byte[] payload);
}
