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
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import org.jboss.logging.Logger;

/** WhatsApp's files, over the links of the accounts. */
@ApplicationScoped
class SessionMedia implements MediaHouse {

  private static final Logger LOG = Logger.getLogger(SessionMedia.class);

  private final MediaTransfer transfer;
  private final MediaHosts hosts;
  private final SecureRandom random;

  SessionMedia(MediaTransfer transfer, MediaHosts hosts, SecureRandom random) {
    this.transfer = transfer;
    this.hosts = hosts;
    this.random = random;
  }

  @Override
  public Uni<Void> fetch(AccountId account, SealedFile file, MediaRef ref) {
    String path = ref.directPath().or(() -> ref.url().flatMap(MediaTransfer::pathOf)).orElse("");
    return Uni.createFrom()
        .deferred(() -> UniHelper.toUni(transfer.download(account, file, path)))
        .onFailure()
        .transform(failure -> refusal(account, failure));
  }

  private static Throwable refusal(AccountId account, Throwable failure) {
    LOG.infof("media not fetched accountId=%s cause=%s", account, failure.toString());
    return switch (failure) {
      case ProtocolFault _ ->
          new Refusal(
              Refusal.Kind.UPSTREAM,
              "media_corrupt",
              null,
              "What WhatsApp keeps is not the file that was sent. Ask its sender for it again.");
      case MediaTrouble trouble when trouble.kind() == Kind.EXPIRED ->
          new Refusal(
              Refusal.Kind.NOT_FOUND,
              "media_expired",
              null,
              "WhatsApp keeps this file no longer. Ask the phone for it: POST to …/media/request.");
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
    SealedBox box = MediaRetry.request(key, media.message(), random);
    var stanza =
        ReceiptStanzas.mediaRetry(
            media.message(),
            door.get().self(),
            new Notice.Sealed(box.payload(), box.iv()),
            media.chat(),
            media.fromMe(),
            media.sender());
    door.get().context().runOnContext(v -> door.get().sender().accept(stanza));
    return Uni.createFrom().voidItem();
  }

  private static Refusal offline() {
    return new Refusal(
        Refusal.Kind.UNAVAILABLE,
        "media_unreachable",
        null,
        "The account is not connected, so WhatsApp cannot be asked for the file.");
  }
}
