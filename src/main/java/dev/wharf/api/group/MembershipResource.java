package dev.wharf.api.group;

import dev.wharf.api.problem.Problems;
import dev.wharf.api.problem.Rejected;
import dev.wharf.directory.Contacts;
import dev.wharf.directory.GroupOrders;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who is in a group, and who may come. */
@Path("/whatsapp/accounts/{id}/groups/{jid}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "Groups")
public class MembershipResource {

  private final KnownGroups known;
  private final Contacts contacts;
  private final GroupOrders orders;

  MembershipResource(KnownGroups known, Contacts contacts, GroupOrders orders) {
    this.known = known;
    this.contacts = contacts;
    this.orders = orders;
  }

  @POST
  @Path("members")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Add, remove, promote or demote members",
      description = "One of these at a time. Answers 200 with what became of each.")
  public Uni<OutcomesBody> members(
      @PathParam("id") String id, @PathParam("jid") String jid, @Nullable MembersBody body) {
    AccountId account = known.account(id);
    if (body == null) {
      throw new Rejected(Problems.bodyMissing());
    }
    Jid group = GroupRules.group(jid);
    MembersBody.Order order = body.order();
    return known
        .member(account, group)
        .chain(() -> orders.members(account, group, order.what(), order.who()))
        .chain(outcomes -> shown(account, order, outcomes));
  }

  private Uni<OutcomesBody> shown(
      AccountId account, MembersBody.Order order, List<GroupOrders.MemberOutcome> outcomes) {
    return contacts
        .find(account, order.who())
        .map(
            people ->
                new OutcomesBody(OutcomeBody.of(order.what(), order.who(), outcomes, people)));
  }

  @GET
  @Path("invite-link")
  @Operation(summary = "The invitation link", description = "Asks WhatsApp, so it needs a link.")
  public Uni<InviteBody> invite(@PathParam("id") String id, @PathParam("jid") String jid) {
    AccountId account = known.account(id);
    Jid group = GroupRules.group(jid);
    return known
        .member(account, group)
        .chain(() -> orders.inviteCode(account, group))
        .map(InviteBody::of);
  }

  @POST
  @Path("invite-link/revoke")
  @Operation(summary = "Make the invitation link void", description = "Answers with the new one.")
  public Uni<InviteBody> revoke(@PathParam("id") String id, @PathParam("jid") String jid) {
    AccountId account = known.account(id);
    Jid group = GroupRules.group(jid);
    return known
        .member(account, group)
        .chain(() -> orders.revokeInvite(account, group))
        .map(InviteBody::of);
  }

  @POST
  @Path("leave")
  @Operation(summary = "Leave a group", description = "It is kept, without its members.")
  public Uni<GroupBody> leave(@PathParam("id") String id, @PathParam("jid") String jid) {
    AccountId account = known.account(id);
    Jid group = GroupRules.group(jid);
    return known
        .member(account, group)
        .chain(() -> orders.leave(account, group))
        .chain(() -> known.look(account, group))
        .map(GroupBody::of);
  }
}
