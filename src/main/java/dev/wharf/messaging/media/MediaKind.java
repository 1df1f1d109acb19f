package dev.wharf.messaging.media;

/** What a file is to the media servers (messaging.md 8.2). */
public enum MediaKind {
  IMAGE("Image", "image"),
  STICKER("Image", "image"),
  VIDEO("Video", "video"),
  AUDIO("Audio", "audio"),
  DOCUMENT("Document", "document"),
  HISTORY("History", "md-msg-hist"),
  APP_STATE("App State", "md-app-state"),
  LINK_THUMBNAIL("Link Thumbnail", "thumbnail-link");

  private final String keys;
  private final String word;

  MediaKind(String keys, String word) {
    this.keys = keys;
    this.word = word;
  }

  /** What makes the keys of this kind differ from those of another. */
  String info() {
    return "WhatsApp " + keys + " Keys";
  }

  /** What the servers call it: the last part of the upload path, and the type in a download. */
  public String word() {
    return word;
  }
}
