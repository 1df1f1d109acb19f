package dev.wharf.messaging.content;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Contents as JSON, for REST and events. What is absent is left out. {@code type} decides which of
 * the others there are; {@code text} is always what a person reads:
 *
 * <pre>
 * text          text, preview {url, title, description}
 * image, video, videoNote, gif, audio, voice, document, sticker
 *               text (the caption), media {mimetype, size, fileName, width, height, seconds, pages,
 *               animated}
 * location      location {latitude, longitude, name, address, url, accuracyMeters}
 * liveLocation  text, location {latitude, longitude, accuracyMeters, sequence}
 * contacts      title, contacts [{name, vcard}]
 * poll          poll {name, options [], selectable}
 * pollVote      target, options [], unknownOptions
 * reaction      target, text (empty takes it back)
 * edit          target, content {a content of its own}
 * deletion      target
 * pin           target, pinned, seconds
 * groupInvite   text, invite {group, code, name, expiresAt}
 * encrypted     target, kind: about another message, and sealed with a secret that is not known
 * unsupported   kind: the name of it, only read
 *
 * target        {messageId, chat, sender, fromMe}
 * beside each   quoted {messageId, sender, chat, type, text}, mentions [jid], expirationSeconds
 * </pre>
 *
 * <p>Keys, hashes, places and previews of files are never in it. To send, {@code media} may have a
 * {@code thumbnail} (a small JPEG, of a sticker a PNG) and a {@code waveform}, both base64; {@code
 * quoted} needs its {@code messageId} only, and sender and text if Wharf does not have the message.
 */
public final class ContentJson {

  private ContentJson() {}

  public sealed interface Read {

    record Accepted(Written written) implements Read {}

    record Refused(Refusal refusal) implements Read {}
  }

  /** A new tree. */
  public static ObjectNode write(Written written) {
    return JsonWriter.write(written);
  }

  /**
   * What shall be sent, if it keeps the {@link ContentRules}.
   *
   * @param uploaded the file, if it is a media message; its size is the one that counts
   */
  public static Read read(ObjectNode json, Optional<MediaRef> uploaded) {
    try {
      Written written = new JsonReader(uploaded).written(json);
      return ContentRules.check(written)
          .<Read>map(Read.Refused::new)
          .orElseGet(() -> new Read.Accepted(written));
    } catch (JsonFields.Wrong wrong) {
      return new Read.Refused(wrong.refusal());
    }
  }
}
