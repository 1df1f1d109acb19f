package dev.wharf.sandbox.phone;

import dev.wharf.identity.Jid;
import dev.wharf.sandbox.post.Party;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The messages a phone has read, in the order in which it read them; each once, however often it
 * came. The oldest are forgotten.
 */
public final class Letters {

  private static final int MOST = 100_000;

  /**
   * One message.
   *
   * @param chat the group, or the other person's address as it was used
   * @param fromMe whether an own companion wrote it
   * @param message the content that counts, as protobuf
   */
  public record Letter(
      String id,
      Jid chat,
      Party sender,
      boolean fromMe,
      Instant at,
      Optional<String> pushName,
      Told told,
      byte[] message) {}

  /** Ids are unique for one writer only. */
  private record Name(String writer, String id) {}

  private final Map<Name, Letter> letters =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Name, Letter> eldest) {
          return size() > MOST;
        }
      };

  private long repeated;
  private long unread;

  /** Returns whether it was not there before. */
  boolean add(Letter letter) {
    var name = new Name(letter.sender().account().phone(), letter.id());
    boolean fresh = letters.putIfAbsent(name, letter) == null;
    repeated += fresh ? 0 : 1;
    return fresh;
  }

  /** Something came that did not open. */
  void failed() {
    unread++;
  }

  public Collection<Letter> all() {
    return letters.values();
  }

  Optional<Letter> find(String id) {
    return letters.values().stream().filter(it -> it.id().equals(id)).findFirst();
  }

  /** How many came again after they were read. */
  public long repeated() {
    return repeated;
  }

  /** How many times something did not open. */
  public long unread() {
    return unread;
  }
}
