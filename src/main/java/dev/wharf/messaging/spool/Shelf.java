package dev.wharf.messaging.spool;

import dev.wharf.identity.AccountId;
import dev.wharf.messaging.Upload;
import dev.wharf.messaging.content.FilePlace;
import dev.wharf.messaging.content.MediaRef;
import dev.wharf.messaging.content.MediaType;
import dev.wharf.protocol.Opaque;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What is known of the files that shall be sent. */
@ApplicationScoped
public class Shelf {

  private static final String PUT =
      """
      insert into media (account_id, id, file, type, media_key, file_sha256, file_enc_sha256, size,
        mimetype, file_name, width, height, keyed_at, used_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)
      """;

  private static final String FIND =
      "update media set used_at = $3 where account_id = $1 and id = $2 returning *";

  private static final String UPLOADED =
      "update media set url = $3, direct_path = $4, not_before = null"
          + " where account_id = $1 and id = $2";

  private static final String TRIED =
      "update media set tries = least(tries, 32000) + 1, not_before = $3"
          + " where account_id = $1 and id = $2";

  private static final String FAILED =
      "update media set failure = $3 where account_id = $1 and id = $2";

  /** What a message waits for stays as long as that waits. */
  private static final String DROP =
      """
      delete from media m where m.used_at < $1 and not exists (
        select 1 from outbox o where o.account_id = m.account_id and o.media = m.id)
      returning m.file
      """;

  private static final String UNKNOWN =
      "select f from unnest($1::text[]) f where not exists (select 1 from media where file = f)";

  private final Pool pool;
  private final MediaConfig config;
  private final Clock clock;

  Shelf(Pool pool, MediaConfig config, Clock clock) {
    this.pool = pool;
    this.config = config;
    this.clock = clock;
  }

  Uni<Upload> put(AccountId account, Upload upload, String file) {
    MediaRef ref = upload.ref();
    var values =
        Tuple.tuple()
            .addUUID(account.value())
            .addString(upload.id())
            .addString(file)
            .addString(upload.type().word())
            .addValue(buffer(ref.mediaKey()))
            .addValue(buffer(ref.fileSha256()))
            .addValue(buffer(ref.fileEncSha256()))
            .addLong(ref.size().orElseThrow())
            .addString(upload.mimetype())
            .addString(upload.fileName().orElse(null))
            .addInteger(upload.picture().map(Upload.Picture::width).orElse(null))
            .addInteger(upload.picture().map(Upload.Picture::height).orElse(null))
            .addOffsetDateTime(time(ref.keyedAt().orElseThrow()));
    return pool.preparedQuery(PUT).execute(values).replaceWith(upload);
  }

  /** A file that can be sent; it is kept for another while. */
  public Uni<Optional<Upload>> upload(AccountId account, String id) {
    return row(account, id).map(found -> found.map(this::upload));
  }

  /** A file on its way to WhatsApp. */
  public Uni<Optional<Shelved>> find(AccountId account, String id) {
    return row(account, id).map(found -> found.map(Shelf::shelved));
  }

  private Uni<Optional<Row>> row(AccountId account, String id) {
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(account.value(), id, time(clock.instant())))
        .map(
            rows -> {
              for (Row row : rows) {
                return Optional.of(row);
              }
              return Optional.empty();
            });
  }

  /** WhatsApp has it. */
  public Uni<Void> uploaded(AccountId account, String id, FilePlace place) {
    return pool.preparedQuery(UPLOADED)
        .execute(Tuple.of(account.value(), id, place.url().orElse(null), place.directPath()))
        .replaceWithVoid();
  }

  /** An upload failed and may be tried again. */
  public Uni<Void> tried(AccountId account, String id, Instant notBefore) {
    return pool.preparedQuery(TRIED)
        .execute(Tuple.of(account.value(), id, time(notBefore)))
        .replaceWithVoid();
  }

  /** It will never be uploaded. */
  public Uni<Void> failed(AccountId account, String id, String code) {
    return pool.preparedQuery(FAILED)
        .execute(Tuple.of(account.value(), id, code))
        .replaceWithVoid();
  }

  /**
   * Forgets what nobody used since then.
   *
   * @return the files of it
   */
  Uni<List<String>> dropBefore(Instant limit) {
    return pool.preparedQuery(DROP).execute(Tuple.of(time(limit))).map(Shelf::texts);
  }

  /** Which of these files belong to nothing. */
  Uni<List<String>> unknown(Collection<String> files) {
    return pool.preparedQuery(UNKNOWN)
        .execute(Tuple.of(files.toArray(String[]::new)))
        .map(Shelf::texts);
  }

  private static List<String> texts(Iterable<Row> rows) {
    var found = new ArrayList<String>();
    rows.forEach(row -> found.add(row.getString(0)));
    return found;
  }

  private Upload upload(Row row) {
    Integer width = row.getInteger("width");
    Integer height = row.getInteger("height");
    return new Upload(
        row.getString("id"),
        type(row),
        ref(row),
        row.getString("mimetype"),
        Optional.ofNullable(row.getString("file_name")),
        width == null || height == null
            ? Optional.empty()
            : Optional.of(new Upload.Picture(width, height)),
        row.getOffsetDateTime("used_at").toInstant().plus(config.keepUploads()));
  }

  private static Shelved shelved(Row row) {
    OffsetDateTime notBefore = row.getOffsetDateTime("not_before");
    return new Shelved(
        row.getString("id"),
        type(row),
        ref(row),
        row.getShort("tries"),
        notBefore == null ? null : notBefore.toInstant(),
        Optional.ofNullable(row.getString("failure")),
        Optional.ofNullable(row.getString("direct_path"))
            .map(path -> new FilePlace(Optional.ofNullable(row.getString("url")), path)));
  }

  private static MediaRef ref(Row row) {
    return new MediaRef(
        Optional.ofNullable(row.getString("url")),
        Optional.ofNullable(row.getString("direct_path")),
        opaque(row, "media_key"),
        opaque(row, "file_sha256"),
        opaque(row, "file_enc_sha256"),
        OptionalLong.of(row.getLong("size")),
        Optional.of(row.getOffsetDateTime("keyed_at").toInstant()));
  }

  private static MediaType type(Row row) {
    String word = row.getString("type");
    return MediaType.of(word).orElseThrow(() -> new IllegalStateException("no type " + word));
  }

  private static Optional<Opaque> opaque(Row row, String column) {
    return Optional.of(new Opaque(row.getBuffer(column).getBytes()));
  }

  private static @Nullable Buffer buffer(Optional<Opaque> bytes) {
    return bytes.map(it -> Buffer.buffer(it.bytes())).orElse(null);
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
