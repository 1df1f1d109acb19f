package dev.wharf.keystore;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Marks the database as served: a shared {@link StoreLock} on a connection that is kept for nothing
 * else, so that nobody changes the master key or brings a backup in under a running server. Taken
 * again when the database was gone.
 */
@ApplicationScoped
class ServerMark {

  private static final Logger LOG = Logger.getLogger(ServerMark.class);

  /** Before the master key is checked. */
  private static final int FIRST = 5;

  private static final String TAKE = "select pg_try_advisory_lock_shared($1)";
  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final Duration SOON = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Pool pool;
  private final Vertx vertx;
  private final MasterKey masterKey;
  private final MasterKeyCheck check;

  private volatile @Nullable SqlConnection held;
  private volatile long timer;
  private volatile boolean taking;
  private volatile boolean stopping;
  private volatile boolean told;

  ServerMark(Pool pool, Vertx vertx, MasterKey masterKey, MasterKeyCheck check) {
    this.pool = pool;
    this.vertx = vertx;
    this.masterKey = masterKey;
    this.check = check;
  }

  void start(@Observes @Priority(FIRST) StartupEvent event) throws Throwable {
    VertxContextSupport.subscribeAndAwait(this::take);
    timer = vertx.setPeriodic(LOOK.toMillis(), ignored -> look());
  }

  /** The mark itself stays until the connection ends with the pool: writes may still be on. */
  void stop(@Observes ShutdownEvent event) {
    stopping = true;
    vertx.cancelTimer(timer);
  }

  /** Whether the mark is held as far as this process knows. */
  boolean isHeld() {
    return held != null;
  }

  /**
   * Takes the mark.
   *
   * @return fails with {@code STORE_BUSY} if somebody has the store for themselves
   */
  Uni<Void> take() {
    return pool.getConnection()
        .chain(
            connection ->
                connection
                    .preparedQuery(TAKE)
                    .execute(Tuple.of(StoreLock.KEY))
                    .chain(
                        rows -> {
                          if (rows.iterator().next().getBoolean(0)) {
                            connection.closeHandler(() -> lost(connection));
                            held = connection;
                            return Uni.createFrom().<Void>nullItem();
                          }
                          return Uni.createFrom().failure(KeystoreFault.storeBusy());
                        })
                    .onFailure()
                    .call(() -> connection.close().onFailure().recoverWithNull()));
  }

  /** A connection that died without a word is found here. */
  private void look() {
    SqlConnection connection = held;
    if (connection == null) {
      retake();
      return;
    }
    connection
        .query("select 1")
        .execute()
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .subscribe()
        .with(
            alive -> LOG.trace("server mark held"),
            dead ->
                connection
                    .close()
                    .subscribe()
                    .with(closed -> lost(connection), failure -> lost(connection)));
  }

  private void lost(SqlConnection connection) {
    if (held == connection && !stopping) {
      held = null;
      // Not worth a warning before it is clear that the process goes on and cannot take it again.
      LOG.debug("server mark lost");
      vertx.setTimer(SOON.toMillis(), ignored -> look());
    }
  }

  private void retake() {
    if (taking) {
      return;
    }
    taking = true;
    take()
        .chain(() -> check.check(masterKey))
        .onTermination()
        .invoke(() -> taking = false)
        .subscribe()
        .with(
            done -> {
              LOG.info("server mark taken again");
              told = false;
            },
            failure -> {
              if (failure instanceof KeystoreFault fault
                  && fault.kind() == KeystoreFault.Kind.WRONG_MASTER_KEY) {
                LOG.fatal("the master key was changed while the database was out of reach, ending");
                Quarkus.asyncExit(1);
              } else if (!told) {
                LOG.warnf(
                    "server mark lost, it is taken again as soon as possible cause=%s", failure);
                told = true;
              }
            });
  }
}
