package dev.wharf.account;

import dev.wharf.event.Action;
import dev.wharf.event.Event;
import dev.wharf.event.PairedIdentity;
import dev.wharf.event.Qr;
import dev.wharf.event.Standing;
import dev.wharf.identity.AccountId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a session reports of its account. The ledger stores it, then projects and pushes it, in the
 * order given.
 */
public sealed interface Fact {

  AccountId account();

  Instant at();

  /**
   * The account stands elsewhere.
   *
   * @param resting whether this is a standing to come back to after a restart (inactive, cooldown,
   *     banned); others are live and only kept in the history
   * @param wanted the operator's intent after this change: a fact may end it (logged out, replaced,
   *     failed)
   * @param activationEnds when it has to be online, while somebody waits for that
   */
  record Moved(
      AccountId account,
      Instant at,
      Standing standing,
      boolean resting,
      boolean wanted,
      @Nullable Instant activationEnds)
      implements Fact {}

  /** How far the accounts that were wanted at the start have come; this one just came along. */
  record Restoring(AccountId account, Instant at, int total, int online, int failed)
      implements Fact {}

  /** The account is online still, and has been for a while. */
  record StillOnline(AccountId account, Instant at) implements Fact {}

  /** A QR code shows; {@code null} when none shows any more. Never stored. */
  record QrChanged(AccountId account, Instant at, @Nullable Qr qr) implements Fact {}

  /**
   * Whom the account is; {@code paired} false drops what was known of it except the phone number.
   */
  record Identified(AccountId account, Instant at, PairedIdentity identity, boolean paired)
      implements Fact {}

  /** One step of a link, for the history. */
  record Step(
      AccountId account, Instant at, long link, String step, long durationMillis, String outcome)
      implements Fact {}

  /** Something a person should know that is no change of standing. */
  record Trouble(
      AccountId account, Instant at, String code, String message, @Nullable Action action)
      implements Fact {}

  /**
   * Something that was stored elsewhere, under this event id, and is now to be told. Told twice, it
   * is one event.
   */
  record Happened(AccountId account, Instant at, UUID eventId, Event event) implements Fact {}
}
