package dev.wharf.account.lifecycle;

import dev.wharf.identity.PhoneNumber;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What can happen to an account. Reports of a link carry its number: those of an earlier link are
 * ignored.
 */
public sealed interface Trigger {

  /** The operator wants the account up. */
  record Initialize() implements Trigger {}

  /** The operator wants a new link now. */
  record Reconnect() implements Trigger {}

  record Stop() implements Trigger {}

  /** The operator wants the credentials gone. */
  record Reset() implements Trigger {}

  /** The operator wants the device unlinked. */
  record Logout() implements Trigger {}

  /**
   * The process started and the account was wanted when it ended.
   *
   * @param activationEnds when it had to be online, if an operator waited for that
   * @param connectedAt when it was last connected, if that is known
   */
  record Restored(@Nullable Instant activationEnds, @Nullable Instant connectedAt)
      implements Trigger {}

  /** An operator entered the phone number. */
  record NumberGiven(PhoneNumber phone) implements Trigger {}

  /** An operator took archived credentials back: the server's word that they are gone was wrong. */
  record CredentialsBack() implements Trigger {}

  /** The deadline of the present state may have passed. */
  record Due() implements Trigger {}

  /** It is the account's turn to connect. */
  record Admitted() implements Trigger {}

  /** A report of one link. */
  sealed interface OfLink extends Trigger {
    long link();
  }

  /** The handshake is done and the payload is out. */
  record Shaken(long link) implements OfLink {}

  /** The refs of a batch of QR codes came. */
  record RefsCame(long link, int count) implements OfLink {}

  /** A pairing code is out. */
  record CodeIssued(long link) implements OfLink {}

  record PasskeyAsked(long link) implements OfLink {}

  /** Paired: the credentials are stored and the server is told. */
  record PairedNow(long link) implements OfLink {}

  record LoggedIn(long link) implements OfLink {}

  /** The questions after a login are answered. */
  record Synced(long link, @Nullable PhoneNumber phone) implements OfLink {}

  record NumberKnown(long link, PhoneNumber phone) implements OfLink {}

  /** The link is gone, or must go, for this reason. */
  record Ended(long link, Ending ending) implements OfLink {}
}
