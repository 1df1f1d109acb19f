package dev.wharf.api.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.account.AccountLedger;
import dev.wharf.account.Accounts;
import dev.wharf.account.Fact;
import dev.wharf.account.Refused;
import dev.wharf.api.account.Query;
import dev.wharf.api.problem.Problems;
import dev.wharf.api.problem.Rejected;
import dev.wharf.directory.LidMap;
import dev.wharf.event.AccountView;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.limits.Charge;
import dev.wharf.limits.Limiter;
import dev.wharf.messaging.Accepted;
import dev.wharf.messaging.Announcement;
import dev.wharf.messaging.Composed;
import dev.wharf.messaging.Errands;
import dev.wharf.messaging.Messages;
import dev.wharf.messaging.NewMessage;
import dev.wharf.messaging.Outbox;
import dev.wharf.messaging.Refusal;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Messages of an account: send, look at, cancel. */
@Path("/whatsapp/accounts/{id}/messages")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "Messages", description = "Send messages, and see what came and what became of them.")
public class MessageResource {

  private final Accounts accounts;
  private final AccountLedger ledger;
  private final Outbox outbox;
  private final Messages messages;
  private final Errands errands;
  private final LidMap lids;
  private final Limiter limiter;
  private final Clock clock;
  private final FileOrder files;

  MessageResource(
      Accounts accounts,
      AccountLedger ledger,
      Outbox outbox,
      Messages messages,
      Errands errands,
      LidMap lids,
      Limiter limiter,
      Clock clock,
      FileOrder files) {
    this.accounts = accounts;
    this.ledger = ledger;
    this.outbox = outbox;
    this.messages = messages;
    this.errands = errands;
    this.lids = lids;
    this.limiter = limiter;
    this.clock = clock;
    this.files = files;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Send a message",
      description =
          "Stored before it is answered, and sent in the order of acceptance of its chat; while the"
              + " account reconnects it waits. With the same Idempotency-Key and the same body the"
              + " answer is the same and nothing is sent twice.")
  @APIResponse(
      responseCode = "202",
      description = "It will be sent.",
      content = @Content(schema = @Schema(implementation = AcceptedBody.class)))
  @APIResponse(
      responseCode = "200",
      description = "With dryRun: it could be sent, and was not.",
      content = @Content(schema = @Schema(implementation = DryRunBody.class)))
  public Uni<? extends RestResponse<?>> send(
      @PathParam("id") String id,
      @Parameter(description = "Only says whether and when it would leave, and why.")
          @QueryParam("dryRun")
          boolean dryRun,
      @Parameter(description = "Your own name of this request; kept for 7 days.")
          @HeaderParam("Idempotency-Key")
          @Nullable String key,
      @RequestBody(content = @Content(schema = @Schema(implementation = SendBody.class)))
          @Nullable ObjectNode body) {
    AccountView account = accounts.get(Query.account(id));
    if (body == null) {
      throw new Rejected(Problems.bodyMissing());
    }
    String named = SendOrder.key(key);
    NewMessage message = SendOrder.read(account, body);
    Optional<Refused> refusal = Sendable.refusal(account);
    if (dryRun) {
      return refusal.isPresent()
          ? Uni.createFrom().failure(refusal.get())
          : preview(account.id(), message);
    }
    Uni<Accepted> accepted =
        refusal.isPresent()
            ? repeated(account.id(), message, named, refusal.get())
            : addressed(account.id(), message).chain(known -> accept(account.id(), known, named));
    return accepted.map(done -> accepted(account.id(), done));
  }

  /** To the hidden id of a person, if that is known: that is the chat's name then. */
  private Uni<NewMessage> addressed(AccountId account, NewMessage message) {
    return message.to().isPhone()
        ? lids.lidsOf(account, List.of(message.to()))
            .map(found -> message.to(found.getOrDefault(message.to(), message.to())))
        : Uni.createFrom().item(message);
  }

  /** A request that is repeated must not bring its file in again. */
  private Uni<Accepted> accept(AccountId account, NewMessage message, @Nullable String key) {
    Uni<Optional<Accepted>> earlier =
        key != null && FileOrder.brings(message)
            ? outbox.replay(account, message, key)
            : Uni.createFrom().item(Optional.empty());
    return earlier.chain(
        found ->
            found.isPresent()
                ? Uni.createFrom().item(found.get())
                : files
                    .completed(account, message)
                    .chain(whole -> outbox.accept(account, whole, key)));
  }

  private Uni<RestResponse<DryRunBody>> preview(AccountId account, NewMessage message) {
    return addressed(account, message)
        .chain(known -> files.completed(account, known))
        .chain(
            whole ->
                outbox
                    .composed(account, whole)
                    .chain(composed -> forecast(account, whole, composed)))
        .map(RestResponse::ok);
  }

  private Uni<DryRunBody> forecast(AccountId account, NewMessage message, Composed composed) {
    var now = clock.instant();
    return outbox
        .isFirstContact(account, message.to())
        .chain(
            first ->
                limiter
                    .preview(account, first ? Charge.firstMessage() : Charge.message(), now)
                    .map(
                        verdict ->
                            DryRunBody.of(
                                message.to().toString(), composed.kind(), first, verdict, now)));
  }

  /** What was accepted stays accepted, though nothing new would be. */
  private Uni<Accepted> repeated(
      AccountId account, NewMessage message, @Nullable String key, Refused refusal) {
    return key == null
        ? Uni.createFrom().failure(refusal)
        : outbox.replay(account, message, key).map(earlier -> earlier.orElseThrow(() -> refusal));
  }

  private static RestResponse<AcceptedBody> accepted(AccountId account, Accepted accepted) {
    return RestResponse.ResponseBuilder.<AcceptedBody>create(RestResponse.Status.ACCEPTED)
        .header(
            HttpHeaders.LOCATION, "/whatsapp/accounts/" + account + "/messages/" + accepted.id())
        .entity(AcceptedBody.of(accepted))
        .build();
  }

  @GET
  @Operation(
      summary = "List messages",
      description =
          "Newest first, page by page. What only changes another message (an edit, a reaction) is"
              + " shown with that.")
  public Uni<MessagesBody> list(
      @PathParam("id") String id,
      @Parameter(description = "Only of this chat: a phone number or a jid.") @QueryParam("chat")
          @Nullable String chat,
      @Parameter(description = "«next» of the page before.") @QueryParam("after")
          @Nullable String after,
      @QueryParam("limit") @DefaultValue(Query.LIMIT_DEFAULT) String limit) {
    int most = Query.limit(limit);
    return messages
        .list(existing(id), chat(chat), Query.cursor("after", after), most + 1)
        .map(found -> MessagesBody.of(found, most));
  }

  @GET
  @Path("{messageId}")
  @Operation(summary = "Look at a message", description = "In a group with who has it.")
  public Uni<MessageBody> get(
      @PathParam("id") String id,
      @PathParam("messageId") String messageId,
      @Parameter(description = "Where it is, if two chats have one of this id.") @QueryParam("chat")
          @Nullable String chat) {
    return messages.get(existing(id), messageId(messageId), chat(chat)).map(MessageBody::of);
  }

  @DELETE
  @Path("{messageId}")
  @Operation(
      summary = "Cancel a message",
      description = "While it has not left. To take back what was sent, send a deletion.")
  @APIResponse(responseCode = "204", description = "It will not be sent.")
  public Uni<Void> cancel(@PathParam("id") String id, @PathParam("messageId") String messageId) {
    return outbox
        .cancel(existing(id), messageId(messageId))
        .invoke(cancelled -> cancelled.announcements().forEach(this::tell))
        .replaceWithVoid();
  }

  /** It is stored; that it is told must not be waited for. */
  private void tell(Announcement told) {
    var unused =
        ledger.record(new Fact.Happened(told.account(), told.at(), told.eventId(), told.event()));
  }

  @POST
  @Path("{messageId}/read")
  @Operation(
      summary = "Mark a message as read",
      description = "Its sender hears of it when the account is connected.")
  @APIResponse(
      responseCode = "202",
      description = "It counts as read.",
      content = @Content(schema = @Schema(implementation = MarkedBody.class)))
  public Uni<RestResponse<MarkedBody>> read(
      @PathParam("id") String id, @PathParam("messageId") String messageId) {
    AccountId account = existing(id);
    MessageId message = messageId(messageId);
    return messages
        .get(account, message, null)
        .chain(found -> errands.readMessage(account, message))
        .map(marked -> RestResponse.accepted(new MarkedBody(marked)));
  }

  private AccountId existing(String id) {
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
      throw new Refusal(
          Refusal.Kind.NOT_FOUND,
          "message_not_found",
          null,
          "There is no message with this id. List the messages to see which there are.");
    }
  }
}
