package dev.wharf.protocol.stanza.chat;

import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.protocol.stanza.group.GroupNotice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What notifications tell ({@link Notices#of}). Users are bare. All want an ack. */
public sealed interface Notice {

  /**
   * Somebody's devices are others now.
   *
   * @param lid the same user by the hidden address
   * @param devices that came or went, as they are addressed on the wire; none for an update, after
   *     which the list has to be asked for
   * @param hash over all devices, if the server gives one
   */
  record DevicesChanged(
      Jid user, Optional<Jid> lid, Change change, List<Jid> devices, Optional<String> hash)
      implements Notice {}

  enum Change {
    ADDED,
    REMOVED,
    UPDATED
  }

  /**
   * Our own devices, all of them.
   *
   * @param hash over them
   */
  record OwnDevicesChanged(List<Jid> devices, Optional<String> hash) implements Notice {}

  /**
   * Something else of our own account.
   *
   * @param what tags of the children, such as {@code privacy} or {@code blocklist}
   */
  record OwnAccountChanged(List<String> what) implements Notice {}

  /** Somebody has new keys: what was agreed with the old ones must not be used to send. */
  record IdentityChanged(Jid user, Optional<Jid> lid) implements Notice {}

  /** Collections of the shared state moved on. */
  record AppStateChanged(List<Version> collections) implements Notice {}

  record Version(String collection, long version) {}

  /**
   * @param whose a person or a group
   * @param id of the new picture; empty if there is none now
   * @param author who changed it
   */
  record PictureChanged(Jid whose, Optional<String> id, Optional<Jid> author) implements Notice {}

  /** What somebody says about himself. */
  record AboutChanged(Jid user, String text, Optional<Instant> at) implements Notice {}

  /** Somebody lets us write. */
  record TokenGiven(Jid user, Optional<Jid> lid, PrivacyToken token) implements Notice {}

  /** Whether we may write to strangers has changed. */
  record TimelockChanged(Timelock timelock) implements Notice {}

  /**
   * Our phone was asked for media again.
   *
   * @param sealed where it is now; empty if there was an error
   * @param error 0 if it has no number
   */
  record MediaAnswered(
      MessageId id,
      Jid chat,
      boolean fromMe,
      Optional<Jid> participant,
      Optional<Sealed> sealed,
      OptionalInt error)
      implements Notice {}

  /** A ciphertext with its nonce. */
  record Sealed(byte[] ciphertext, byte[] iv) {}

  record InGroup(GroupNotice notice) implements Notice {}

  /** Nothing we know, or broken. */
  record Other(String type) implements Notice {}
}
