package dev.wharf.api.account;

import dev.wharf.account.Accounts;
import dev.wharf.api.problem.Problems;
import dev.wharf.api.problem.Rejected;
import dev.wharf.identity.AccountId;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The phone number of an account, for the rare case that WhatsApp does not tell it. */
@Path("/whatsapp/accounts/{id}/phone-number")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "Phone number", description = "An account is only active with its number known.")
public class PhoneNumberResource {

  private final Accounts accounts;

  PhoneNumberResource(Accounts accounts) {
    this.accounts = accounts;
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Enter the phone number",
      description =
          "For a paired account whose number WhatsApp did not tell. If only the number was missing,"
              + " the account connects at once. A number that WhatsApp told cannot be changed.")
  public Uni<AccountBody> enter(
      @PathParam("id") String id, PairingResource.@Nullable PhoneBody body) {
    AccountId account = Query.account(id);
    if (body == null) {
      throw new Rejected(Problems.bodyMissing());
    }
    accounts.get(account);
    return accounts
        .phoneNumber(account, PhoneNumbers.parse(body.phoneNumber()))
        .map(AccountBody::of);
  }

  @POST
  @Path("refresh")
  @Operation(
      summary = "Ask WhatsApp for the phone number",
      description = "Needs a link: answers 409 while the account is not connected.")
  public Uni<AccountBody> refresh(@PathParam("id") String id) {
    return accounts.refreshPhoneNumber(Query.account(id)).map(AccountBody::of);
  }
}
