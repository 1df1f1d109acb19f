package dev.wharf.session.message;

import dev.wharf.messaging.Errand;
import dev.wharf.protocol.stanza.chat.ChatStates;
import dev.wharf.protocol.stanza.chat.ReceiptStanzas;
import io.vertx.core.Future;
import java.util.List;
import org.jboss.logging.Logger;

/** Does what is wanted besides messages: says that something was read, shows that we type. */
final class ErrandDesk {

  private static final Logger LOG = Logger.getLogger(ErrandDesk.class);

  private final Line line;
  private final MessageServices services;
  private final Lane order = new Lane();

  ErrandDesk(Line line, MessageServices services) {
    this.line = line;
    this.services = services;
  }

  /** Does what waits. Done twice, because its end was not stored, it does no harm. */
  void run() {
    order
        .run(() -> line.run(() -> services.errands().errands(line.account())).compose(this::all))
        .onFailure(
            failure ->
                LOG.warnf(
                    "errands failed accountId=%s cause=%s",
                    line.account(), Hopeless.describe(failure)));
  }

  private Future<Void> all(List<Errand> errands) {
    if (errands.isEmpty() || !line.isOpen()) {
      return Future.succeededFuture();
    }
    errands.forEach(this::go);
    return line.run(
        () -> services.errands().done(line.account(), errands.stream().map(Errand::id).toList()));
  }

  private void go(Errand errand) {
    switch (errand) {
      case Errand.MarkRead it ->
          line.send(ReceiptStanzas.read(it.chat(), it.participant(), it.ids(), false, it.at()));
      case Errand.Typing it -> line.send(ChatStates.say(it.chat(), kind(it.doing())));
    }
  }

  private static ChatStates.Kind kind(Errand.Doing doing) {
    return switch (doing) {
      case COMPOSING -> ChatStates.Kind.COMPOSING;
      case RECORDING -> ChatStates.Kind.RECORDING;
      case PAUSED -> ChatStates.Kind.PAUSED;
    };
  }
}
