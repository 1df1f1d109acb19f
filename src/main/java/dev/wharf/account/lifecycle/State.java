package dev.wharf.account.lifecycle;

import dev.wharf.event.Reason;
import dev.wharf.identity.PhoneNumber;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where an account is. The whole truth: there are no flags beside it. */
public sealed interface State {

  Trail trail();

  Instant since();

  /** Not trying. An operator acts. */
  record Inactive(Trail trail, Instant since, Rest rest, @Nullable Reason reason)
      implements State {}

  enum Rest {
    CREATED,
    STOPPED,
    LOGGED_OUT,
    QR_EXPIRED,
    TIMED_OUT,
    REPLACED,
    OUTDATED,
    FAILED
  }

  /** A state that ends by itself. */
  sealed interface Transient extends State {
    /** When it ends by itself, unless something happens before. */
    Instant deadline();
  }

  /** A state that holds a link: the newest one of its trail. */
  sealed interface Linked extends State {
    default long link() {
      return trail().lastLink();
    }
  }

  /** Waits for its turn among the pairings or logins of this process. */
  record Queued(Trail trail, Instant since, Instant deadline, Goal goal) implements Transient {}

  /** Connects and shakes hands. */
  record Dialing(Trail trail, Instant since, Instant deadline, Goal goal)
      implements Transient, Linked {}

  /** Connected as nobody: the server is about to send the refs for the QR codes. */
  record AwaitingRefs(Trail trail, Instant since, Instant deadline) implements Transient, Linked {}

  /**
   * A QR code shows.
   *
   * @param index of the code in its batch, from 0
   * @param count codes in the batch
   * @param qrExpires when this code gives way to the next
   */
  record ShowingQr(
      Trail trail, Instant since, Instant deadline, int index, int count, Instant qrExpires)
      implements Transient, Linked {}

  /** A pairing code was issued and waits to be typed on the phone. */
  record AwaitingCode(Trail trail, Instant since, Instant deadline) implements Transient, Linked {}

  /** The server wants a passkey, which Wharf cannot give. */
  record PasskeyRequired(Trail trail, Instant since, Instant deadline)
      implements Transient, Linked {}

  /** Paired; waits for the restart that follows a pairing. */
  record Paired(Trail trail, Instant since, Instant deadline) implements Transient, Linked {}

  /** The login payload is out. */
  record LoggingIn(Trail trail, Instant since, Instant deadline) implements Transient, Linked {}

  /** Let in; the questions after a login are being asked. */
  record Syncing(Trail trail, Instant since, Instant deadline) implements Transient, Linked {}

  /** In, but the phone number is not known yet. */
  record AwaitingNumber(Trail trail, Instant since, Instant deadline)
      implements Transient, Linked {}

  /** Online. Cannot be made without a phone number. */
  record Online(Trail trail, Instant since, PhoneNumber phone) implements Linked {}

  /** Between two links. */
  record Waiting(
      Trail trail, Instant since, Instant deadline, Instant nextRetryAt, Goal goal, Reason reason)
      implements Transient {}

  /** Not tried before {@code deadline}, for trying would make it worse. */
  record Cooldown(Trail trail, Instant since, Instant deadline, Cooling cooling, Reason reason)
      implements Transient {}

  enum Cooling {
    TOO_MANY_ATTEMPTS,
    RATE_LIMITED
  }

  /** Banned for a time. */
  record BannedUntil(Trail trail, Instant since, Instant deadline, int code, Reason reason)
      implements Transient {}

  /** Banned until a person sorts it out. */
  record BannedForGood(Trail trail, Instant since, Reason reason) implements State {}
}
