package dev.wharf.session.message;

import dev.wharf.messaging.content.Control;
import dev.wharf.protocol.stanza.chat.Notice;
import io.vertx.core.Future;

/** What our own devices, the phone above all, tell this one about the account. */
interface Controls {

  Future<Void> told(Letter letter, Control control);

  Future<Void> appStateChanged(Notice.AppStateChanged changed);

  /** Nothing is made of it yet but what the chat itself needs. */
  Controls NONE =
      new Controls() {
        @Override
        public Future<Void> told(Letter letter, Control control) {
          return Future.succeededFuture();
        }

        @Override
        public Future<Void> appStateChanged(Notice.AppStateChanged changed) {
          return Future.succeededFuture();
        }
      };
}
