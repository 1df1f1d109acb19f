package dev.wharf.messaging.spool;

import dev.wharf.messaging.Refusal;
import dev.wharf.messaging.media.MediaDecryptor;
import dev.wharf.messaging.media.MediaDecryptor.Expected;
import dev.wharf.messaging.media.MediaEncryptor;
import dev.wharf.messaging.media.MediaKeys;
import dev.wharf.messaging.media.MediaKind;
import dev.wharf.messaging.media.OpenedStream;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.CopyOptions;
import io.vertx.core.file.FileSystem;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The folder of sealed files. What is in it under its name is whole: it is written elsewhere and
 * moved there at the end, verified if it came from outside. Plain bytes never touch the disk.
 */
@ApplicationScoped
public class Spool {

  static final String OUT = "out";
  static final String IN = "in";
  static final String UNFINISHED = "unfinished";
  private static final Buffer NOTHING = Buffer.buffer();

  private final Vertx vertx;
  private final MediaConfig config;
  private final SecureRandom random;
  private final Clock clock;

  public Spool(Vertx vertx, MediaConfig config, SecureRandom random, Clock clock) {
    this.vertx = vertx;
    this.config = config;
    this.random = random;
    this.clock = clock;
  }

  /**
   * A file that was sealed to be sent.
   *
   * @param picture its size, if it is a picture whose kind is known
   */
  record Taken(
      SealedFile file,
      Opaque mediaKey,
      MediaEncryptor.Sealed sealed,
      Optional<PictureSize> picture) {}

  /**
   * Seals a file under a new key while it comes.
   *
   * @param max bytes it may have
   * @return fails with {@link Refusal} if it is empty or too large; then nothing of it is left
   */
  Future<Taken> take(MediaKind kind, long max, ReadStream<Buffer> plain) {
    byte[] key = MediaKeys.newMediaKey(random);
    var sealing = new Sealing(new MediaEncryptor(MediaKeys.derive(kind, key)), max);
    return write(from(plain), sealing, OUT, () -> sealing.file(kind, key).name())
        .map(done -> sealing.taken(sealing.file(kind, key), key));
  }

  /** As the one before, of a file that is there as base64: decoded a piece at a time, too. */
  Future<Taken> take(MediaKind kind, long max, String base64) {
    byte[] key = MediaKeys.newMediaKey(random);
    var sealing = new Sealing(new MediaEncryptor(MediaKeys.derive(kind, key)), max);
    return write(
            new Source() {
              @Override
              public Future<Void> into(Through through) {
                return Base64Pieces.write(base64, through);
              }

              @Override
              public void never() {
                // Nothing is held open.
              }
            },
            sealing,
            OUT,
            () -> sealing.file(kind, key).name())
        .map(done -> sealing.taken(sealing.file(kind, key), key));
  }

  /** What a file is written from. */
  private interface Source {
    Future<Void> into(Through through);

    /** It will not be read after all. */
    void never();
  }

  private static Source from(ReadStream<Buffer> stream) {
    // Paused at once, so that nothing is lost until there is a file to write to.
    var pipe = stream.pipe().endOnFailure(false);
    return new Source() {
      @Override
      public Future<Void> into(Through through) {
        return pipe.to(through);
      }

      @Override
      public void never() {
        pipe.close();
      }
    };
  }

  /**
   * Keeps a sealed file that comes from outside, if it is what its message says.
   *
   * @return fails with {@link ProtocolFault} if it is not; then nothing of it is left
   */
  public Future<Void> keep(SealedFile file, ReadStream<Buffer> sealed) {
    var decryptor = decryptor(file);
    var verifying =
        new Through.Change() {
          @Override
          public Buffer piece(Buffer in) {
            decryptor.update(in.getBytes());
            return in;
          }

          @Override
          public Buffer last() {
            decryptor.finish();
            return NOTHING;
          }
        };
    return write(from(sealed), verifying, IN, file::name);
  }

  private MediaDecryptor decryptor(SealedFile file) {
    long most = Math.min(config.maxReceived().asLongValue(), file.kind().most());
    long said = file.expected().size().orElse(most);
    return new MediaDecryptor(file.keys(), file.expected(), Math.min(said, most));
  }

  /** Where that file is, if it is here whole. */
  public Future<Optional<Path>> find(SealedFile file) {
    String name = file.name();
    return found(OUT, name)
        .compose(out -> out.isPresent() ? done(out) : found(IN, name).compose(this::touched));
  }

  /** What is asked for stays longer. */
  private Future<Optional<Path>> touched(Optional<Path> found) {
    return found.isEmpty()
        ? done(found)
        : vertx
            .executeBlocking(
                () -> Files.setLastModifiedTime(found.get(), FileTime.from(clock.instant())), false)
            .transform(done -> Future.succeededFuture(found));
  }

  /** Deletes one that nobody needs any more; nothing happens if it is gone. */
  Future<Void> delete(String folder, String name) {
    return files()
        .delete(config.folder().resolve(folder).resolve(name).toString())
        .otherwiseEmpty();
  }

  private Future<Optional<Path>> found(String folder, String name) {
    Path path = config.folder().resolve(folder).resolve(name);
    return files()
        .exists(path.toString())
        .map(exists -> exists ? Optional.of(path) : Optional.empty());
  }

  /** Reads a file of this folder as it is, for as long as somebody uses it. */
  public <T> Future<T> read(Path path, Function<AsyncFile, Future<T>> use) {
    return files()
        .open(path.toString(), new OpenOptions().setWrite(false).setCreate(false))
        .compose(file -> use.apply(file).eventually(() -> closed(file)));
  }

  /**
   * Writes the plain file, piece by piece as fast as it is taken, and then ends the stream.
   *
   * @return fails if the bytes on the disk are not what they were; then the stream is not ended
   */
  public Future<Void> pour(
      SealedFile file, Path path, WriteStream<Buffer> plain, Supplier<Future<Void>> end) {
    var decryptor = decryptor(file);
    var opening =
        new Through.Change() {
          @Override
          public Buffer piece(Buffer in) {
            return Buffer.buffer(decryptor.update(in.getBytes()));
          }

          @Override
          public Buffer last() {
            return Buffer.buffer(decryptor.finish());
          }
        };
    return read(
        path, bytes -> bytes.pipe().endOnFailure(false).to(new Through(plain, opening, end)));
  }

  /**
   * A file that came, to be read once and off the event loop: it is gone when the stream is closed.
   *
   * @return fails if it is not here
   */
  public Future<InputStream> takeOut(SealedFile file) {
    Path path = config.folder().resolve(IN).resolve(file.name());
    return vertx.executeBlocking(
        () ->
            new OpenedStream(
                Files.newInputStream(path, StandardOpenOption.DELETE_ON_CLOSE), decryptor(file)),
        false);
  }

  private static Future<Void> closed(AsyncFile file) {
    try {
      return file.close().otherwiseEmpty();
    } catch (IllegalStateException _) {
      // It closes itself where it is read to its end.
      return Future.succeededFuture();
    }
  }

  private Future<Void> write(
      Source source, Through.Change change, String folder, Supplier<String> name) {
    Path begun = config.folder().resolve(UNFINISHED).resolve(token());
    return folders()
        .compose(done -> files().open(begun.toString(), new OpenOptions().setCreateNew(true)))
        .onFailure(failure -> source.never())
        .compose(
            file ->
                source
                    .into(
                        new Through(
                            file, change, () -> file.flush().compose(flushed -> file.close())))
                    .recover(
                        failure ->
                            closed(file)
                                .transform(closed -> files().delete(begun.toString()))
                                .transform(deleted -> Future.failedFuture(failure))))
        .compose(written -> moved(begun, folder, name));
  }

  private Future<Void> moved(Path begun, String folder, Supplier<String> name) {
    return files()
        .move(
            begun.toString(),
            config.folder().resolve(folder).resolve(name.get()).toString(),
            new CopyOptions().setReplaceExisting(true).setAtomicMove(true));
  }

  private Future<Void> folders() {
    Function<String, Future<Void>> make =
        name -> files().mkdirs(config.folder().resolve(name).toString(), "rwx------");
    return make.apply(OUT).compose(done -> make.apply(IN)).compose(done -> make.apply(UNFINISHED));
  }

  private String token() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private FileSystem files() {
    return vertx.fileSystem();
  }

  private static <T> Future<T> done(T value) {
    return Future.succeededFuture(value);
  }

  /** Seals the pieces, counts them and looks at the first ones. */
  private static final class Sealing implements Through.Change {
    private final MediaEncryptor encryptor;
    private final long max;
    private final Buffer head = Buffer.buffer();
    private long size;
    private MediaEncryptor.@Nullable Sealed sealed;

    Sealing(MediaEncryptor encryptor, long max) {
      this.encryptor = encryptor;
      this.max = max;
    }

    @Override
    public Buffer piece(Buffer in) {
      size += in.length();
      if (size > max) {
        throw tooLarge(max);
      }
      if (head.length() < PictureSize.HEAD) {
        head.appendBuffer(in, 0, Math.min(in.length(), PictureSize.HEAD - head.length()));
      }
      return Buffer.buffer(encryptor.update(in.getBytes()));
    }

    @Override
    public Buffer last() {
      if (size == 0) {
        throw Refusal.invalid("media_empty", "media", "The file is empty.");
      }
      sealed = encryptor.finish();
      return Buffer.buffer(sealed.tail());
    }

    private MediaEncryptor.Sealed sealed() {
      if (sealed == null) {
        throw new IllegalStateException("not sealed to its end");
      }
      return sealed;
    }

    SealedFile file(MediaKind kind, byte[] key) {
      return new SealedFile(
          kind,
          new Opaque(key),
          new Expected(
              Optional.of(sealed().fileSha256()),
              Optional.of(sealed().fileEncSha256()),
              OptionalLong.of(sealed().size())),
          "");
    }

    Taken taken(SealedFile file, byte[] key) {
      return new Taken(file, new Opaque(key), sealed(), PictureSize.of(head.getBytes()));
    }
  }

  static Refusal tooLarge(long max) {
    return new Refusal(
        Refusal.Kind.TOO_LARGE,
        "media_too_large",
        "media",
        "The file is larger than the " + max + " bytes that such a file may have.");
  }
}
