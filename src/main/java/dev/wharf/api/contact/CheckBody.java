package dev.wharf.api.contact;

import dev.wharf.directory.NumberCheck.Checked;
import dev.wharf.identity.Jid;
import dev.wharf.identity.PhoneNumber;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which numbers are on WhatsApp. */
@Schema(name = "NumberCheck", description = "Which numbers are on WhatsApp, in the order asked.")
public record CheckBody(List<Item> items) {

  /** The numbers to check. */
  @Schema(name = "NumberCheckRequest")
  public record Request(
      @Schema(description = "1 to 50, with their country codes.", required = true)
          @Nullable List<@Nullable String> phones) {
    @Override
    public String toString() {
      return "Request[]";
    }
  }

  /** One number. */
  @Schema(name = "CheckedNumber")
  public record Item(
      @Schema(description = "The number that was asked for, E.164.", examples = "+5511987654321")
          String asked,
      @Schema(nullable = true, description = "Null if WhatsApp did not answer for it.")
          @Nullable Boolean onWhatsApp,
      @Schema(nullable = true, description = "Where to write to.") @Nullable String jid,
      @Schema(nullable = true, description = "The hidden id, if it was told.") @Nullable String lid,
      @Schema(
              nullable = true,
              description = "The number as WhatsApp writes it, which may differ from the asked.")
          @Nullable String phone) {}

  static CheckBody of(List<PhoneNumber> asked, List<Checked> answers) {
    Map<PhoneNumber, Checked> byNumber = new HashMap<>();
    answers.forEach(answer -> byNumber.put(answer.asked(), answer));
    return new CheckBody(
        asked.stream()
            .map(
                number ->
                    Optional.ofNullable(byNumber.get(number))
                        .map(CheckBody::item)
                        .orElseGet(() -> new Item(number.e164(), null, null, null, null)))
            .toList());
  }

  private static Item item(Checked answer) {
    if (!answer.registered()) {
      return new Item(answer.asked().e164(), false, null, null, null);
    }
    Jid phone = answer.jid().orElse(Jid.phone(answer.asked().digits(), 0));
    return new Item(
        answer.asked().e164(),
        true,
        answer.lid().orElse(phone).toString(),
        answer.lid().map(Jid::toString).orElse(null),
        PhoneNumber.of(phone).map(PhoneNumber::e164).orElse(null));
  }
}
