package dev.wharf.api.message;

import dev.wharf.account.Accounts;
import dev.wharf.account.Refused;
import dev.wharf.api.account.Query;
import dev.wharf.api.problem.Problems;
import dev.wharf.api.problem.Rejected;
import dev.wharf.event.AccountView;
import dev.wharf.messaging.Errand;
import dev.wharf.messaging.Errands;
import dev.wharf.messaging.Messages;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The conversations of an account. */
@Path("/whatsapp/accounts/{id}/chats")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "Messages")
public class ChatResource {

  private final Accounts accounts;
  private final Messages messages;
  private final Errands errands;

  ChatResource(Accounts accounts, Messages messages, Errands errands) {
    this.accounts = accounts;
    this.messages = messages;
    this.errands = errands;
  }

  @GET
  @Operation(
      summary = "List chats",
      description = "The one where something happened last first, each with its last message.")
  public Uni<ChatsBody> list(
      @PathParam("id") String id,
      @Parameter(description = "«next» of the page before.") @QueryParam("after")
          @Nullable String after,
      @QueryParam("limit") @DefaultValue(Query.LIMIT_DEFAULT) String limit) {
    AccountView account = accounts.get(Query.account(id));
    int most = Query.limit(limit);
    return messages
        .chats(account.id(), ChatsBody.place(after), most + 1)
        .map(found -> ChatsBody.of(found, most));
  }

  @POST
  @Path("{jid}/read")
  @Operation(
      summary = "Mark a chat as read",
      description = "The senders hear of it when the account is connected.")
  @APIResponse(
      responseCode = "202",
      description = "Everything in it counts as read.",
      content = @Content(schema = @Schema(implementation = MarkedBody.class)))
  public Uni<RestResponse<MarkedBody>> read(
      @PathParam("id") String id, @PathParam("jid") String jid) {
    AccountView account = accounts.get(Query.account(id));
    return errands
        .readChat(account.id(), Address.parse("jid", jid))
        .map(marked -> RestResponse.accepted(new MarkedBody(marked)));
  }

  @POST
  @Path("{jid}/typing")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Show that somebody types",
      description = "Forgotten if the account is not connected within seconds.")
  @APIResponse(responseCode = "204", description = "It will be shown.")
  public Uni<Void> typing(
      @PathParam("id") String id, @PathParam("jid") String jid, @Nullable TypingBody body) {
    AccountView account = accounts.get(Query.account(id));
    if (body == null) {
      throw new Rejected(Problems.bodyMissing());
    }
    Errand.Doing doing = doing(body.state());
    var chat = Address.parse("jid", jid);
    Optional<Refused> refusal = Sendable.refusal(account);
    return refusal.isPresent()
        ? Uni.createFrom().failure(refusal.get())
        : errands.typing(account.id(), chat, doing);
  }

  private static Errand.Doing doing(@Nullable String word) {
    return Arrays.stream(Errand.Doing.values())
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(() -> Rejected.invalid("state", "must be composing, recording or paused"));
  }
}
