package dev.wharf.session.sync;

import dev.wharf.account.Fact;
import dev.wharf.event.Action;
import dev.wharf.identity.Jid;
import dev.wharf.keystore.appstate.Untaken;
import dev.wharf.keystore.appstate.Untaken.Note;
import dev.wharf.messaging.content.ContentCodec;
import dev.wharf.messaging.content.Control;
import dev.wharf.messaging.content.Decoded.Payload;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.stanza.chat.ReceiptStanzas;
import dev.wharf.session.message.Lane;
import dev.wharf.session.message.Letter;
import dev.wharf.session.message.Line;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what the phone told once: the past, pairs of addresses, messages sent again. It is noted
 * with the ratchet that opened it, and dropped when everything it teaches is stored, so that it is
 * taken in whatever dies in between. Nothing waits for it.
 */
final class NoteDesk {

  private static final Logger LOG = Logger.getLogger(NoteDesk.class);

  /** How long after a try that failed the next one is; there is none after the last of them. */
  static final List<Duration> RESTS =
      List.of(
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          Duration.ofHours(6));

  private static final int RESENT = 4;

  private final Line line;
  private final Untaken notes;
  private final PastReader past;
  private final Household household;
  private final MissingDesk missing;
  private final Lane order = new Lane();
  private boolean online;
  private Runnable alarm = () -> {};

  NoteDesk(Line line, SyncServices services, Household household, MissingDesk missing) {
    this.line = line;
    this.notes = services.untaken();
    this.past = new PastReader(line, services.blobs(), household);
    this.household = household;
    this.missing = missing;
  }

  static boolean isNoted(Control control) {
    return switch (control) {
      case Control.HistorySync _, Control.LidMigration _ -> true;
      case Control.PeerResponse it -> it.type() == RESENT;
      case Control.KeyShare _,
          Control.KeyRequest _,
          Control.SecurityNotifications _,
          Control.AppStateBroken _,
          Control.PlaceholderRequest _,
          Control.HistoryRequest _,
          Control.PeerRequest _,
          Control.Expiration _,
          Control.PhoneNumberShared _,
          Control.Other _ ->
          false;
    };
  }

  Uni<Void> note(SqlConnection tx, Letter letter, byte[] payload) {
    return notes.note(tx, line.account(), letter.envelope().id(), payload, line.now());
  }

  /** The account is online: files can be fetched. */
  void begin() {
    online = true;
  }

  /** Takes in what is due. Nothing can be fetched before the account is online. */
  void work() {
    if (online) {
      order
          .run(this::all)
          .compose(done -> line.run(() -> notes.due(line.account())))
          .onSuccess(
              due ->
                  due.ifPresent(
                      at -> again(longer(Duration.between(line.now(), at), Duration.ofSeconds(1)))))
          .onFailure(
              failure -> {
                if (!line.isOpen()) {
                  return;
                }
                LOG.warnf("notes left accountId=%s cause=%s", line.account(), Causes.of(failure));
                again(RESTS.getFirst());
              });
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private void again(Duration rest) {
    alarm.run();
    alarm = line.after(rest, this::work);
  }

  private Future<Void> all() {
    if (!line.isOpen()) {
      return Future.succeededFuture();
    }
    return line.run(() -> notes.next(line.account(), line.now()))
        .compose(
            note ->
                note.isEmpty()
                    ? Future.succeededFuture()
                    : take(note.get()).compose(done -> all()));
  }

  private Future<Void> take(Note note) {
    Control control = control(note);
    if (control == null) {
      return drop(note);
    }
    return taken(control)
        .compose(done -> drop(note))
        .onSuccess(
            done -> {
              if (control instanceof Control.HistorySync) {
                line.send(ReceiptStanzas.historySync(note.message(), line.own().pn().bare()));
              }
            })
        .recover(failure -> failed(note, control, failure));
  }

  private static @Nullable Control control(Note note) {
    try {
      return ContentCodec.decode(note.payload()).payload() instanceof Payload.Told(var control)
          ? control
          : null;
    } catch (ProtocolFault _) {
      return null;
    }
  }

  private Future<Void> taken(Control control) {
    return switch (control) {
      case Control.HistorySync it -> past.read(it);
      case Control.LidMigration(var lids) -> household.pairs(phonesByLid(lids));
      case Control.PeerResponse it -> missing.answered(it.messages());
      case Control.KeyShare _,
          Control.KeyRequest _,
          Control.SecurityNotifications _,
          Control.AppStateBroken _,
          Control.PlaceholderRequest _,
          Control.HistoryRequest _,
          Control.PeerRequest _,
          Control.Expiration _,
          Control.PhoneNumberShared _,
          Control.Other _ ->
          Future.succeededFuture();
    };
  }

  private static Map<Jid, Jid> phonesByLid(Map<Jid, Jid> lids) {
    var turned = new HashMap<Jid, Jid>();
    lids.forEach((phone, lid) -> turned.put(lid, phone));
    return turned;
  }

  /** Fails if no other note can be taken in now either. */
  private Future<Void> failed(Note note, Control control, Throwable failure) {
    if (!line.isOpen() || isOffline(failure)) {
      return Future.failedFuture(failure);
    }
    boolean last = note.tries() >= RESTS.size() || isHopeless(control, failure);
    String cause = Causes.of(failure);
    LOG.warnf(
        "told by the phone and not taken in accountId=%s messageId=%s tries=%d last=%s cause=%s",
        line.account(), note.message(), note.tries() + 1, last, cause);
    if (control instanceof Control.HistorySync && (last || note.tries() == 0)) {
      tell(cause, last);
    }
    return last
        ? drop(note)
        : line.run(
            () ->
                notes.later(
                    line.account(), note.message(), line.now().plus(RESTS.get(note.tries()))));
  }

  private static boolean isOffline(Throwable failure) {
    return failure instanceof BlobTrouble trouble && trouble.kind() == BlobTrouble.Kind.OFFLINE;
  }

  /** What came whole and cannot be read cannot be read later. */
  private static boolean isHopeless(Control control, Throwable failure) {
    return failure instanceof ProtocolFault
        && !(control instanceof Control.HistorySync it && it.inline().isEmpty());
  }

  private void tell(String cause, boolean last) {
    String message =
        "Part of the chats' history could not be read (%s). %s"
            .formatted(
                cause,
                last
                    ? "Names in it are missing until people write."
                    : "It is tried again a few times.");
    line.report(
        new Fact.Trouble(
            line.account(), line.now(), "history_unavailable", message, last ? null : Action.WAIT));
  }

  private Future<Void> drop(Note note) {
    return line.run(() -> notes.drop(line.account(), note.message()));
  }
}
