package dev.wharf.messaging.content;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.Opaque;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What people write to each other, in both directions. */
public sealed interface Content {

  /** Plain text, perhaps with the card of a web page that is mentioned in it. */
  record Text(String text, Optional<Preview> preview) implements Content {

    public static Text of(String text) {
      return new Text(text, Optional.empty());
    }
  }

  /**
   * The card of a web page.
   *
   * @param url as it stands in the text
   * @param thumbnail a small JPEG
   */
  record Preview(
      String url,
      Optional<String> title,
      Optional<String> description,
      Optional<Opaque> thumbnail) {}

  /** A file. A caption belongs to an image, video, GIF or document only. */
  record Media(
      MediaType kind,
      MediaRef ref,
      String mimetype,
      Optional<String> caption,
      Optional<String> fileName,
      Looks looks)
      implements Content {}

  /**
   * How a file is shown before it is there.
   *
   * @param thumbnail a small JPEG, of a sticker a PNG
   * @param waveform of a voice message: 64 bytes, each 0 to 100
   * @param animated whether a sticker moves
   */
  record Looks(
      OptionalInt width,
      OptionalInt height,
      OptionalInt seconds,
      OptionalInt pages,
      Optional<Opaque> thumbnail,
      Optional<Opaque> waveform,
      boolean animated) {

    public static final Looks NONE =
        new Looks(
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            false);
  }

  /** A place, in degrees. */
  record Location(
      double latitude,
      double longitude,
      Optional<String> name,
      Optional<String> address,
      Optional<String> url,
      OptionalInt accuracyMeters)
      implements Content {}

  /** Where somebody is now. Each further position is a message of its own. */
  record LiveLocation(
      double latitude,
      double longitude,
      OptionalInt accuracyMeters,
      Optional<String> caption,
      long sequence)
      implements Content {}

  /** One or more address cards. */
  record ContactCards(Optional<String> title, List<Card> cards) implements Content {}

  record Card(String name, String vcard) {}

  /**
   * A question with answers to choose from.
   *
   * @param selectable how many may be chosen, 0 for any number
   * @param secret 32 bytes, with which votes are sealed. Read from a message, or chosen for a new
   *     one; if it is empty, the secret of the message is used.
   */
  record Poll(String name, List<String> options, int selectable, Optional<Opaque> secret)
      implements Content {}

  /**
   * What somebody chooses now, instead of what they chose before. Goes over the wire as a {@link
   * SecretAddOn}: {@link AddOns#seal}.
   *
   * @param options the names of the chosen ones; none takes the vote back
   * @param unknown how many more were chosen that the poll, as we know it, does not have
   */
  record PollVote(MessageRef poll, List<String> options, int unknown) implements Content {}

  /**
   * @param emoji empty to take the reaction back
   */
  record Reaction(MessageRef target, String emoji, Optional<Instant> at) implements Content {}

  /** Another wording of an earlier message. Mentions of the new wording are those of the whole. */
  record Edit(MessageRef target, Content content, Optional<Instant> at) implements Content {}

  /** Deletes an earlier message for everyone. */
  record Deletion(MessageRef target) implements Content {}

  /**
   * Pins a message for everyone in the chat, or takes it off.
   *
   * @param seconds for how long
   */
  record Pin(MessageRef target, boolean pinned, OptionalInt seconds, Optional<Instant> at)
      implements Content {}

  /** An invitation to a group, sent to somebody who could not be added. */
  record GroupInvite(
      Jid group,
      String code,
      Optional<String> name,
      Optional<Instant> expiresAt,
      Optional<String> caption)
      implements Content {}

  /**
   * Something about an earlier message, sealed with the secret of that message. {@link AddOns}
   * opens it.
   */
  record SecretAddOn(AddOn kind, MessageRef target, Opaque payload, Opaque iv, Optional<Instant> at)
      implements Content {}

  /**
   * A kind of message that Wharf does not read.
   *
   * @param kind its name on the wire, or {@code unknown}
   */
  record Unsupported(String kind) implements Content {}
}
