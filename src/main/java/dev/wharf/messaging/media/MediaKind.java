package dev.wharf.messaging.media;

/** What a file is to the media servers (messaging.md 8.2). */
public enum MediaKind {
  IMAGE("Image", "image"),
  STICKER("Image", "image"),
  VIDEO("Video", "video"),
  AUDIO("Audio", "audio"),
  DOCUMENT("Document", "document"),
  HISTORY("History", "md-msg-hist", 64L << 20),
  APP_STATE("App State", "md-app-state", 16L << 20),
  LINK_THUMBNAIL("Link Thumbnail", "thumbnail-link");

  private final String keys;
  private final String word;
  private final long most;

  MediaKind(String keys, String word) {
    this(keys, word, Long.MAX_VALUE);
  }

  MediaKind(String keys, String word, long most) {
    this.keys = keys;
    this.word = word;
    this.most = most;
  }

  /** What makes the keys of this kind differ from those of another. */
  String info() {
    return "WhatsApp " + keys + " Keys";
  }

  /** What the servers call it: the last part of the upload path, and the type in a download. */
  public String word() {
    return word;
  }

  /** How many plain bytes of it are taken, whatever is said and set. */
  public long most() {
    return most;
  }
}
