package dev.wharf.api.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.api.problem.Rejected;
import dev.wharf.identity.AccountId;
import dev.wharf.messaging.NewMessage;
import dev.wharf.messaging.Refusal;
import dev.wharf.messaging.Upload;
import dev.wharf.messaging.content.MediaType;
import dev.wharf.messaging.fetch.WebFiles;
import dev.wharf.messaging.spool.Uploads;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Brings in the file of a message that is to be sent: uploaded before, named, or within it. */
@ApplicationScoped
class FileOrder {

  private static final String MEDIA = "media";
  private static final String URL = "url";
  private static final String BASE64 = "base64";
  private static final String UPLOAD = "uploadId";

  private final Uploads uploads;
  private final WebFiles web;

  FileOrder(Uploads uploads, WebFiles web) {
    this.uploads = uploads;
    this.web = web;
  }

  /** Whether the message has a file that is not in the spool yet. */
  static boolean brings(NewMessage message) {
    JsonNode media = message.body().path(MEDIA);
    return type(message).isPresent() && (media.hasNonNull(URL) || media.hasNonNull(BASE64));
  }

  /** The same message with its file, if it is one of a kind that has one. */
  Uni<NewMessage> completed(AccountId account, NewMessage message) {
    Optional<MediaType> type = type(message);
    if (type.isEmpty() || !(message.body().get(MEDIA) instanceof ObjectNode media)) {
      return Uni.createFrom().item(message);
    }
    List<String> sources = Stream.of(URL, BASE64, UPLOAD).filter(media::hasNonNull).toList();
    if (sources.size() != 1) {
      throw Rejected.invalid(MEDIA, "must have one of url, base64 and uploadId");
    }
    String source = text(media, sources.getFirst());
    Uni<Upload> file =
        switch (sources.getFirst()) {
          case URL -> fetched(account, type.get(), media, source);
          case BASE64 -> uploads.take(account, inline(type.get(), media), source);
          default -> uploads.find(account, source);
        };
    return file.map(message::with);
  }

  private static Optional<MediaType> type(NewMessage message) {
    return MediaType.of(message.body().path("type").asText());
  }

  private Uni<Upload> fetched(AccountId account, MediaType type, ObjectNode media, String url) {
    Optional<String> given = given(media, "mimetype");
    return UniHelper.toUni(web.fetch(url, uploads.most(type)))
        .chain(
            coming -> {
              var label =
                  new Uploads.Label(
                      type,
                      given.or(coming::mimetype).orElse("application/octet-stream"),
                      given(media, "fileName"));
              if (coming.isOtherThan(type)) {
                coming.abandon();
                throw Refusal.invalid(
                    "media_fetch_failed",
                    "media.url",
                    "There is something else at this address than a file to be sent as "
                        + type.word()
                        + ".");
              }
              return uploads
                  .take(account, label, coming.body())
                  .onFailure()
                  .invoke(failure -> coming.abandon());
            });
  }

  private static Uploads.Label inline(MediaType type, ObjectNode media) {
    String mimetype =
        given(media, "mimetype")
            .orElseThrow(() -> Rejected.invalid("media.mimetype", "must be given"));
    return new Uploads.Label(type, mimetype, given(media, "fileName"));
  }

  private static Optional<String> given(ObjectNode media, String field) {
    return media.hasNonNull(field) ? Optional.of(text(media, field)) : Optional.empty();
  }

  private static String text(ObjectNode media, String field) {
    JsonNode value = media.path(field);
    if (!value.isTextual()) {
      throw Rejected.invalid(MEDIA + '.' + field, "must be a text");
    }
    return value.textValue();
  }
}
