package dev.wharf.session.message;

import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.Inbound;
import dev.wharf.protocol.stanza.Requests;
import dev.wharf.protocol.stanza.chat.MessageAck;
import io.vertx.core.Future;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** The messages of one account over one link. Lives on the session's context. */
public final class Mail {

  /** How much of the backlog is asked for at once. */
  private static final int BATCH = 100;

  /** How many stanzas are held in memory until they are dealt with. */
  private static final int MOST_PENDING = 4_096;

  private static final Logger LOG = Logger.getLogger(Mail.class);

  private final Line line;
  private final MessageServices services;
  private final Sending sending;
  private final Inbox inbox;
  private final ReceiptDesk receipts;
  private final NoticeDesk notices;
  private final Controls controls;
  private final AllGroups allGroups;
  private final GroupDesk groupDesk;
  private final NumberDesk numberDesk;
  private final ErrandDesk errands;
  private final MediaDesk media;
  private final TimelockDesk timelock;
  private int backlog;
  private int pending;

  /**
   * @param lane the account's, the same for all its links
   */
  public Mail(Line line, Lane lane, MessageServices services, Controls.Making making) {
    this.line = line;
    this.services = services;
    var moves = new KeyMoves(line, lane, services);
    moves.begin();
    var roster = new Roster(line, services.lids(), services.devices(), moves);
    var book = new GroupBook(line, services, roster);
    var departure = new Departure(line, lane, services);
    var trust = new TrustDesk(line, services);
    var groups = new GroupPost(line, services, book, departure);
    var persons = new PersonPost(line, services, roster, departure, trust);
    var retries = new Retries(line, lane, services, roster, book);
    controls = making.with(line, new PhonePost(line, lane, services, roster, trust));
    var limits = new LimitDesk(line, services);
    timelock = new TimelockDesk(line, services, limits);
    var orders = new Orders(line, services, limits);
    allGroups = new AllGroups(line, services, book);
    groupDesk = new GroupDesk(line, services, orders, roster, book, allGroups);
    numberDesk = new NumberDesk(line, orders, roster);
    var refusals = new Refusals(line, roster, groups, limits, timelock);
    media = new MediaDesk(line, services);
    sending = new Sending(line, services, persons, groups, refusals, limits, media);
    inbox = new Inbox(line, lane, services, roster, retries, controls);
    receipts = new ReceiptDesk(line, services, roster, retries);
    errands = new ErrandDesk(line, services);
    notices = new NoticeDesk(line, roster, moves, book, controls, media, trust, timelock);
  }

  /** The account is online: what waits may leave. */
  public void begin() {
    controls.begin();
    media.begin(sending::pump);
    timelock.begin(sending::pump);
    sending.begin();
    allGroups.atLogin();
    // Whatever comes from here on is taken up by itself.
    line.run(() -> services.leftOver().of(line.account()))
        .onFailure(
            failure ->
                LOG.warnf(
                    "not known what was left accountId=%s cause=%s",
                    line.account(), Hopeless.describe(failure)))
        .otherwise(LeftOver.ANYTHING)
        .onSuccess(this::takeUp);
  }

  private void takeUp(LeftOver left) {
    if (!line.isOpen()) {
      return;
    }
    controls.takeUp(left);
    if (left.messages()) {
      media.resume();
    }
    if (left.errands()) {
      errands.run();
    }
  }

  /** The outbox has something new. */
  public void wake() {
    controls.busy();
    sending.pump();
    errands.run();
  }

  /** An operator changed how the account is to behave. */
  public void settingsChanged() {
    controls.settingsChanged();
  }

  public GroupDesk groups() {
    return groupDesk;
  }

  public NumberDesk numbers() {
    return numberDesk;
  }

  /** The server says that changes of something of the account were missed. */
  public Future<Void> dirty(String type) {
    return type.equals("groups") ? allGroups.refresh() : controls.dirty(type);
  }

  /** The link is over. */
  public void end() {
    sending.end();
    media.end();
  }

  public void message(Node stanza) {
    take(stanza, () -> inbox.received(stanza));
  }

  public void receipt(Node stanza) {
    take(stanza, () -> receipts.received(stanza));
  }

  public void notification(Inbound.Notification notification) {
    take(notification.node(), () -> notices.received(notification));
  }

  /** What comes faster than it can be stored is not kept in memory: the server keeps it. */
  private void take(Node stanza, Supplier<Future<Void>> work) {
    if (pending >= MOST_PENDING) {
      line.missed();
      return;
    }
    pending++;
    Future<Void> done = work.get();
    done.onComplete(it -> pending--);
    ofBacklog(stanza, done);
  }

  public void ack(Node stanza) {
    MessageAck.of(stanza).ifPresent(sending::acked);
  }

  /** The server lets the backlog come in parts. */
  private void ofBacklog(Node stanza, Future<Void> done) {
    if (stanza.string("offline").isPresent()) {
      done.onComplete(
          it -> {
            if (++backlog % BATCH == 0) {
              line.send(Requests.offlineBatch(BATCH));
            }
          });
    }
  }
}
