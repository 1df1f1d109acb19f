package dev.wharf.api.group;

import dev.wharf.api.problem.Fields;
import dev.wharf.api.problem.Rejected;
import dev.wharf.directory.Refusal;
import dev.wharf.identity.Jid;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What WhatsApp takes (messaging.md 9.2), and the words that say so. */
final class GroupRules {

  static final int SUBJECT_MAX = 100;
  private static final String SUBJECT = "must be 1 to 100 characters";
  static final int DESCRIPTION_MAX = 2_048;
  private static final String DESCRIPTION = "must be at most 2048 characters";

  /** Descriptions have lines. */
  static final String LINES = "[\\P{Cc}\\n\\r\\t]*";

  static final String PRINTABLE = "\\P{Cc}*";
  private static final String PRINTABLE_MESSAGE = "must not hold control characters";

  /** At once; a ban is near where many strangers are added. */
  static final int MEMBERS_MAX = 100;

  private static final Pattern ID = Pattern.compile("[0-9]{5,25}(-[0-9]{1,20})?");

  private GroupRules() {}

  /**
   * Texts that are absent are accepted.
   *
   * @throws Rejected naming each field that is not accepted
   */
  static void check(@Nullable String subject, @Nullable String description) {
    new Fields()
        .length("subject", subject, 1, SUBJECT_MAX, SUBJECT)
        .form("subject", subject, PRINTABLE, PRINTABLE_MESSAGE)
        .length("description", description, 0, DESCRIPTION_MAX, DESCRIPTION)
        .form("description", description, LINES, PRINTABLE_MESSAGE)
        .done();
  }

  /**
   * @param text a group's jid, or just what stands before the {@code @}
   * @throws Refusal {@code group_not_found}: a text that is no jid cannot be the jid of a group
   */
  static Jid group(String text) {
    String suffix = "@" + Jid.GROUP_SERVER;
    String user = text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
    if (!ID.matcher(user).matches()) {
      throw Refusal.unknownGroup();
    }
    return Jid.of(user, Jid.GROUP_SERVER);
  }
}
