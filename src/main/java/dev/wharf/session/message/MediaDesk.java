package dev.wharf.session.message;

import dev.wharf.messaging.Failure;
import dev.wharf.messaging.Outgoing;
import dev.wharf.messaging.Refusal;
import dev.wharf.messaging.StoredMedia;
import dev.wharf.messaging.Withdrawn;
import dev.wharf.messaging.content.FilePlace;
import dev.wharf.messaging.media.MediaRetry;
import dev.wharf.messaging.spool.Shelved;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.SealedBox;
import dev.wharf.protocol.stanza.chat.Notice;
import dev.wharf.session.media.MediaHosts;
import dev.wharf.session.media.MediaServices;
import dev.wharf.session.media.MediaTrouble;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The files of one account's messages over one link. A message whose file is not at WhatsApp yet
 * waits, and with it what is behind it in its chat; the others go on. How far an upload is stands
 * in the database, so that it ends the same way whatever dies in between.
 */
final class MediaDesk {

  private static final Logger LOG = Logger.getLogger(MediaDesk.class);

  /** Why a message waits, shown to whoever looks at it. */
  private static final String UPLOADING = "media_upload";

  private static final int AT_ONCE = 4;
  private static final int TRIES = 5;
  private static final Duration FIRST_REST = Duration.ofSeconds(5);

  /** After which it is looked whether an upload is still under way. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(60);

  private final Line line;
  private final MessageServices services;
  private final MediaServices media;
  private final Set<String> running = new HashSet<>();
  private Runnable wake = () -> {};
  private MediaHosts.@Nullable Door door;

  MediaDesk(Line line, MessageServices services) {
    this.line = line;
    this.services = services;
    this.media = services.media();
  }

  /**
   * The account is online.
   *
   * @param waker called when something that waited for a file may leave
   */
  void begin(Runnable waker) {
    wake = waker;
    var opened =
        new MediaHosts.Door(Vertx.currentContext(), line.own().pn().bare(), line::ask, line::send);
    door = opened;
    media.hosts().open(line.account(), opened);
  }

  void end() {
    wake = () -> {};
    if (door != null) {
      media.hosts().close(line.account(), door);
    }
  }

  /** Sends a message as soon as its file is where its readers can fetch it. */
  Future<Outcome> leave(Outgoing message, Function<Outgoing, Future<Outcome>> post) {
    if (message.media().isEmpty()) {
      return post.apply(message);
    }
    String file = message.media().get();
    return line.run(() -> media.shelf().find(line.account(), file))
        .compose(
            found ->
                found.isEmpty()
                    ? Future.succeededFuture(new Outcome.Failed(Failures.MEDIA_GONE))
                    : leave(message, found.get(), post));
  }

  private Future<Outcome> leave(
      Outgoing message, Shelved file, Function<Outgoing, Future<Outcome>> post) {
    if (file.place().isPresent()) {
      FilePlace place = file.place().get();
      return line.run(() -> services.outbox().uploaded(message, place))
          .compose(post)
          .recover(
              failure ->
                  failure instanceof Withdrawn
                      ? Future.succeededFuture(new Outcome.Undone())
                      : Future.failedFuture(failure));
    }
    if (file.failure().isPresent()) {
      return Future.succeededFuture(new Outcome.Failed(Failures.ofMedia(file.failure().get())));
    }
    Instant notBefore = file.notBefore();
    if (notBefore != null && notBefore.isAfter(line.now())) {
      return Future.succeededFuture(new Outcome.Held(notBefore, UPLOADING, false));
    }
    // Stored before the upload begins: its end would find nothing to resume otherwise.
    var until = line.now().plus(LOOK_AGAIN);
    return line.run(
            () -> services.outbox().postpone(line.account(), message.id(), until, UPLOADING))
        .map(
            waits -> {
              upload(file);
              return new Outcome.Undone();
            });
  }

  private void upload(Shelved file) {
    if (running.size() >= AT_ONCE || !running.add(file.id())) {
      return;
    }
    media
        .transfer()
        .upload(line.account(), file.file())
        .compose(place -> store(() -> media.shelf().uploaded(line.account(), file.id(), place)))
        .recover(failure -> failed(file, failure))
        .onComplete(
            done -> {
              running.remove(file.id());
              resume();
            });
  }

  private Future<Void> failed(Shelved file, Throwable failure) {
    LOG.warnf(
        "media upload failed accountId=%s tries=%d cause=%s",
        line.account(), file.tries() + 1, MediaTrouble.code(failure));
    var kind = failure instanceof MediaTrouble trouble ? trouble.kind() : null;
    if (kind == MediaTrouble.Kind.OFFLINE) {
      return Future.succeededFuture();
    }
    if (kind == MediaTrouble.Kind.FILE_GONE) {
      return give(file, Failures.MEDIA_GONE);
    }
    if (kind == MediaTrouble.Kind.REFUSED) {
      return give(file, Failures.MEDIA_REFUSED);
    }
    if (file.tries() + 1 >= TRIES) {
      return give(file, Failures.MEDIA_UPLOAD_FAILED);
    }
    var notBefore = line.now().plus(FIRST_REST.multipliedBy(1L << file.tries()));
    return store(() -> media.shelf().tried(line.account(), file.id(), notBefore));
  }

  private Future<Void> give(Shelved file, Failure why) {
    return store(() -> media.shelf().failed(line.account(), file.id(), why.code()));
  }

  private Future<Void> store(Supplier<Uni<Void>> work) {
    return line.run(work);
  }

  /** What waited for a file may leave, or be got ready anew; then the waker is called. */
  void resume() {
    line.run(() -> services.outbox().resume(line.account(), UPLOADING))
        .onComplete(done -> wake.run());
  }

  /**
   * The phone said where it put a file that we had asked for again, or that it has none. What
   * cannot be stored now is left to the next login.
   */
  Future<Void> answered(Notice.MediaAnswered answer) {
    return line.run(() -> media.files().find(line.account(), answer.id(), null))
        .compose(found -> answered(answer, found))
        .recover(
            failure -> {
              LOG.warnf(
                  "answer of the phone not used accountId=%s messageId=%s cause=%s",
                  line.account(), answer.id(), MediaTrouble.code(failure));
              return failure instanceof ProtocolFault || failure instanceof Refusal
                  ? Future.succeededFuture()
                  : Future.failedFuture(failure);
            });
  }

  private Future<Void> answered(Notice.MediaAnswered answer, StoredMedia found) {
    Opaque key = found.media().ref().mediaKey().orElse(null);
    if (key == null) {
      return Future.succeededFuture();
    }
    MediaRetry.Answer said;
    try {
      said = said(answer, found, key);
    } catch (ProtocolFault fault) {
      return Future.failedFuture(fault);
    }
    return stored(said, found)
        .onSuccess(
            done ->
                media.retries().answered(line.account(), found.message(), found.fromMe(), said));
  }

  private MediaRetry.Answer said(Notice.MediaAnswered answer, StoredMedia found, Opaque key) {
    if (answer.sealed().isEmpty()) {
      LOG.infof(
          "phone has no file accountId=%s messageId=%s error=%s",
          line.account(), answer.id(), answer.error());
      return new MediaRetry.Answer.NotFound();
    }
    var box = answer.sealed().get();
    return MediaRetry.open(key, found.message(), new SealedBox(box.iv(), box.ciphertext()));
  }

  private Future<Void> stored(MediaRetry.Answer said, StoredMedia found) {
    return switch (said) {
      case MediaRetry.Answer.Uploaded(var path) ->
          line.run(
              () ->
                  media
                      .files()
                      .moved(
                          line.account(),
                          found.message(),
                          found.fromMe(),
                          new FilePlace(Optional.empty(), path)));
      case MediaRetry.Answer.NotFound _, MediaRetry.Answer.Failed _ -> Future.succeededFuture();
    };
  }
}
