package dev.wharf.account;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.PhoneNumber;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/**
 * The running sessions, as the account feature sees them. What the operator wants is stored before
 * it is told here, so a lost call is made good by the next start.
 */
public interface Fleet {

  /** What an operator asks of one account. */
  enum Order {
    INITIALIZE,
    RECONNECT,
    STOP,
    /** Drop the credentials (archived first) and stop. */
    RESET,
    /** Unlink from the phone, then as reset. */
    LOGOUT,
    /** The account is going: unlink if it is online, close, forget. */
    DELETE
  }

  /**
   * Carries out an order on the account's own mailbox; completes when its effect on the standing is
   * recorded.
   */
  Uni<Void> order(AccountId account, Order order);

  /**
   * Asks for a pairing code, connecting first if need be.
   *
   * @return fails with {@link Refused} when the account is in no state for it or the server refuses
   */
  Uni<PairingCode> pairingCode(AccountId account, PhoneNumber phone);

  /** An operator entered the number of an account that WhatsApp did not tell. */
  Uni<Void> numberGiven(AccountId account, PhoneNumber phone);

  /**
   * Asks WhatsApp for the account's own number; what it says is recorded.
   *
   * @return empty if it does not tell; fails with {@link Refused} if nobody can be asked
   */
  Uni<Optional<PhoneNumber>> askNumber(AccountId account);

  /**
   * Takes back the newest archived credentials of an account that is not paired.
   *
   * @return fails with {@link Refused} if there are none
   */
  Uni<Void> restoreCredentials(AccountId account);

  /** An operator changed how an account is to behave: what runs takes it up. From any thread. */
  default void settingsChanged(AccountId account) {}

  /** Signs of life, from any thread; empty for an account that has no session. */
  default Optional<Vitals> vitals(AccountId account) {
    return Optional.empty();
  }

  /** The code to type on the phone, {@code ABCD-1234}. */
  record PairingCode(String code, Instant expiresAt) {
    @Override
    public String toString() {
      return "PairingCode[expiresAt=" + expiresAt + "]";
    }
  }
}
