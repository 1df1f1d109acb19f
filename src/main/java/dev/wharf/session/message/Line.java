package dev.wharf.session.message;

import dev.wharf.account.Fact;
import dev.wharf.directory.News;
import dev.wharf.event.Presence;
import dev.wharf.identity.AccountId;
import dev.wharf.messaging.Announcement;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.pairing.DeviceKeys;
import dev.wharf.protocol.stanza.chat.Own;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The link of an account that is logged in, as messages see it. Lives on the session's context. */
public interface Line {

  /** The server refused what it was asked. */
  final class Refused extends RuntimeException {
    private final int code;

    public Refused(int code, String text) {
      super("iq error " + code + " " + text, null, false, false);
      this.code = code;
    }

    public int code() {
      return code;
    }
  }

  /** The server did not answer in time, or the link ended before it did. */
  final class Unanswered extends RuntimeException {
    public Unanswered(String what) {
      super(what, null, false, false);
    }
  }

  AccountId account();

  /** Who we are, with our device, in both namespaces. */
  Own own();

  DeviceKeys keys();

  /** What shows peers that the phone signed this device: serialized ADVSignedDeviceIdentity. */
  byte[] deviceIdentity();

  Instant now();

  /** Sends a stanza; nothing happens once the link is closed. */
  void send(Node stanza);

  /**
   * Asks the server.
   *
   * @return fails with {@link Refused} if it says no, with {@link Unanswered} if it says nothing
   */
  Future<Node> ask(Function<String, Node> question);

  /** Work elsewhere, its outcome told on this context. */
  <T> Future<T> run(Supplier<Uni<T>> work);

  /** Calls later; the answer calls it off. */
  Runnable after(Duration delay, Runnable task);

  void report(Fact fact);

  /** As {@link #report}; completes when it is stored, and fails if the link ended before. */
  default Future<Void> stored(Fact fact) {
    report(fact);
    return Future.succeededFuture();
  }

  boolean isOpen();

  /** What we call ourselves, as far as that is known. */
  default Optional<String> pushName() {
    return Optional.empty();
  }

  /** Whether others are to see us as there; empty where the account has no setting of its own. */
  default Optional<Presence> presence() {
    return Optional.empty();
  }

  /**
   * Something was left to the next login, and would wait there for long: takes up a new link, in a
   * while.
   */
  void missed();

  /** Tells what is stored of people and groups. */
  default void tellNews(List<News> stored) {
    for (News one : stored) {
      report(new Fact.Happened(one.account(), one.at(), one.eventId(), one.event()));
    }
  }

  /** Tells what is stored. */
  default void tell(List<Announcement> stored) {
    for (Announcement one : stored) {
      report(new Fact.Happened(one.account(), one.at(), one.eventId(), one.event()));
    }
  }
}
