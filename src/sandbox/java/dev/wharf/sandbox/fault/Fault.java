package dev.wharf.sandbox.fault;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One thing that goes wrong on a connection (connection.md 12.5). */
public sealed interface Fault {

  /** Strikes at a moment, or that much later. */
  sealed interface Timed extends Fault {
    Moment at();

    Duration delay();
  }

  /** Leaves the client without the answer it waits for at that moment. */
  sealed interface Ending extends Timed {}

  /** {@code <failure>} with these attributes, {@code reason} among them. */
  record Failure(Moment at, Duration delay, Map<String, String> attributes) implements Ending {}

  record StreamError(Moment at, Duration delay, Form form, String code) implements Ending {}

  /** The forms of connection.md 8.2. */
  enum Form {
    CODE,
    DEVICE_REMOVED,
    REPLACED,
    REPLACED_409,
    ACK,
    XML_NOT_WELL_FORMED,
    BAD_MAC
  }

  /** From then on nothing is sent and nothing that arrives is looked at. */
  record Silence(Moment at, Duration delay) implements Ending {}

  /** TCP reset. */
  record Reset(Moment at, Duration delay) implements Ending {}

  /** {@code <xmlstreamend/>}, then the close of the WebSocket. */
  record StreamEnd(Moment at, Duration delay) implements Ending {}

  /** The WebSocket is closed with that code. */
  record Close(Moment at, Duration delay, int code) implements Ending {}

  /** One transport frame with a wrong authentication tag. */
  record BadFrame(Moment at, Duration delay) implements Timed {}

  /** The device's pool shrinks to {@code count} one-time keys, and it is told so. */
  record LowPreKeys(Moment at, Duration delay, int count) implements Timed {}

  record Dirty(Moment at, Duration delay, List<String> types) implements Timed {}

  /** The account is told that it may write to no strangers for so long; zero: that it may again. */
  record TimelockTold(Moment at, Duration delay, Duration lock) implements Timed {}

  record DowngradeWebclient(Moment at, Duration delay) implements Timed {}

  /** Pairing asks for a passkey: the notification is sent, and scans lead nowhere. */
  record PasskeyGate(Moment at, Duration delay) implements Timed {}

  /** The HTTP upgrade is answered with that status. */
  record RefuseUpgrade(int status) implements Fault {}

  record Certificate(Flaw flaw) implements Fault {}

  enum Flaw {
    WRONG_ROOT,
    EXPIRED,
    /** Another static key than the one clients may have cached, properly certified. */
    ROTATED
  }

  /** Number and lives of the QR refs. */
  record Refs(int count, Duration first, Duration next) implements Fault {}

  record BadProof(Part part) implements Fault {}

  enum Part {
    HMAC,
    SIGNATURE
  }

  /**
   * Pair-success names the hidden id where the phone number should be. The number is told by the
   * {@code queries}-th usync question about the own account.
   */
  record WithheldNumber(int queries) implements Fault {}

  /** Everything the server sends is that late. */
  record Delay(Duration by) implements Fault {}

  /** Every login is answered with 515. */
  record RestartLoop() implements Fault {}

  /** 515, and 401 for the login that follows. The 515 of a pairing counts as the first. */
  record RestartThenUnlink() implements Fault {}

  /** Requests of a namespace are not answered as usual. */
  sealed interface OfRequests extends Fault {
    /** Empty for all of them. */
    Optional<String> xmlns();

    default boolean meets(String namespace) {
      return xmlns().map(namespace::equals).orElse(true);
    }
  }

  /** They get no answer at all. */
  record Unanswered(Optional<String> xmlns) implements OfRequests {}

  /** They are answered as well done, with nothing in the answer that was asked for. */
  record Nonsense(Optional<String> xmlns) implements OfRequests {}

  /** They are answered with that error. */
  record IqError(Optional<String> xmlns, int code, String text) implements OfRequests {}

  /** Older clients than this get failure 405. */
  record MinVersion(List<Integer> version) implements Fault {}

  /** That many stanzas wait for the next login. */
  record Backlog(int count) implements Fault {}

  /** Messages are not carried, and acked with that error. */
  record Nack(int code) implements Fault {}

  /**
   * Messages to people are acked with 463 if no privacy token of theirs comes along.
   *
   * @param of whether those are let through who wrote before
   * @param lock for how long from each question on the server says that this is so; zero if it says
   *     that there is no lock
   */
  record TokenDemanded(Of of, Duration lock) implements Fault {}

  /** Of messages to whom a token is demanded. */
  enum Of {
    STRANGERS,
    EVERYBODY
  }

  /** Messages are carried, but never acked. */
  record LostAck() implements Fault {}
}
