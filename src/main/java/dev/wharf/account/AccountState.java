package dev.wharf.account;

import dev.wharf.account.lifecycle.Reasons;
import dev.wharf.event.AccountView;
import dev.wharf.event.PairedIdentity;
import dev.wharf.event.Qr;
import dev.wharf.event.Standing;
import dev.wharf.event.Status;
import dev.wharf.identity.AccountId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one account.
 *
 * @param resting the standing to come back to after a restart; stored
 * @param standing where it stands now; only in memory while a link lives
 */
record AccountState(
    AccountId id,
    Profile profile,
    Instant createdAt,
    boolean wanted,
    Marks marks,
    boolean paired,
    PairedIdentity identity,
    Standing resting,
    Standing standing,
    @Nullable Qr qr) {

  static AccountState created(AccountId id, Profile profile, Instant now) {
    Standing standing = resting("created", now, Reasons.NEVER_CONNECTED);
    return new AccountState(
        id,
        profile,
        now,
        false,
        Marks.of(now),
        false,
        PairedIdentity.UNKNOWN,
        standing,
        standing,
        null);
  }

  /** Where an account that has been connected rests, until it is told otherwise. */
  static Standing stopped(Instant since) {
    return resting("stopped", since, Reasons.STOPPED);
  }

  private static Standing resting(String state, Instant since, Reasons reason) {
    return new Standing(Status.INACTIVE, state, since, reason.reason(), null, null, null);
  }

  AccountState with(Profile next) {
    return new AccountState(
        id, next, createdAt, wanted, marks, paired, identity, resting, standing, qr);
  }

  AccountState wanted(boolean next, Instant at) {
    return new AccountState(
        id,
        profile,
        createdAt,
        next,
        next == wanted ? marks : marks.wanted(at),
        paired,
        identity,
        resting,
        standing,
        qr);
  }

  AccountState identified(PairedIdentity next, boolean nowPaired) {
    return new AccountState(
        id, profile, createdAt, wanted, marks, nowPaired, next, resting, standing, qr);
  }

  AccountState marked(Marks next) {
    return new AccountState(
        id, profile, createdAt, wanted, next, paired, identity, resting, standing, qr);
  }

  AccountState standing(Standing nextResting, Standing next) {
    Qr kept = next.status() == Status.WARMING ? qr : null;
    return new AccountState(
        id, profile, createdAt, wanted, marks, paired, identity, nextResting, next, kept);
  }

  AccountState showing(@Nullable Qr next) {
    return new AccountState(
        id, profile, createdAt, wanted, marks, paired, identity, resting, standing, next);
  }

  /** Whether what is stored of both is the same. */
  boolean sameRow(AccountState other) {
    return profile.equals(other.profile)
        && wanted == other.wanted
        && marks.equals(other.marks)
        && paired == other.paired
        && identity.equals(other.identity)
        && resting.equals(other.resting);
  }

  AccountView view() {
    return new AccountView(
        id,
        profile.name(),
        profile.tenant(),
        profile.externalId(),
        profile.metadata(),
        profile.presence(),
        wanted,
        paired,
        createdAt,
        standing,
        identity);
  }

  StoredAccount stored() {
    return new StoredAccount(id, wanted, paired, identity.phoneNumber(), marks, resting);
  }

  AccountBoard.Shown shown() {
    return new AccountBoard.Shown(view(), qr);
  }
}
