package dev.wharf.api.group;

import dev.wharf.api.account.Query;
import dev.wharf.api.contact.People;
import dev.wharf.api.problem.Problems;
import dev.wharf.api.problem.Rejected;
import dev.wharf.directory.Contacts;
import dev.wharf.directory.GroupFilter;
import dev.wharf.directory.GroupOrders;
import dev.wharf.directory.GroupOrders.MemberOrder;
import dev.wharf.directory.Groups;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Groups as things: list, look at, create, change. */
@Path("/whatsapp/accounts/{id}/groups")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "Groups", description = "The groups of an account and who is in them.")
public class GroupResource {

  private final KnownGroups known;
  private final Groups groups;
  private final Contacts contacts;
  private final GroupOrders orders;

  GroupResource(KnownGroups known, Groups groups, Contacts contacts, GroupOrders orders) {
    this.known = known;
    this.groups = groups;
    this.contacts = contacts;
    this.orders = orders;
  }

  @GET
  @Operation(summary = "List groups", description = "Those the account is in, by subject.")
  public Uni<GroupsBody> list(
      @PathParam("id") String id,
      @Parameter(description = "Part of the subject.") @QueryParam("q") @Nullable String q,
      @Parameter(description = "«next» of the page before.") @QueryParam("after")
          @Nullable String after,
      @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200"))
          @QueryParam("limit")
          @DefaultValue(Query.LIMIT_DEFAULT)
          String limit) {
    AccountId account = known.account(id);
    var filter = new GroupFilter(Query.search(q), Query.text(after), Query.limit(limit));
    return groups.list(account, filter).map(GroupsBody::of);
  }

  @GET
  @Path("{jid}")
  @Operation(
      summary = "Look at a group",
      description = "With its members. One that the account has left is shown without them.")
  public Uni<GroupBody> get(@PathParam("id") String id, @PathParam("jid") String jid) {
    return known.look(known.account(id), GroupRules.group(jid)).map(GroupBody::of);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Create a group",
      description = "People who cannot be added do not stop it: see what became of each.")
  @APIResponse(
      responseCode = "201",
      description = "The group.",
      content = @Content(schema = @Schema(implementation = NewGroupAnswer.class)),
      headers = @Header(name = "Location", schema = @Schema(type = SchemaType.STRING)))
  public Uni<RestResponse<NewGroupAnswer>> create(
      @PathParam("id") String id, @Nullable NewGroupBody body) {
    if (body != null) {
      body.check();
    }
    AccountId account = known.account(id);
    NewGroupBody wanted = present(body);
    List<Jid> members = People.people("members", wanted.members(), 0, GroupRules.MEMBERS_MAX);
    String subject = wanted.subject() == null ? "" : wanted.subject();
    return orders
        .create(account, subject, members)
        .chain(created -> answer(account, members, created))
        .map(answer -> created(account, answer));
  }

  private Uni<NewGroupAnswer> answer(
      AccountId account, List<Jid> members, GroupOrders.Created created) {
    return known
        .look(account, created.group())
        .chain(
            shown ->
                contacts
                    .find(account, members)
                    .map(
                        people ->
                            new NewGroupAnswer(
                                GroupBody.of(shown),
                                OutcomeBody.of(
                                    MemberOrder.ADD, members, created.outcomes(), people))));
  }

  @PATCH
  @Path("{jid}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Change a group",
      description = "The subject first, then the description. Null takes the description away.")
  public Uni<GroupBody> patch(
      @PathParam("id") String id, @PathParam("jid") String jid, @Nullable GroupPatchBody body) {
    if (body != null) {
      body.check();
    }
    AccountId account = known.account(id);
    GroupPatchBody patch = present(body);
    Jid group = GroupRules.group(jid);
    return known
        .member(account, group)
        .chain(
            () ->
                patch
                    .newSubject()
                    .map(subject -> orders.subject(account, group, subject))
                    .orElseGet(Uni.createFrom()::voidItem))
        .chain(
            () ->
                patch
                    .newDescription()
                    .map(text -> describe(account, group, text))
                    .orElseGet(Uni.createFrom()::voidItem))
        .chain(() -> known.look(account, group))
        .map(GroupBody::of);
  }

  private Uni<Void> describe(AccountId account, Jid group, String text) {
    return orders.description(account, group, Optional.of(text).filter(some -> !some.isEmpty()));
  }

  @POST
  @Path("refresh")
  @Operation(
      summary = "Ask WhatsApp for the groups",
      description = "Needs a link. Wharf keeps them current by itself; this is for doubt.")
  @APIResponse(responseCode = "204", description = "They are as WhatsApp says now.")
  public Uni<Void> refresh(@PathParam("id") String id) {
    return orders.refresh(known.account(id));
  }

  private static RestResponse<NewGroupAnswer> created(AccountId account, NewGroupAnswer answer) {
    return RestResponse.ResponseBuilder.<NewGroupAnswer>created(
            URI.create("/whatsapp/accounts/" + account + "/groups/" + answer.group().jid()))
        .entity(answer)
        .build();
  }

  private static <T> T present(@Nullable T body) {
    if (body == null) {
      throw new Rejected(Problems.bodyMissing());
    }
    return body;
  }
}
