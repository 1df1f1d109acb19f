package dev.wharf.api.contact;

import dev.wharf.directory.Contact;
import dev.wharf.directory.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One page of people. */
@Schema(name = "Contacts", description = "One page of people, by name.")
public record ContactsBody(
    List<ContactBody> items,
    @Schema(
            nullable = true,
            description = "Send it as «after» to get the next page; null on the last one.")
        @Nullable String next) {

  static ContactsBody of(Page<Contact> page) {
    return new ContactsBody(
        page.items().stream().map(contact -> ContactBody.of(contact.view())).toList(),
        page.next().orElse(null));
  }
}
