package dev.wharf.messaging.spool;

import dev.wharf.identity.AccountId;
import dev.wharf.messaging.Refusal;
import dev.wharf.messaging.Upload;
import dev.wharf.messaging.content.MediaRef;
import dev.wharf.messaging.content.MediaType;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Takes files to be sent: sealed into the spool, and noted. */
@ApplicationScoped
public class Uploads {

  private static final int ID = 18;

  private final Spool spool;
  private final Shelf shelf;
  private final MediaConfig config;
  private final SecureRandom random;
  private final Clock clock;

  Uploads(Spool spool, Shelf shelf, MediaConfig config, SecureRandom random, Clock clock) {
    this.spool = spool;
    this.shelf = shelf;
    this.config = config;
    this.random = random;
    this.clock = clock;
  }

  /**
   * What is said of a file before it is read.
   *
   * @param mimetype with its parameters, if it has any
   */
  public record Label(MediaType type, String mimetype, Optional<String> fileName) {}

  /**
   * Seals a file while it comes; in memory there are a few pieces of it at a time.
   *
   * @return fails with {@link Refusal} if it is empty, too large, or not of such a type
   */
  public Uni<Upload> take(AccountId account, Label label, ReadStream<Buffer> file) {
    if (!fits(label.type(), label.mimetype())) {
      file.pause();
      return Uni.createFrom().failure(mismatch(label));
    }
    var taking = spool.take(label.type().keys(), most(label.type()), file);
    return UniHelper.toUni(taking)
        .chain(taken -> shelf.put(account, upload(label, taken), taken.file().name()));
  }

  /**
   * As {@link #take(AccountId, Label, ReadStream)}, of a file that came as base64 within a request.
   */
  public Uni<Upload> take(AccountId account, Label label, String base64) {
    long most = Math.min(most(label.type()), config.maxInline().asLongValue());
    if (!fits(label.type(), label.mimetype())) {
      return Uni.createFrom().failure(mismatch(label));
    }
    if (base64.length() / 4L * 3 - 2 > most) {
      return Uni.createFrom().failure(Spool.tooLarge(most));
    }
    var taking = spool.take(label.type().keys(), most, base64);
    return UniHelper.toUni(taking)
        .chain(taken -> shelf.put(account, upload(label, taken), taken.file().name()));
  }

  /** A file that was taken before; it is kept for another while. */
  public Uni<Upload> find(AccountId account, String id) {
    return shelf.upload(account, id).map(found -> found.orElseThrow(Uploads::unknown));
  }

  /** How many bytes a file of this type may have. */
  public long most(MediaType type) {
    return switch (type) {
      case IMAGE -> config.maxImage().asLongValue();
      case VIDEO, VIDEO_NOTE, GIF -> config.maxVideo().asLongValue();
      case AUDIO, VOICE -> config.maxAudio().asLongValue();
      case STICKER -> config.maxSticker().asLongValue();
      case DOCUMENT -> config.maxDocument().asLongValue();
    };
  }

  public Refusal tooLarge(MediaType type) {
    return Spool.tooLarge(most(type));
  }

  /** Whether something with that content type is a file of this type. */
  public static boolean fits(MediaType type, String mimetype) {
    String name = mimetype.toLowerCase(Locale.ROOT);
    return switch (type) {
      case IMAGE, STICKER -> name.startsWith("image/");
      case VIDEO, VIDEO_NOTE, GIF -> name.startsWith("video/");
      case AUDIO, VOICE ->
          name.startsWith("audio/")
              || name.startsWith("application/ogg")
              || name.startsWith("video/ogg");
      case DOCUMENT -> true;
    };
  }

  private static Refusal mismatch(Label label) {
    return Refusal.invalid(
        "mimetype_mismatch",
        "media.mimetype",
        "A file of the type " + label.type().word() + " has another content type than this one.");
  }

  private static Refusal unknown() {
    return Refusal.invalid(
        "upload_unknown",
        "media.uploadId",
        "There is no such upload of this account, or it is kept no longer: upload it again.");
  }

  private Upload upload(Label label, Spool.Taken taken) {
    Instant now = clock.instant();
    var sealed = taken.sealed();
    byte[] id = new byte[ID];
    random.nextBytes(id);
    return new Upload(
        Base64.getUrlEncoder().withoutPadding().encodeToString(id),
        label.type(),
        new MediaRef(
            Optional.empty(),
            Optional.empty(),
            Optional.of(taken.mediaKey()),
            Optional.of(sealed.fileSha256()),
            Optional.of(sealed.fileEncSha256()),
            OptionalLong.of(sealed.size()),
            Optional.of(now)),
        label.mimetype(),
        label.fileName(),
        taken
            .picture()
            .filter(it -> label.type().keys() == MediaType.IMAGE.keys() || isSticker(label))
            .map(it -> new Upload.Picture(it.width(), it.height())),
        now.plus(config.keepUploads()));
  }

  private static boolean isSticker(Label label) {
    return label.type() == MediaType.STICKER;
  }
}
