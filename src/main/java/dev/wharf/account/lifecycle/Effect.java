package dev.wharf.account.lifecycle;

import java.time.Instant;

/**
 * What to do about a change. Carried out in order by the session; {@link CloseLink} is over before
 * a link is opened.
 */
public sealed interface Effect {

  /** Ask for a turn among those who connect; {@link Trigger.Admitted} answers. */
  record AskForTurn(Goal goal) implements Effect {}

  record OpenLink(long link, Goal goal) implements Effect {}

  record CloseLink(long link) implements Effect {}

  /** Tell the server that this device goes, as far as the link allows. */
  record Unlink(long link) implements Effect {}

  /**
   * @param index of the ref in its batch, from 0
   */
  record ShowQr(long link, int index, int count, Instant expiresAt) implements Effect {}

  /** Look for the phone number that the pairing answer withheld. */
  record SearchNumber(long link) implements Effect {}

  record HideQr() implements Effect {}

  /** Archive the credentials and forget them. */
  record DropCredentials(String reason) implements Effect {}

  /** The server calls our version outdated: look up the present one. */
  record RenewVersion() implements Effect {}
}
