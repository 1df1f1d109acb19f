package dev.wharf.account;

import dev.wharf.account.Refused.Kind;
import dev.wharf.event.Event;
import dev.wharf.event.PairedIdentity;
import dev.wharf.event.Standing;
import dev.wharf.event.Status;
import dev.wharf.identity.AccountId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What each change makes of an account. Pure: decides, and leaves storing and telling to others.
 */
final class Projection {

  /** What a change may look at beyond its own account. */
  interface Lookup {
    Optional<AccountState> find(AccountId account);

    Optional<AccountId> holder(@Nullable String tenant, String externalId);
  }

  private Projection() {}

  /**
   * @throws Refused if an operator's change is not possible; a fact never is refused, but one of an
   *     account that is gone does nothing
   */
  static Applied apply(Lookup lookup, Change change) {
    return switch (change) {
      case Change.Reported(var fact) ->
          lookup
              .find(fact.account())
              .map(state -> reported(state, fact))
              .orElseGet(() -> Applied.nothing(null));
      case Change.Created created -> created(lookup, created);
      case Change.Edited edited -> edited(lookup, edited);
      case Change.Intended intended -> intended(require(lookup, change), intended);
      case Change.NumberEntered entered -> numberEntered(require(lookup, change), entered);
      case Change.CodeIssued(var _, var at, var expiresAt) ->
          new Applied(
              require(lookup, change),
              List.of(new Event.PairingCodeIssued(expiresAt)),
              List.of(History.operator(at, "pairing_code")));
      case Change.Deleted _ -> {
        require(lookup, change);
        yield new Applied(null, List.of(new Event.AccountChanged("deleted", null)), List.of());
      }
    };
  }

  static Refused notFound(AccountId account) {
    return new Refused(
        Kind.NOT_FOUND,
        "account_not_found",
        "There is no account " + account + ": list the accounts to see which there are.",
        null);
  }

  static Refused externalIdTaken() {
    return new Refused(
        Kind.CONFLICT,
        "external_id_taken",
        "Another account of this tenant has that external id: use that account or another id.",
        null);
  }

  private static AccountState require(Lookup lookup, Change change) {
    return lookup.find(change.account()).orElseThrow(() -> notFound(change.account()));
  }

  private static Applied created(Lookup lookup, Change.Created created) {
    requireFree(lookup, created.account(), created.profile());
    var state = AccountState.created(created.account(), created.profile(), created.at());
    return new Applied(
        state,
        List.of(new Event.AccountChanged("created", state.view())),
        List.of(
            History.operator(created.at(), "created"),
            History.status(created.at(), state.standing())));
  }

  private static Applied edited(Lookup lookup, Change.Edited edited) {
    AccountState before = require(lookup, edited);
    AccountState after = before.with(before.profile().with(edited.patch()));
    requireFree(lookup, after.id(), after.profile());
    return after.equals(before)
        ? Applied.nothing(before)
        : new Applied(
            after, List.of(updated(after)), List.of(History.operator(edited.at(), "updated")));
  }

  private static void requireFree(Lookup lookup, AccountId account, Profile profile) {
    String externalId = profile.externalId();
    if (externalId != null
        && lookup
            .holder(profile.tenant(), externalId)
            .filter(holder -> !holder.equals(account))
            .isPresent()) {
      throw externalIdTaken();
    }
  }

  private static Applied intended(AccountState before, Change.Intended intended) {
    AccountState after = before.wanted(intended.wanted(), intended.at());
    return new Applied(
        after,
        after.wanted() == before.wanted() ? List.of() : List.of(updated(after)),
        List.of(History.operator(intended.at(), intended.order())));
  }

  /** WhatsApp's own word on the number stands. */
  private static Applied numberEntered(AccountState before, Change.NumberEntered entered) {
    String known = before.identity().phoneNumber();
    String told = entered.phone().e164();
    if (known != null && !known.equals(told)) {
      throw new Refused(
          Kind.CONFLICT,
          "phone_number_known",
          "WhatsApp says that the number of this account ends "
              + known.substring(known.length() - 2)
              + ". To use another number, reset the account and pair it with that phone.",
          null);
    }
    if (known != null) {
      return Applied.nothing(before);
    }
    var identity = before.identity();
    var next = new PairedIdentity(told, identity.lid(), identity.pushName(), identity.platform());
    return new Applied(
        before.identified(next, before.paired()),
        List.of(new Event.Identified(next)),
        List.of(History.operator(entered.at(), "phone_number")));
  }

  private static Applied reported(AccountState before, Fact fact) {
    return switch (fact) {
      case Fact.Moved moved -> moved(before, moved);
      case Fact.Restoring(var _, var _, var total, var online, var failed) ->
          new Applied(before, List.of(new Event.RestoreProgress(total, online, failed)), List.of());
      case Fact.StillOnline(var _, var at) -> stillOnline(before, at);
      case Fact.Happened(var _, var _, var _, var event) ->
          new Applied(before, List.of(event), List.of());
      case Fact.Identified identified -> identified(before, identified);
      case Fact.QrChanged(var _, var _, var qr) ->
          new Applied(
              before.showing(qr),
              qr == null || qr.equals(before.qr()) ? List.of() : List.of(new Event.QrShown(qr)),
              List.of());
      case Fact.Step step ->
          new Applied(
              before,
              List.of(
                  new Event.ConnectionStep(
                      step.link(), step.step(), step.durationMillis(), step.outcome())),
              List.of(History.step(step)));
      case Fact.Trouble trouble ->
          new Applied(
              before,
              List.of(new Event.Trouble(trouble.code(), trouble.message(), trouble.action())),
              List.of(History.trouble(trouble)));
    };
  }

  private static Applied moved(AccountState before, Fact.Moved moved) {
    Standing standing = moved.standing();
    AccountState after =
        before
            .wanted(moved.wanted(), moved.at())
            .marked(marks(before, moved))
            .standing(moved.resting() ? standing : resting(before, standing), standing);
    boolean sameStanding = standing.equals(before.standing());
    if (sameStanding && after.sameRow(before)) {
      return Applied.nothing(before);
    }
    List<Event> events = new ArrayList<>();
    events.add(new Event.StatusChanged(standing, after.identity()));
    if (!sameStanding) {
      Troubles.of(standing).ifPresent(events::add);
    }
    if (after.wanted() != before.wanted()) {
      events.add(updated(after));
    }
    return new Applied(
        after, events, sameStanding ? List.of() : List.of(History.status(moved.at(), standing)));
  }

  private static Marks marks(AccountState before, Fact.Moved moved) {
    var marks =
        before.wanted(moved.wanted(), moved.at()).marks().activation(moved.activationEnds());
    boolean connected =
        moved.standing().status() == Status.ACTIVE || before.standing().status() == Status.ACTIVE;
    return connected ? marks.connected(moved.at()) : marks;
  }

  private static Applied stillOnline(AccountState before, Instant at) {
    return before.standing().status() == Status.ACTIVE
        ? new Applied(before.marked(before.marks().connected(at)), List.of(), List.of())
        : Applied.nothing(before);
  }

  /** An account that is online has outlived its ban or cooldown: it must not come back to it. */
  private static Standing resting(AccountState before, Standing live) {
    return live.status() == Status.ACTIVE && before.resting().status() != Status.INACTIVE
        ? AccountState.stopped(live.since())
        : before.resting();
  }

  private static Applied identified(AccountState before, Fact.Identified fact) {
    PairedIdentity known = before.identity();
    PairedIdentity told = fact.identity();
    PairedIdentity next;
    if (!fact.paired()) {
      next = new PairedIdentity(or(told.phoneNumber(), known.phoneNumber()), null, null, null);
    } else if (before.paired()) {
      next =
          new PairedIdentity(
              or(told.phoneNumber(), known.phoneNumber()),
              or(told.lid(), known.lid()),
              or(told.pushName(), known.pushName()),
              or(told.platform(), known.platform()));
    } else {
      next =
          new PairedIdentity(
              clean(told.phoneNumber()),
              clean(told.lid()),
              clean(told.pushName()),
              clean(told.platform()));
    }
    AccountState after = paired(before, fact).identified(next, fact.paired());
    if (after.equals(before)) {
      return Applied.nothing(before);
    }
    List<Event> events = new ArrayList<>();
    events.add(new Event.Identified(next));
    if (after.paired() != before.paired()) {
      events.add(updated(after));
    }
    return new Applied(after, events, List.of(History.identity(fact.at(), fact.paired())));
  }

  /** Paired, it must not come back to a standing that asks for a pairing. */
  private static AccountState paired(AccountState before, Fact.Identified fact) {
    return fact.paired() && !before.paired() && before.resting().status() == Status.INACTIVE
        ? before.standing(AccountState.stopped(fact.at()), before.standing())
        : before;
  }

  private static @Nullable String or(@Nullable String told, @Nullable String known) {
    return told == null ? known : clean(told);
  }

  /** PostgreSQL stores every character but this one, and names come from phones. */
  private static @Nullable String clean(@Nullable String text) {
    return text == null ? null : text.replace("\0", "");
  }

  private static Event updated(AccountState state) {
    return new Event.AccountChanged("updated", state.view());
  }
}
