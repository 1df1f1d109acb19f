package dev.wharf.api.group;

import dev.wharf.directory.Contact;
import dev.wharf.directory.GroupOrders.MemberOrder;
import dev.wharf.directory.GroupOrders.MemberOutcome;
import dev.wharf.identity.Jid;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What became of one person of an order. */
@Schema(name = "MemberOutcome", description = "What became of one person of an order.")
public record OutcomeBody(
    String jid,
    @Schema(nullable = true) @Nullable String lid,
    @Schema(nullable = true) @Nullable String phone,
    @Schema(nullable = true) @Nullable String name,
    @Schema(
            description =
                "done, not_allowed, not_on_whatsapp, not_a_member, left_recently, already_a_member,"
                    + " refused or unanswered.",
            examples = "done")
        String outcome,
    @Schema(description = "WhatsApp's own code; 0 if it did not answer for them.", examples = "200")
        int code,
    @Schema(description = "What that means, and what to do.") String message,
    @Schema(nullable = true, description = "Send them this link instead, where WhatsApp gives one.")
        @Nullable String inviteLink) {

  private record Meaning(String word, String message) {}

  /** In the order asked; who was not answered for is there as well. */
  static List<OutcomeBody> of(
      MemberOrder order, List<Jid> asked, List<MemberOutcome> outcomes, Map<Jid, Contact> people) {
    Map<Jid, MemberOutcome> answers = new HashMap<>();
    outcomes.forEach(outcome -> answers.put(outcome.asked().bare(), outcome));
    return asked.stream()
        .map(
            jid -> of(order, answers.getOrDefault(jid, new MemberOutcome(jid, 0)), people.get(jid)))
        .toList();
  }

  private static OutcomeBody of(
      MemberOrder order, MemberOutcome outcome, @Nullable Contact person) {
    var meaning = meaning(order, outcome.code());
    var view = person == null ? null : person.view();
    return new OutcomeBody(
        view == null ? outcome.asked().toString() : view.jid(),
        view == null ? null : view.lid(),
        view == null ? null : view.phone(),
        view == null ? null : view.name(),
        meaning.word(),
        outcome.code(),
        meaning.message(),
        outcome.inviteCode().map(InviteBody::link).orElse(null));
  }

  private static Meaning meaning(MemberOrder order, int code) {
    return switch (code) {
      case 0 -> new Meaning("unanswered", "WhatsApp did not say. Look at the group.");
      case 200 -> new Meaning("done", "Done.");
      case 403 ->
          order == MemberOrder.ADD
              ? new Meaning(
                  "not_allowed", "They let only some people add them. Send them an invite link.")
              : new Meaning("not_allowed", "The account must not do this to them.");
      case 404 ->
          order == MemberOrder.ADD
              ? new Meaning("not_on_whatsapp", "They are not on WhatsApp.")
              : new Meaning("not_a_member", "They are not in the group.");
      case 408 ->
          new Meaning("left_recently", "They left a short while ago. Send them an invite link.");
      case 409 -> new Meaning("already_a_member", "They are in the group already.");
      default -> new Meaning("refused", "WhatsApp refused, with this code.");
    };
  }
}
