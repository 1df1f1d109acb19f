package dev.wharf.admin.diagnosis;

import dev.wharf.account.Recent;
import dev.wharf.account.Vitals;
import dev.wharf.event.AccountView;
import dev.wharf.event.Reason;
import dev.wharf.event.Standing;
import dev.wharf.event.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * In plain words: what is wrong with an account, and what to do next, at Wharf and on the phone.
 */
@Schema(name = "Explanation", description = "What is wrong, and what to do about it.")
public record Explanation(
    @Schema(description = "Whether it is connected, and calmly so.") boolean fine,
    @Schema(description = "What is the matter.") String wrong,
    @Schema(description = "What to do, in order.") List<String> next,
    @Schema(description = "What to look after on the phone.") List<String> phone,
    @Schema(description = "What the account's last hours tell.") List<String> signs,
    @Schema(description = "All of it as one text.") String text) {

  /** So many reconnects in a day are more than a network does by itself. */
  private static final long RESTLESS = 5;

  /** Total: every reason and every status has its words. */
  public static Explanation of(
      AccountView account, Optional<Vitals> vitals, Recent recent, Instant now) {
    Standing standing = account.standing();
    boolean active = standing.status() == Status.ACTIVE;
    Advice advice = active ? connected(account, recent) : troubled(account);
    List<String> signs = Signs.of(standing, vitals, recent, now);
    List<String> phone = phone(advice, standing.status());
    return new Explanation(
        active && recent.reconnects() < RESTLESS,
        advice.wrong(),
        advice.next(),
        phone,
        signs,
        text(account, advice, phone, signs));
  }

  /** A phone that is being linked cannot have been away for too long. */
  private static List<String> phone(Advice advice, Status status) {
    return advice.phone().stream()
        .filter(each -> status != Status.WARMING || each != OnThePhone.FOURTEEN_DAYS)
        .map(OnThePhone::sentence)
        .toList();
  }

  private static Advice connected(AccountView account, Recent recent) {
    return recent.reconnects() < RESTLESS
        ? StatusAdvice.of(Status.ACTIVE, account.paired())
        : Advice.of(
            "The account is connected, but its connection broke again and again.",
            List.of(
                "Look at how its links ended. Many times «network»: look after the network between"
                    + " Wharf's server and WhatsApp.",
                "If it goes on, download the support bundle and send it to whoever looks after this"
                    + " Wharf."));
  }

  /** A reason without words of its own, as an older row may hold, speaks for itself. */
  private static Advice troubled(AccountView account) {
    Reason reason = account.standing().reason();
    Advice byStatus = StatusAdvice.of(account.standing().status(), account.paired());
    return reason == null
        ? byStatus
        : ReasonAdvice.of(reason.code())
            .orElseGet(() -> new Advice(reason.message(), byStatus.next(), byStatus.phone()));
  }

  private static String text(
      AccountView account, Advice advice, List<String> phone, List<String> signs) {
    var lines = new ArrayList<String>();
    lines.add(advice.wrong());
    Reason reason = account.standing().reason();
    lines.add(
        "It is %s/%s since %s%s."
            .formatted(
                account.standing().status().word(),
                account.standing().state(),
                account.standing().since(),
                code(reason)));
    paragraph(lines, "What to do next:", advice.next());
    paragraph(lines, "On the phone:", phone);
    paragraph(lines, "Signs:", signs);
    return String.join("\n", lines) + "\n";
  }

  private static String code(@Nullable Reason reason) {
    return reason == null ? "" : " (" + reason.code() + ", said by: " + reason.origin() + ")";
  }

  private static void paragraph(List<String> lines, String title, List<String> items) {
    if (!items.isEmpty()) {
      lines.add("");
      lines.add(title);
      items.forEach(item -> lines.add("- " + item));
    }
  }
}
