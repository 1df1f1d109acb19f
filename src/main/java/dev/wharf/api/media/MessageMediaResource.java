package dev.wharf.api.media;

import dev.wharf.account.Accounts;
import dev.wharf.api.account.Query;
import dev.wharf.api.message.Address;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.messaging.MediaHouse;
import dev.wharf.messaging.MessageFiles;
import dev.wharf.messaging.Refusal;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The files of messages. */
@Path("/whatsapp/accounts/{id}/messages/{messageId}/media")
@Authenticated
@Tag(name = "Media", description = "Files of messages.")
public class MessageMediaResource {

  private final Accounts accounts;
  private final MessageFiles files;
  private final MediaHouse house;

  MessageMediaResource(Accounts accounts, MessageFiles files, MediaHouse house) {
    this.accounts = accounts;
    this.files = files;
    this.house = house;
  }

  @GET
  @Operation(
      summary = "Download the file of a message",
      description =
          "Fetched from WhatsApp if it is not here, decrypted, and only served if all of it is"
              + " what was sent. 404 media_expired: WhatsApp keeps it no longer. 502"
              + " media_corrupt: what WhatsApp keeps is not what was sent.")
  @APIResponse(
      responseCode = "200",
      description = "The file.",
      content =
          @Content(
              mediaType = "*/*",
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  public Uni<RestResponse<Download>> get(
      @PathParam("id") String id,
      @PathParam("messageId") String messageId,
      @Parameter(description = "Where it is, if two chats have one of this id.") @QueryParam("chat")
          @Nullable String chat) {
    return files
        .open(account(id), messageId(messageId), chat(chat))
        .map(ready -> answer(ready, messageId));
  }

  private static RestResponse<Download> answer(MessageFiles.Ready ready, String messageId) {
    var media = ready.media();
    var answer =
        RestResponse.ResponseBuilder.<Download>create(RestResponse.Status.OK)
            .entity(new Download(ready))
            .type(Shown.type(media))
            .header("Content-Disposition", Shown.disposition(media, messageId))
            .header("X-Content-Type-Options", "nosniff")
            .header("Content-Security-Policy", "sandbox; default-src 'none'")
            .header("Cache-Control", "private, no-store");
    media.ref().size().ifPresent(size -> answer.header("Content-Length", Long.toString(size)));
    return answer.build();
  }

  @POST
  @Path("request")
  @Operation(
      summary = "Ask the phone for a file that WhatsApp keeps no longer",
      description =
          "The phone uploads it again if it still has it and is on. Try to download it after a"
              + " few seconds.")
  @APIResponse(responseCode = "202", description = "The phone was asked.")
  public Uni<RestResponse<Void>> request(
      @PathParam("id") String id,
      @PathParam("messageId") String messageId,
      @QueryParam("chat") @Nullable String chat) {
    AccountId account = account(id);
    return files
        .find(account, messageId(messageId), chat(chat))
        .chain(found -> house.askPhone(account, found))
        .map(
            asked ->
                RestResponse.ResponseBuilder.<Void>create(RestResponse.Status.ACCEPTED)
                    .header("Retry-After", "5")
                    .build());
  }

  private AccountId account(String id) {
    return accounts.get(Query.account(id)).id();
  }

  private static @Nullable Jid chat(@Nullable String text) {
    String chat = Query.text(text);
    return chat == null ? null : Address.parse("chat", chat);
  }

  private static MessageId messageId(String text) {
    try {
      return new MessageId(text);
    } catch (IllegalArgumentException e) {
      throw Refusal.notFound();
    }
  }
}
