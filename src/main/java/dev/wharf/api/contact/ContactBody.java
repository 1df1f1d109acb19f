package dev.wharf.api.contact;

import dev.wharf.event.ContactView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A person, flat: the same JSON as in the push. */
@Schema(name = "Contact", description = "A person as the account knows them.")
public record ContactBody(
    @Schema(
            description = "Where to write to: the hidden id if it is known, else the number.",
            examples = "123456789012345@lid")
        String jid,
    @Schema(nullable = true, description = "The hidden id.", examples = "123456789012345@lid")
        @Nullable String lid,
    @Schema(
            nullable = true,
            description = "E.164. Null while WhatsApp has not told it; it cannot be asked for.",
            examples = "+5511987654321")
        @Nullable String phone,
    @Schema(
            nullable = true,
            description =
                "The best that is known: from the phone's address book, else the verified business"
                    + " name, else the push name.")
        @Nullable String name,
    @Schema(nullable = true, description = "What they call themselves.")
        @Nullable String pushName) {

  public static ContactBody of(ContactView view) {
    return new ContactBody(view.jid(), view.lid(), view.phone(), view.name(), view.pushName());
  }
}
