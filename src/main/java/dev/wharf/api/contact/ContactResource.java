package dev.wharf.api.contact;

import dev.wharf.account.Accounts;
import dev.wharf.api.account.Query;
import dev.wharf.api.problem.Problems;
import dev.wharf.api.problem.Rejected;
import dev.wharf.directory.ContactFilter;
import dev.wharf.directory.Contacts;
import dev.wharf.directory.NumberCheck;
import dev.wharf.directory.Refusal;
import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.identity.PhoneNumber;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The people an account knows. */
@Path("/whatsapp/accounts/{id}/contacts")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "Contacts", description = "The people an account knows, and who is on WhatsApp.")
public class ContactResource {

  private final Accounts accounts;
  private final Contacts contacts;
  private final NumberCheck check;

  ContactResource(Accounts accounts, Contacts contacts, NumberCheck check) {
    this.accounts = accounts;
    this.contacts = contacts;
    this.check = check;
  }

  @GET
  @Operation(summary = "List people", description = "Who has a name, by name, page by page.")
  public Uni<ContactsBody> list(
      @PathParam("id") String id,
      @Parameter(description = "Part of a name or of the phone number.") @QueryParam("q")
          @Nullable String q,
      @Parameter(description = "«next» of the page before.") @QueryParam("after")
          @Nullable String after,
      @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200"))
          @QueryParam("limit")
          @DefaultValue(Query.LIMIT_DEFAULT)
          String limit) {
    AccountId account = existing(id);
    var filter = new ContactFilter(Query.search(q), Query.text(after), Query.limit(limit));
    return contacts.list(account, filter).map(ContactsBody::of);
  }

  @GET
  @Path("{person}")
  @Operation(summary = "Look at a person")
  public Uni<ContactBody> get(
      @PathParam("id") String id,
      @Parameter(description = "A jid, or a phone number with its country code.")
          @PathParam("person")
          String person) {
    AccountId account = existing(id);
    Jid jid = People.person("person", person);
    return contacts
        .find(account, jid)
        .map(
            contact -> {
              if (!contact.isKnown()) {
                throw Refusal.unknownContact();
              }
              return ContactBody.of(contact.view());
            });
  }

  @POST
  @Path("check")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Check which numbers are on WhatsApp",
      description =
          "At most 50 at once. Counts against the account's limits, because WhatsApp bans who asks"
              + " too much.")
  public Uni<CheckBody> check(@PathParam("id") String id, CheckBody.@Nullable Request body) {
    AccountId account = existing(id);
    if (body == null) {
      throw new Rejected(Problems.bodyMissing());
    }
    List<PhoneNumber> numbers = People.numbers("phones", body.phones(), NumberCheck.MOST);
    return check
        .check(account, numbers.stream().distinct().toList())
        .map(answers -> CheckBody.of(numbers, answers));
  }

  private AccountId existing(String id) {
    AccountId account = Query.account(id);
    accounts.get(account);
    return account;
  }
}
