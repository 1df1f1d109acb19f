package dev.wharf.messaging;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.messaging.content.Content.Media;
import dev.wharf.messaging.content.ContentCodec;
import dev.wharf.messaging.content.Decoded.Payload;
import dev.wharf.messaging.content.FilePlace;
import dev.wharf.messaging.spool.SealedFile;
import dev.wharf.messaging.spool.Spool;
import dev.wharf.protocol.ProtocolFault;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files of stored messages. */
@ApplicationScoped
public class MessageFiles {

  /** All names of a chat; $3 is one of them. */
  private static final String FIND =
      """
      select m.message_id, m.chat, m.sender, m.from_me, m.payload, o.media from message m
      left join outbox o on o.account_id = m.account_id and o.message_id = m.message_id
        and m.from_me and m.sender = ''
      where m.account_id = $1 and m.message_id = $2 and ($3::text is null or m.chat = any (array(
        select $3 union select jid from chat where account_id = $1 and other = $3
        union select other from chat where account_id = $1 and jid = $3 and other is not null)))
      order by m.from_me desc, m.id desc limit 1
      """;

  private static final String MOVED =
      """
      update message set payload = $5
      where account_id = $1 and message_id = $2 and from_me = $3 and payload = $4
      """;

  private static final String WITH_FILE =
      """
      select message_id, chat, sender, from_me, payload, null::text as media from message
      where account_id = $1 and message_id = $2 and from_me = $3 and payload is not null
      """;

  private final Pool pool;
  private final Spool spool;
  private final MediaHouse house;

  MessageFiles(Pool pool, Spool spool, MediaHouse house) {
    this.pool = pool;
    this.spool = spool;
    this.house = house;
  }

  /**
   * A file that is here, verified, to be poured out of the spool.
   *
   * @param path where it lies, sealed
   */
  public record Ready(Media media, SealedFile file, Path path) {}

  /**
   * The file of a message, fetched from WhatsApp if it is not here.
   *
   * @param chat where the message is, if two chats have one of this id
   * @return fails with {@link Refusal} if there is none, or it cannot be had
   */
  public Uni<Ready> open(AccountId account, MessageId id, @Nullable Jid chat) {
    return find(account, id, chat)
        .chain(
            found -> {
              SealedFile file = file(found.media());
              return here(found, file)
                  .chain(
                      ready ->
                          ready.isPresent()
                              ? Uni.createFrom().item(ready.get())
                              : fetched(account, found, file));
            });
  }

  private Uni<Optional<Ready>> here(StoredMedia found, SealedFile file) {
    return UniHelper.toUni(spool.find(file))
        .map(path -> path.map(it -> new Ready(found.media(), file, it)));
  }

  private Uni<Ready> fetched(AccountId account, StoredMedia found, SealedFile file) {
    if (found.waits()) {
      return Uni.createFrom().failure(gone());
    }
    return house
        .fetch(account, found, file)
        .chain(() -> here(found, file))
        .map(ready -> ready.orElseThrow(MessageFiles::gone));
  }

  /** What is known of the file of a message. Fails with {@link Refusal} if it has none. */
  public Uni<StoredMedia> find(AccountId account, MessageId id, @Nullable Jid chat) {
    return pool.preparedQuery(FIND)
        .execute(
            Tuple.of(account.value(), id.value(), chat == null ? null : chat.bare().toString()))
        .map(
            rows -> {
              for (Row row : rows) {
                return media(row).orElseThrow(MessageFiles::none);
              }
              throw Refusal.notFound();
            });
  }

  /** The phone uploaded a file again: from now on its message says where. */
  public Uni<Void> moved(AccountId account, MessageId id, boolean fromMe, FilePlace place) {
    return pool.preparedQuery(WITH_FILE)
        .execute(Tuple.of(account.value(), id.value(), fromMe))
        .chain(
            rows -> {
              for (Row row : rows) {
                if (media(row).isPresent()) {
                  return moved(account, id, fromMe, row.getBuffer("payload").getBytes(), place);
                }
              }
              return Uni.createFrom().voidItem();
            });
  }

  private Uni<Void> moved(
      AccountId account, MessageId id, boolean fromMe, byte[] before, FilePlace place) {
    return pool.preparedQuery(MOVED)
        .execute(
            Tuple.of(
                account.value(),
                id.value(),
                fromMe,
                Buffer.buffer(before),
                Buffer.buffer(place.writeInto(before))))
        .replaceWithVoid();
  }

  private static Optional<StoredMedia> media(Row row) {
    var payload = row.getBuffer("payload");
    if (payload == null) {
      return Optional.empty();
    }
    try {
      return ContentCodec.decode(payload.getBytes()).payload() instanceof Payload.Said(var said, _)
              && said.content() instanceof Media media
          ? Optional.of(stored(row, media))
          : Optional.empty();
    } catch (ProtocolFault _) {
      return Optional.empty();
    }
  }

  private static StoredMedia stored(Row row, Media media) {
    Jid chat = Jid.parse(row.getString("chat"));
    boolean fromMe = row.getBoolean("from_me");
    return new StoredMedia(
        new MessageId(row.getString("message_id")),
        chat,
        fromMe,
        fromMe || !MessageStore.isGroup(chat) ? Optional.empty() : Columns.jid(row, "sender"),
        media,
        row.getString("media") != null);
  }

  private static SealedFile file(Media media) {
    try {
      return SealedFile.of(media.kind().keys(), media.ref()).orElseThrow(MessageFiles::none);
    } catch (ProtocolFault _) {
      throw none();
    }
  }

  private static Refusal none() {
    return new Refusal(
        Refusal.Kind.NOT_FOUND,
        "media_none",
        null,
        "The message has no file, or none that can be opened, or what was in it is kept no longer.");
  }

  private static Refusal gone() {
    return new Refusal(
        Refusal.Kind.NOT_FOUND,
        "media_gone",
        null,
        "The file is neither here nor at WhatsApp. Send it again.");
  }
}
