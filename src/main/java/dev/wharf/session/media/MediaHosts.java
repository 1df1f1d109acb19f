package dev.wharf.session.media;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.chat.MediaConn;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which media servers an account may use, asked from the server and kept as long as it says. */
@ApplicationScoped
public class MediaHosts {

  private final Vertx vertx;
  private final Clock clock;
  private final Map<AccountId, Door> doors = new ConcurrentHashMap<>();
  private final Map<AccountId, Known> known = new ConcurrentHashMap<>();
  private final Map<AccountId, Future<MediaConn>> asking = new ConcurrentHashMap<>();

  MediaHosts(Vertx vertx, Clock clock) {
    this.vertx = vertx;
    this.clock = clock;
  }

  /**
   * The link of an account that is online.
   *
   * @param context on which it lives
   */
  public record Door(
      Context context,
      Jid self,
      Function<Function<String, Node>, Future<Node>> asker,
      Consumer<Node> sender) {}

  private record Known(MediaConn conn, Instant until) {}

  public void open(AccountId account, Door door) {
    doors.put(account, door);
  }

  public void close(AccountId account, Door door) {
    doors.remove(account, door);
  }

  /**
   * @param anew whether what is known did not do
   * @return told on the caller's context; fails with {@link MediaTrouble} or as questions do
   */
  Future<MediaConn> find(AccountId account, boolean anew) {
    Known found = known.get(account);
    if (!anew && found != null && clock.instant().isBefore(found.until())) {
      return Future.succeededFuture(found.conn());
    }
    Door door = doors.get(account);
    if (door == null) {
      return Future.failedFuture(
          new MediaTrouble(MediaTrouble.Kind.OFFLINE, "account is not online"));
    }
    Promise<MediaConn> here = Promise.promise();
    Context context = vertx.getOrCreateContext();
    asking
        .computeIfAbsent(account, id -> ask(id, door))
        .onComplete(done -> context.runOnContext(v -> here.handle(done)));
    return here.future();
  }

  private Future<MediaConn> ask(AccountId account, Door door) {
    Promise<MediaConn> answer = Promise.promise();
    door.context()
        .runOnContext(
            v ->
                door.asker()
                    .apply(MediaConn::request)
                    .map(MediaConn::read)
                    .onComplete(
                        done -> {
                          asking.remove(account);
                          if (done.succeeded()) {
                            keep(account, done.result());
                          }
                          answer.handle(done);
                        }));
    return answer.future();
  }

  private void keep(AccountId account, @Nullable MediaConn conn) {
    if (conn != null) {
      known.put(account, new Known(conn, clock.instant().plus(conn.holdsFor())));
    }
  }

  /** The link of an account, if it is online now. */
  Optional<Door> door(AccountId account) {
    return Optional.ofNullable(doors.get(account));
  }
}
