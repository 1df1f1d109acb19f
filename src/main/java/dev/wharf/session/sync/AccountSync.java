package dev.wharf.session.sync;

import dev.wharf.messaging.content.Control;
import dev.wharf.protocol.stanza.chat.Notice;
import dev.wharf.session.message.Controls;
import dev.wharf.session.message.LeftOver;
import dev.wharf.session.message.Letter;
import dev.wharf.session.message.Line;
import dev.wharf.session.message.OwnDevices;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** What the phone tells one link of its account, each thing brought to whom it concerns. */
public final class AccountSync implements Controls {

  private static final Logger LOG = Logger.getLogger(AccountSync.class);
  private static final String DIRTY = "syncd_app_state";

  /** The phone shares its keys by itself after a pairing; later it is asked for them. */
  static final Duration SHARES_WITHIN = Duration.ofSeconds(30);

  private final Line line;
  private final SyncServices services;
  private final PresenceDesk presence;
  private final AppStateSync appState;
  private final NoteDesk notes;
  private final MissingDesk missing;
  private boolean online;

  public AccountSync(Line line, OwnDevices own, SyncServices services) {
    this.line = line;
    this.services = services;
    presence = new PresenceDesk(line, services.presence());
    var household = new Household(line, own, services, presence);
    appState = new AppStateSync(line, own, services, household);
    missing = new MissingDesk(line, own, services);
    notes = new NoteDesk(line, services, household, missing);
  }

  @Override
  public void begin() {
    online = true;
    presence.begin();
    notes.begin();
  }

  @Override
  public void takeUp(LeftOver left) {
    if (left.missing()) {
      missing.look();
    }
    if (left.notes()) {
      notes.work();
    }
    if (left.appState()) {
      appState.catchUp();
    }
    if (left.appState() || left.collections() < AppStateSync.FOLLOWED.size()) {
      line.after(SHARES_WITHIN, this::startWithoutKeys);
    }
  }

  /** What was lost, or came from a backup, is asked for. */
  private void startWithoutKeys() {
    appState
        .unheardOf()
        .compose(appState::fellBehind)
        .onSuccess(done -> appState.catchUp())
        .onFailure(failure -> LOG.warnf("app state not begun accountId=%s", line.account()));
  }

  @Override
  public void settingsChanged() {
    presence.changed();
  }

  @Override
  public void busy() {
    presence.busy();
  }

  @Override
  public void unread(boolean comesAgain) {
    if (comesAgain) {
      missing.later();
    } else {
      missing.look();
    }
  }

  @Override
  public Uni<Void> keep(SqlConnection tx, Letter letter, Control control, byte[] payload) {
    if (control instanceof Control.KeyShare(var keys, var _) && !keys.isEmpty()) {
      return services
          .appState()
          .keep(tx, line.account(), keys)
          .chain(() -> services.appState().fallBehind(tx, line.account(), AppStateSync.FOLLOWED));
    }
    return NoteDesk.isNoted(control)
        ? notes.note(tx, letter, payload)
        : Uni.createFrom().voidItem();
  }

  @Override
  public Future<Void> told(Control control) {
    if (control instanceof Control.KeyShare share) {
      return keys(share);
    }
    if (NoteDesk.isNoted(control)) {
      notes.work();
    }
    return Future.succeededFuture();
  }

  /** They are stored; nobody waits for what is read with them. */
  private Future<Void> keys(Control.KeyShare share) {
    LOG.infof("app state keys came accountId=%s keys=%d", line.account(), share.keys().size());
    if (!share.keys().isEmpty()) {
      appState.fellBehind(AppStateSync.FOLLOWED).onSuccess(done -> readIfOnline());
    }
    return share.unknown().isEmpty()
        ? Future.succeededFuture()
        : appState.withoutKeys(share.unknown());
  }

  @Override
  public Future<Void> appStateChanged(Notice.AppStateChanged changed) {
    return appState
        .fellBehind(
            changed.collections().stream()
                .map(Notice.Version::collection)
                .collect(Collectors.toSet()))
        .onSuccess(done -> readIfOnline());
  }

  @Override
  public Future<Void> dirty(String type) {
    return type.equals(DIRTY)
        ? appState.fellBehind(AppStateSync.FOLLOWED).onSuccess(done -> readIfOnline())
        : Future.succeededFuture();
  }

  /** Before that, {@link #begin} reads it. */
  private void readIfOnline() {
    if (online) {
      appState.catchUp();
    }
  }
}
