package dev.wharf.session.message;

import dev.wharf.messaging.content.Control;
import dev.wharf.protocol.stanza.chat.Notice;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;

/**
 * What our own devices, the phone above all, tell this one about the account. Of one link; lives on
 * the session's context.
 */
public interface Controls {

  /** How long a message that could not be opened may take to come again from its sender. */
  Duration COMES_AGAIN_WITHIN = Duration.ofSeconds(8);

  /** Makes them for a link. */
  interface Making {
    Controls with(Line line, OwnDevices own);
  }

  /**
   * Stores what must not be lost, in the transaction with which the message counts as opened: it is
   * never opened again. No ratchet may be asked for here.
   *
   * @param payload the message that holds the control
   */
  Uni<Void> keep(SqlConnection tx, Letter letter, Control control, byte[] payload);

  /**
   * Deals with it; the message is received when this completes, which takes long only if a crash
   * would lose it otherwise. Never in the account's lane.
   */
  Future<Void> told(Control control);

  /** Completes when it is taken in; the notification is acked then. */
  Future<Void> appStateChanged(Notice.AppStateChanged changed);

  /** The server says that something of the account is out of date; it may forget that then. */
  Future<Void> dirty(String type);

  /**
   * A placeholder stands for a message that could not be opened.
   *
   * @param comesAgain whether its sender was asked for it and may send it again
   */
  void unread(boolean comesAgain);

  /** The account is online. */
  void begin();

  /** What was left to do before that. */
  void takeUp(LeftOver left);

  /** The outbox has something to send. */
  void busy();

  /** An operator changed how the account is to behave. */
  void settingsChanged();

  /** For who does without. */
  Controls NONE =
      new Controls() {
        @Override
        public Uni<Void> keep(SqlConnection tx, Letter letter, Control control, byte[] payload) {
          return Uni.createFrom().voidItem();
        }

        @Override
        public Future<Void> told(Control control) {
          return Future.succeededFuture();
        }

        @Override
        public Future<Void> appStateChanged(Notice.AppStateChanged changed) {
          return Future.succeededFuture();
        }

        @Override
        public Future<Void> dirty(String type) {
          return Future.succeededFuture();
        }

        @Override
        public void unread(boolean comesAgain) {}

        @Override
        public void begin() {}

        @Override
        public void takeUp(LeftOver left) {}

        @Override
        public void busy() {}

        @Override
        public void settingsChanged() {}
      };
}
