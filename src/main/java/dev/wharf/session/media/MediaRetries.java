package dev.wharf.session.media;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.MessageId;
import dev.wharf.messaging.media.MediaRetry.Answer;
import dev.wharf.messaging.spool.MediaConfig;
import dev.wharf.session.media.MediaTrouble.Kind;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who waits for a phone to upload a file again. However many want one file, its phone is asked
 * once, and what has none is not asked again for a while.
 */
@ApplicationScoped
public class MediaRetries {

  private static final Duration ASKED_AGAIN_AFTER = Duration.ofSeconds(60);
  private static final int MOST = 10_000;

  private record Wanted(AccountId account, String message, boolean fromMe) {}

  private final Vertx vertx;
  private final MediaConfig config;
  private final Map<Wanted, Promise<Answer>> asked = new ConcurrentHashMap<>();

  MediaRetries(Vertx vertx, MediaConfig config) {
    this.vertx = vertx;
    this.config = config;
  }

  /**
   * @param question asks the phone
   * @return the answer, on the caller's context; fails with {@link MediaTrouble} if there is none
   *     in time
   */
  Future<Answer> ask(AccountId account, MessageId message, boolean fromMe, Runnable question) {
    if (asked.size() >= MOST) {
      return Future.failedFuture(new MediaTrouble(Kind.UNREACHABLE, "too many wait for phones"));
    }
    Promise<Answer> here = Promise.promise();
    Context context = vertx.getOrCreateContext();
    Promise<Answer> mine = Promise.promise();
    var wanted = new Wanted(account, message.value(), fromMe);
    Promise<Answer> known = asked.putIfAbsent(wanted, mine);
    if (known == null) {
      begin(wanted, mine);
      question.run();
    }
    (known == null ? mine : known)
        .future()
        .onComplete(done -> context.runOnContext(v -> here.handle(done)));
    return here.future();
  }

  private void begin(Wanted wanted, Promise<Answer> mine) {
    var silence = new MediaTrouble(Kind.PHONE_SILENT, "the phone did not answer");
    vertx.setTimer(
        config.phoneAnswersWithin().toMillis(),
        late -> {
          if (mine.tryFail(silence)) {
            asked.remove(wanted, mine);
          }
        });
    vertx.setTimer(ASKED_AGAIN_AFTER.toMillis(), late -> asked.remove(wanted, mine));
  }

  /** The phone answered, and the message says where its file is now. */
  public void answered(AccountId account, MessageId message, boolean fromMe, Answer answer) {
    var wanted = new Wanted(account, message.value(), fromMe);
    Promise<Answer> waiting = asked.get(wanted);
    if (waiting != null) {
      if (answer instanceof Answer.Uploaded) {
        asked.remove(wanted, waiting);
      }
      waiting.tryComplete(answer);
    }
  }
}
