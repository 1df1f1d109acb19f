package dev.wharf.messaging.content;

import dev.wharf.messaging.content.Content.Card;
import dev.wharf.messaging.content.Content.ContactCards;
import dev.wharf.messaging.content.Content.Deletion;
import dev.wharf.messaging.content.Content.Edit;
import dev.wharf.messaging.content.Content.GroupInvite;
import dev.wharf.messaging.content.Content.LiveLocation;
import dev.wharf.messaging.content.Content.Location;
import dev.wharf.messaging.content.Content.Media;
import dev.wharf.messaging.content.Content.Pin;
import dev.wharf.messaging.content.Content.Poll;
import dev.wharf.messaging.content.Content.PollVote;
import dev.wharf.messaging.content.Content.Reaction;
import dev.wharf.messaging.content.Content.SecretAddOn;
import dev.wharf.messaging.content.Content.Text;
import dev.wharf.messaging.content.Content.Unsupported;
import dev.wharf.protocol.Opaque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What we let out. Peers may send more; what they send is read as it is. Lengths are in UTF-16
 * units, as a phone counts them.
 */
public final class ContentRules {

  public static final int TEXT = 65_536;
  public static final int CAPTION = 1_024;
  public static final int MENTIONS = 1_024;
  public static final int NAME = 256;
  public static final int URL = 2_048;
  public static final int VCARD = 16_384;
  public static final int CARDS = 100;
  public static final int POLL_NAME = 255;
  public static final int POLL_OPTION = 100;
  public static final int MIN_POLL_OPTIONS = 2;
  public static final int MAX_POLL_OPTIONS = 12;
  public static final int WAVEFORM = 64;
  public static final int THUMBNAIL = 65_536;

  /** The times after which messages may disappear, in seconds. */
  public static final Set<Integer> EXPIRATIONS = Set.of(86_400, 604_800, 7_776_000);

  /** The times for which a message may be pinned, in seconds. */
  public static final Set<Integer> PINS = Set.of(86_400, 604_800, 2_592_000);

  private static final Pattern MIMETYPE =
      Pattern.compile("[\\w.+-]{1,64}/[\\w.+-]{1,64}(;.{0,128})?");
  private static final Pattern CHARACTER = Pattern.compile("\\X");
  private static final int SHOWN_AS_EMOJI = 0xFE0F;
  private static final int KEYCAP = 0x20E3;
  private static final int EMOJI_LENGTH = 32;
  private static final Pattern VCARD_SHAPE =
      Pattern.compile("(?is)\\s*BEGIN:VCARD\\b.*\\bEND:VCARD\\s*");

  private ContentRules() {}

  /** The first rule that is broken. */
  public static Optional<Refusal> check(Written written) {
    return content(written.content()).or(() -> around(written));
  }

  private static Optional<Refusal> around(Written written) {
    if (written.mentions().size() > MENTIONS) {
      return refuse("too_many_mentions", "A message mentions at most 1024 people.");
    }
    var seconds = written.expirationSeconds();
    return seconds.isPresent() && !EXPIRATIONS.contains(seconds.getAsInt())
        ? refuse("expiration_invalid", "Messages disappear after 86400, 604800 or 7776000 seconds.")
        : Optional.empty();
  }

  private static Optional<Refusal> content(Content content) {
    return switch (content) {
      case Text it -> text(it);
      case Media it -> media(it);
      case Location it ->
          position(it.latitude(), it.longitude())
              .or(() -> length("location_name", it.name(), NAME))
              .or(() -> length("location_address", it.address(), CAPTION))
              .or(() -> length("location_url", it.url(), URL));
      case LiveLocation it ->
          position(it.latitude(), it.longitude())
              .or(() -> length("caption", it.caption(), CAPTION));
      case ContactCards it -> cards(it);
      case Poll it -> poll(it);
      case PollVote it -> vote(it);
      case Reaction it -> reaction(it);
      case Edit it -> edit(it);
      case Deletion it -> deletion(it);
      case Pin it -> pin(it);
      case GroupInvite it -> invite(it);
      case SecretAddOn _ -> Optional.empty();
      case Unsupported it ->
          refuse("unsupported", "Messages of the kind " + it.kind() + " cannot be sent.");
    };
  }

  private static Optional<Refusal> text(Text it) {
    if (it.text().isBlank()) {
      return refuse("text_empty", "The text is empty.");
    }
    return length("text", Optional.of(it.text()), TEXT)
        .or(() -> it.preview().flatMap(preview -> preview(preview, it.text())));
  }

  private static Optional<Refusal> preview(Content.Preview it, String text) {
    if (!text.contains(it.url())) {
      return refuse("preview_url_not_in_text", "The address of the preview is not in the text.");
    }
    return length("preview_title", it.title(), NAME)
        .or(() -> length("preview_description", it.description(), CAPTION))
        .or(() -> thumbnail(it.thumbnail()));
  }

  private static Optional<Refusal> media(Media it) {
    var ref = it.ref();
    // Its place at WhatsApp is known only when it leaves.
    boolean whole =
        ref.mediaKey().isPresent()
            && ref.fileSha256().isPresent()
            && ref.fileEncSha256().isPresent()
            && ref.size().isPresent();
    if (!whole) {
      return refuse("media_missing", "The file has not been uploaded.");
    }
    if (!MIMETYPE.matcher(it.mimetype()).matches()) {
      return refuse("mimetype_invalid", "The type of the file is not like image/jpeg.");
    }
    if (it.caption().isPresent() && !it.kind().hasCaption()) {
      return refuse("caption_not_allowed", "A file shown as " + it.kind().word() + " has no text.");
    }
    if (it.looks().waveform().filter(waves -> waves.length() != WAVEFORM).isPresent()) {
      return refuse("waveform_invalid", "A waveform has 64 bytes.");
    }
    return length("caption", it.caption(), CAPTION)
        .or(() -> length("file_name", it.fileName(), NAME))
        .or(() -> thumbnail(it.looks().thumbnail()));
  }

  private static Optional<Refusal> thumbnail(Optional<Opaque> picture) {
    return picture.filter(it -> it.length() > THUMBNAIL).isPresent()
        ? refuse("thumbnail_too_large", "A thumbnail has at most 65536 bytes.")
        : Optional.empty();
  }

  private static Optional<Refusal> position(double latitude, double longitude) {
    boolean real = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
    return real
        ? Optional.empty()
        : refuse("location_invalid", "Latitude is -90 to 90 and longitude -180 to 180 degrees.");
  }

  private static Optional<Refusal> cards(ContactCards it) {
    if (it.cards().isEmpty() || it.cards().size() > CARDS) {
      return refuse("contacts_count", "One message carries 1 to 100 contacts.");
    }
    return length("contacts_title", it.title(), NAME)
        .or(() -> it.cards().stream().flatMap(card -> card(card).stream()).findFirst());
  }

  private static Optional<Refusal> card(Card it) {
    if (it.name().isBlank()) {
      return refuse("contact_name_empty", "A contact needs a name.");
    }
    if (it.vcard().length() > VCARD) {
      return refuse("vcard_too_long", "A vCard has at most 16384 characters.");
    }
    if (!VCARD_SHAPE.matcher(it.vcard()).matches()) {
      return refuse("vcard_invalid", "A vCard starts with BEGIN:VCARD and ends with END:VCARD.");
    }
    return length("contact_name", Optional.of(it.name()), NAME);
  }

  private static Optional<Refusal> poll(Poll it) {
    List<String> options = it.options();
    if (it.name().isBlank()) {
      return refuse("poll_name_empty", "A poll needs a question.");
    }
    if (options.size() < MIN_POLL_OPTIONS || options.size() > MAX_POLL_OPTIONS) {
      return refuse("poll_options_count", "A poll has 2 to 12 options.");
    }
    if (options.stream().anyMatch(String::isBlank)) {
      return refuse("poll_option_empty", "An option of a poll is empty.");
    }
    if (new HashSet<>(options).size() < options.size()) {
      return refuse("poll_options_not_distinct", "Two options of a poll are the same.");
    }
    if (it.selectable() < 0 || it.selectable() > options.size()) {
      return refuse("poll_selectable_invalid", "Selectable is 0, for any, up to all options.");
    }
    return length("poll_name", Optional.of(it.name()), POLL_NAME)
        .or(
            () ->
                options.stream()
                    .flatMap(one -> length("poll_option", Optional.of(one), POLL_OPTION).stream())
                    .findFirst());
  }

  private static Optional<Refusal> vote(PollVote it) {
    boolean distinct = new HashSet<>(it.options()).size() == it.options().size();
    return distinct && it.options().size() <= MAX_POLL_OPTIONS
        ? Optional.empty()
        : refuse("poll_vote_invalid", "A vote names each option at most once, and at most 12.");
  }

  private static Optional<Refusal> reaction(Reaction it) {
    return it.emoji().isEmpty() || isEmoji(it.emoji())
        ? Optional.empty()
        : refuse("reaction_invalid", "A reaction is one emoji, or empty to take it back.");
  }

  /** One character as people count them, and a picture. */
  private static boolean isEmoji(String text) {
    return text.length() <= EMOJI_LENGTH
        && CHARACTER.matcher(text).matches()
        && text.codePoints()
            .anyMatch(
                c ->
                    Character.isEmojiPresentation(c)
                        || Character.isExtendedPictographic(c)
                        || c == SHOWN_AS_EMOJI
                        || c == KEYCAP);
  }

  private static Optional<Refusal> edit(Edit it) {
    if (!it.target().fromMe()) {
      return refuse("not_own_message", "Only an own message can be edited.");
    }
    return switch (it.content()) {
      case Text text -> text(text);
      case Media media -> media(media);
      case Location _,
          LiveLocation _,
          ContactCards _,
          Poll _,
          PollVote _,
          Reaction _,
          Edit _,
          Deletion _,
          Pin _,
          GroupInvite _,
          SecretAddOn _,
          Unsupported _ ->
          refuse("edit_invalid", "Only a text or the text of a file can be edited.");
    };
  }

  private static Optional<Refusal> deletion(Deletion it) {
    boolean possible = it.target().fromMe() || it.target().chat().map(Wire::isCrowd).orElse(false);
    return possible
        ? Optional.empty()
        : refuse("not_own_message", "Only an own message can be deleted for everyone.");
  }

  private static Optional<Refusal> pin(Pin it) {
    boolean possible =
        !it.pinned() || it.seconds().isPresent() && PINS.contains(it.seconds().getAsInt());
    return possible
        ? Optional.empty()
        : refuse("pin_invalid", "A message is pinned for 86400, 604800 or 2592000 seconds.");
  }

  private static Optional<Refusal> invite(GroupInvite it) {
    if (it.code().isBlank() || it.code().length() > NAME) {
      return refuse("invite_code_invalid", "An invitation needs its code.");
    }
    return length("caption", it.caption(), CAPTION)
        .or(() -> length("invite_name", it.name(), NAME));
  }

  private static Optional<Refusal> length(String what, Optional<String> text, int max) {
    return text.filter(it -> it.length() > max).isPresent()
        ? refuse(what + "_too_long", "At most " + max + " characters are allowed.")
        : Optional.empty();
  }

  private static Optional<Refusal> refuse(String code, String message) {
    return Optional.of(new Refusal(code, message));
  }
}
