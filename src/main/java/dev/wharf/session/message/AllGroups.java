package dev.wharf.session.message;

import dev.wharf.protocol.stanza.group.GroupReplies;
import dev.wharf.protocol.stanza.group.GroupRequests;
import io.vertx.core.Future;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * All groups of the account in one question, which is dear: asked when a device logs in for the
 * first time, when the server says that something was missed, and when an operator wants it. Other
 * than that, notifications keep the groups current.
 */
final class AllGroups {

  private static final Logger LOG = Logger.getLogger(AllGroups.class);

  private final Line line;
  private final MessageServices services;
  private final GroupBook book;
  private @Nullable Future<Void> asking;

  AllGroups(Line line, MessageServices services, GroupBook book) {
    this.line = line;
    this.services = services;
    this.book = book;
  }

  /** The account is online. Completes, always well, when the groups are known or were not told. */
  Future<Void> atLogin() {
    Future<Boolean> wanted =
        switch (services.groupsAtLogin()) {
          case ALWAYS -> Future.succeededFuture(true);
          case NEVER -> Future.succeededFuture(false);
          case FIRST ->
              line.run(() -> services.groupCensus().isTaken(line.account(), line.own().lid()))
                  .map(taken -> !taken);
        };
    return wanted
        .compose(ask -> ask ? refresh() : Future.succeededFuture())
        .recover(
            failure -> {
              LOG.warnf(
                  "groups not known accountId=%s cause=%s", line.account(), failure.toString());
              return Future.succeededFuture();
            });
  }

  /** Asks; whoever wants it while it is being asked gets the same answer. */
  Future<Void> refresh() {
    var running = asking;
    if (running != null && !running.isComplete()) {
      return running;
    }
    var now = line.now();
    Future<Void> started =
        line.ask(GroupRequests::participating)
            .map(GroupReplies::groups)
            .compose(book::replaceAll)
            .compose(
                done ->
                    line.run(
                        () -> services.groupCensus().taken(line.account(), line.own().lid(), now)));
    asking = started;
    return started;
  }
}
