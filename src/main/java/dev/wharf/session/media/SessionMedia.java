package dev.wharf.session.media;

import dev.wharf.identity.AccountId;
import dev.wharf.messaging.MediaHouse;
import dev.wharf.messaging.Refusal;
import dev.wharf.messaging.StoredMedia;
import dev.wharf.messaging.content.MediaRef;
import dev.wharf.messaging.media.MediaRetry;
import dev.wharf.messaging.spool.SealedFile;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.SealedBox;
import dev.wharf.protocol.stanza.chat.Notice;
import dev.wharf.protocol.stanza.chat.ReceiptStanzas;
import dev.wharf.session.media.MediaTrouble.Kind;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import org.jboss.logging.Logger;

/** WhatsApp's files, over the links of the accounts. */
@ApplicationScoped
class SessionMedia implements MediaHouse {

  private static final Logger LOG = Logger.getLogger(SessionMedia.class);

  private final MediaTransfer transfer;
  private final MediaHosts hosts;
  private final MediaRetries retries;
  private final SecureRandom random;

  SessionMedia(
      MediaTransfer transfer, MediaHosts hosts, MediaRetries retries, SecureRandom random) {
    this.retries = retries;
    this.transfer = transfer;
    this.hosts = hosts;
    this.random = random;
  }

  @Override
  public Uni<Void> fetch(AccountId account, StoredMedia media, SealedFile file) {
    MediaRef ref = media.media().ref();
    String path = ref.directPath().or(() -> ref.url().flatMap(MediaTransfer::pathOf)).orElse("");
    return Uni.createFrom()
        .deferred(
            () ->
                UniHelper.toUni(
                    transfer
                        .download(account, file, path)
                        .recover(failure -> again(account, media, file, failure))))
        .onFailure()
        .transform(failure -> refusal(account, failure));
  }

  /** What WhatsApp has no more, the phone may upload again (messaging.md 8.6). */
  private Future<Void> again(
      AccountId account, StoredMedia media, SealedFile file, Throwable failure) {
    if (!(failure instanceof MediaTrouble trouble && trouble.kind() == Kind.EXPIRED)) {
      return Future.failedFuture(failure);
    }
    var door = hosts.door(account);
    Opaque key = media.media().ref().mediaKey().orElse(null);
    if (door.isEmpty() || key == null) {
      return Future.failedFuture(failure);
    }
    return retries
        .ask(account, media.message(), media.fromMe(), () -> ask(account, media, key, door.get()))
        .compose(
            answer ->
                switch (answer) {
                  case MediaRetry.Answer.Uploaded(var path) ->
                      transfer.download(account, file, path);
                  case MediaRetry.Answer.NotFound _ ->
                      failed(Kind.PHONE_HAS_NONE, "the phone has it no more");
                  case MediaRetry.Answer.Failed it ->
                      failed(Kind.PHONE_SILENT, "the phone answers " + it.result());
                });
  }

  private static Future<Void> failed(Kind kind, String why) {
    return Future.failedFuture(new MediaTrouble(kind, why));
  }

  private static Throwable refusal(AccountId account, Throwable failure) {
    LOG.infof("media not fetched accountId=%s cause=%s", account, MediaTrouble.code(failure));
    return switch (failure) {
      case ProtocolFault _ ->
          new Refusal(
              Refusal.Kind.UPSTREAM,
              "media_corrupt",
              null,
              "What WhatsApp keeps is not the file that was sent. Ask its sender for it again.");
      case MediaTrouble trouble when trouble.kind() == Kind.PHONE_HAS_NONE ->
          new Refusal(
              Refusal.Kind.NOT_FOUND,
              "media_gone",
              null,
              "Neither WhatsApp nor the phone has this file any more. Ask its sender for it again.");
      case MediaTrouble trouble
          when trouble.kind() == Kind.EXPIRED || trouble.kind() == Kind.PHONE_SILENT ->
          new Refusal(
              Refusal.Kind.NOT_FOUND,
              "media_expired",
              null,
              "WhatsApp keeps this file no longer, and the phone, which was asked for it, does not"
                  + " answer. Open WhatsApp on the phone, then try again.");
      case MediaTrouble trouble when trouble.kind() == Kind.OFFLINE -> offline();
      default ->
          new Refusal(
              Refusal.Kind.UNAVAILABLE,
              "media_unreachable",
              null,
              "WhatsApp's media servers gave no usable answer. Try again in a while.");
    };
  }

  @Override
  public Uni<Void> askPhone(AccountId account, StoredMedia media) {
    var door = hosts.door(account);
    Opaque key = media.media().ref().mediaKey().orElse(null);
    if (door.isEmpty() || key == null) {
      return Uni.createFrom().failure(offline());
    }
    ask(account, media, key, door.get());
    return Uni.createFrom().voidItem();
  }

  private void ask(AccountId account, StoredMedia media, Opaque key, MediaHosts.Door door) {
    SealedBox box = MediaRetry.request(key, media.message(), random);
    var stanza =
        ReceiptStanzas.mediaRetry(
            media.message(),
            door.self(),
            new Notice.Sealed(box.payload(), box.iv()),
            media.chat(),
            media.fromMe(),
            media.sender());
    LOG.infof("phone asked for a file accountId=%s messageId=%s", account, media.message());
    door.context().runOnContext(v -> door.sender().accept(stanza));
  }

  private static Refusal offline() {
    return new Refusal(
        Refusal.Kind.UNAVAILABLE,
        "media_unreachable",
        null,
        "The account is not connected, so WhatsApp cannot be asked for the file.");
  }
}
