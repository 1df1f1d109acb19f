package dev.wharf.session.message;

import dev.wharf.event.Action;
import dev.wharf.messaging.Failure;
import java.time.Instant;
import java.util.stream.Stream;

/** Why a message can never leave, or was refused, and what to do about it. */
final class Failures {

  private Failures() {}

  static final Failure RECIPIENT_UNKNOWN =
      new Failure(
          "recipient_unknown",
          "Nobody with that address is on WhatsApp. Check the number, with its country code.",
          null);

  static final Failure NO_DEVICE =
      new Failure(
          "recipient_unreachable",
          "WhatsApp gave no usable keys for any device of the recipient. Send it again later.",
          Action.WAIT);

  static final Failure NOT_IN_GROUP =
      new Failure(
          "not_in_group",
          "This account is not a member of that group, or the group does not exist.",
          null);

  static final Failure NOT_ALLOWED_IN_GROUP =
      new Failure(
          "not_group_admin",
          "Only admins may write in that group. Ask one of them to make this account an admin.",
          null);

  static final Failure MEDIA_GONE =
      new Failure(
          "media_gone", "The file is no longer in the spool folder of Wharf. Send it again.", null);

  static final Failure MEDIA_REFUSED =
      new Failure(
          "media_refused", "WhatsApp's media servers did not take the file as it is.", null);

  static final Failure MEDIA_UPLOAD_FAILED =
      new Failure(
          "media_upload_failed",
          "The file could not be uploaded to WhatsApp's media servers. Send it again later.",
          Action.WAIT);

  /** The one of that code. */
  static Failure ofMedia(String code) {
    return Stream.of(MEDIA_GONE, MEDIA_REFUSED)
        .filter(failure -> failure.code().equals(code))
        .findFirst()
        .orElse(MEDIA_UPLOAD_FAILED);
  }

  static final Failure MALFORMED =
      new Failure(
          "refused_by_whatsapp",
          "WhatsApp did not take the message as Wharf wrote it, which is probably a fault of"
              + " Wharf. Please report it with the support bundle of this account.",
          Action.CONTACT_SUPPORT);

  static Failure refused(int code) {
    return new Failure(
        "refused_by_whatsapp", "WhatsApp refused the message with code " + code + ".", null);
  }

  static final Failure TIMELOCKED =
      new Failure(
          "reach_out_timelock",
          "WhatsApp does not let this account write to people it has not written with before, for"
              + " now. Wait; messages to known contacts still go. Do not try again and again: that"
              + " leads to a ban.",
          Action.WAIT);

  /**
   * @param until when WhatsApp lets it write to strangers again, as far as is known
   */
  static Failure timelocked(Instant until) {
    return new Failure(
        TIMELOCKED.code(),
        TIMELOCKED.message() + " First messages to new contacts wait until " + until + ".",
        TIMELOCKED.action());
  }

  static final Failure CAPPED =
      new Failure(
          "new_chats_capped",
          "This account has begun as many new chats as WhatsApp lets it for now. Wait until"
              + " tomorrow; messages to known contacts still go.",
          Action.WAIT);
}
