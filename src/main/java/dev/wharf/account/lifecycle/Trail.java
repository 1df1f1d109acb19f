package dev.wharf.account.lifecycle;

import dev.wharf.identity.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the table remembers from one state to the next.
 *
 * @param lastLink number of the newest link
 * @param paired whether there are credentials to log in with
 * @param activationEnds when the account must be online, if an operator asked for it to come up;
 *     absent once it was online
 * @param attempt reconnects since it was last stably online
 * @param phone the number, if it is known; {@code online} cannot be reached without
 */
public record Trail(
    long lastLink,
    boolean paired,
    @Nullable Instant activationEnds,
    int attempt,
    Pairing pairing,
    Restarts restarts,
    Refusals refusals,
    @Nullable PhoneNumber phone) {

  /**
   * @param batch batches of QR codes begun in this pairing
   * @param qrRetried whether a link was already thrown away because no QR code showed
   * @param pairedAt when the pairing was made, until the account is first online
   */
  record Pairing(int batch, boolean qrRetried, @Nullable Instant pairedAt) {
    static final Pairing NONE = new Pairing(0, false, null);
  }

  /**
   * @param asked when the server asked for a restart, the last ten minutes
   * @param open whether the present link is the answer to a restart and has not logged in yet
   */
  record Restarts(List<Instant> asked, boolean open) {
    static final Duration COUNT_FOR = Duration.ofMinutes(10);
    static final Restarts NONE = new Restarts(List.of(), false);

    Restarts oneMore(Instant now) {
      var recent = asked.stream().filter(at -> at.isAfter(now.minus(COUNT_FOR)));
      return new Restarts(Stream.concat(recent, Stream.of(now)).toList(), true);
    }
  }

  /**
   * Refusals since the last login.
   *
   * @param untrusted links in a row whose server could not prove itself
   * @param versionRenewed whether the client version was looked up because the server called it
   *     outdated
   */
  record Refusals(int unauthorized, int other, int untrusted, boolean versionRenewed) {
    static final Refusals NONE = new Refusals(0, 0, 0, false);

    Refusals oneMoreUnauthorized() {
      return new Refusals(unauthorized + 1, other, untrusted, versionRenewed);
    }

    Refusals oneMore() {
      return new Refusals(unauthorized, other + 1, untrusted, versionRenewed);
    }

    Refusals oneMoreUntrusted() {
      return new Refusals(unauthorized, other, untrusted + 1, versionRenewed);
    }

    Refusals renewed() {
      return new Refusals(unauthorized, other, untrusted, true);
    }
  }

  /** A trail with nothing behind it. */
  public static Trail fresh(boolean paired) {
    return fresh(paired, null);
  }

  /**
   * @param phone as it is known from before
   */
  public static Trail fresh(boolean paired, @Nullable PhoneNumber phone) {
    return new Trail(0, paired, null, 0, Pairing.NONE, Restarts.NONE, Refusals.NONE, phone);
  }

  /** Somebody wants it up: all counts at zero, except the restarts, which the server counts too. */
  Trail activated(@Nullable Instant ends) {
    var kept = new Restarts(restarts.asked, false);
    return new Trail(lastLink, paired, ends, 0, Pairing.NONE, kept, Refusals.NONE, phone);
  }

  Trail nextLink() {
    return new Trail(
        lastLink + 1, paired, activationEnds, attempt, pairing, restarts, refusals, phone);
  }

  Trail attempt(int attempt) {
    return new Trail(lastLink, paired, activationEnds, attempt, pairing, restarts, refusals, phone);
  }

  Trail nextBatch() {
    return with(new Pairing(pairing.batch + 1, pairing.qrRetried, null));
  }

  Trail qrRetried() {
    return with(new Pairing(pairing.batch, true, null));
  }

  private Trail with(Pairing pairing) {
    return new Trail(lastLink, paired, activationEnds, attempt, pairing, restarts, refusals, phone);
  }

  /** Paired just now: the restart that follows is expected and does not count. */
  Trail pairedNow(Instant now) {
    var restart = new Restarts(restarts.asked, true);
    return new Trail(
        lastLink,
        true,
        activationEnds,
        0,
        new Pairing(0, false, now),
        restart,
        Refusals.NONE,
        phone);
  }

  Trail restarted(Instant now) {
    return new Trail(
        lastLink, paired, activationEnds, attempt, pairing, restarts.oneMore(now), refusals, phone);
  }

  Trail refused(Refusals refusals) {
    return new Trail(lastLink, paired, activationEnds, attempt, pairing, restarts, refusals, phone);
  }

  /** The server let us in. */
  Trail loggedIn() {
    var answered = new Restarts(restarts.asked, false);
    var done = new Pairing(0, false, pairing.pairedAt);
    return new Trail(
        lastLink, paired, activationEnds, attempt, done, answered, Refusals.NONE, phone);
  }

  /** The credentials are back. */
  Trail pairedAgain() {
    return new Trail(
        lastLink, true, activationEnds, 0, Pairing.NONE, restarts, Refusals.NONE, phone);
  }

  Trail known(PhoneNumber number) {
    return new Trail(
        lastLink, paired, activationEnds, attempt, pairing, restarts, refusals, number);
  }

  /** Online: nobody waits for the activation any more, and the pairing has held. */
  Trail settled() {
    return new Trail(lastLink, paired, null, attempt, Pairing.NONE, restarts, refusals, phone);
  }

  /** The credentials are gone. */
  Trail unpaired() {
    return new Trail(
        lastLink, false, activationEnds, 0, Pairing.NONE, restarts, Refusals.NONE, null);
  }

  Goal goal() {
    return paired ? Goal.LOGIN : Goal.PAIR;
  }
}
