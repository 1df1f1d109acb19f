package dev.wharf.messaging.content;

import dev.wharf.messaging.media.MediaKind;
import java.util.Arrays;
import java.util.Optional;

/** How a file is meant to be shown, and which keys it is therefore sealed with. */
public enum MediaType {
  IMAGE("image", "image", MediaKind.IMAGE),
  VIDEO("video", "video", MediaKind.VIDEO),
  /** A short round video. */
  VIDEO_NOTE("videoNote", "video", MediaKind.VIDEO),
  /** A video without sound that runs in a loop. */
  GIF("gif", "gif", MediaKind.VIDEO),
  AUDIO("audio", "audio", MediaKind.AUDIO),
  /** Recorded speech. */
  VOICE("voice", "ptt", MediaKind.AUDIO),
  DOCUMENT("document", "document", MediaKind.DOCUMENT),
  STICKER("sticker", "sticker", MediaKind.STICKER);

  private final String word;
  private final String stanzaWord;
  private final MediaKind keys;

  MediaType(String word, String stanzaWord, MediaKind keys) {
    this.word = word;
    this.stanzaWord = stanzaWord;
    this.keys = keys;
  }

  /** The one of that word. */
  public static Optional<MediaType> of(String word) {
    return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
  }

  /** Whether a file that is sealed as one can be sent as the other. */
  public boolean isSealedAs(MediaType other) {
    return keys == other.keys;
  }

  /** As in the JSON. */
  public String word() {
    return word;
  }

  /** The {@code mediatype} of the cipher in the stanza. */
  String stanzaWord() {
    return stanzaWord;
  }

  /** How its file is sealed and where it is uploaded. */
  public MediaKind keys() {
    return keys;
  }

  boolean hasCaption() {
    return switch (this) {
      case IMAGE, VIDEO, GIF, DOCUMENT -> true;
      case VIDEO_NOTE, AUDIO, VOICE, STICKER -> false;
    };
  }
}
