package dev.wharf.messaging.content;

import dev.wharf.identity.Jid;
import dev.wharf.identity.MessageId;
import dev.wharf.messaging.content.Content.Card;
import dev.wharf.messaging.content.Content.Looks;
import dev.wharf.messaging.content.Content.Text;
import dev.wharf.protocol.Opaque;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** One of everything that can be written. */
final class Samples {

  static final Jid PETRA = Jid.lid("111222333444555", 0);
  static final Jid PAUL = Jid.phone("15551234567", 0);
  static final Jid GROUP = Jid.of("120363000000000001", Jid.GROUP_SERVER);
  static final Instant AT = Instant.parse("2026-01-31T12:00:00.123Z");
  static final Opaque SECRET = new Opaque(filled(32, 7));
  static final MessageRef OWN =
      new MessageRef(new MessageId("3EB0AA"), Optional.of(PETRA), true, Optional.empty());
  static final MessageRef IN_GROUP =
      new MessageRef(new MessageId("3EB0BB"), Optional.of(GROUP), false, Optional.of(PAUL));

  private Samples() {}

  static byte[] filled(int length, int with) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) with);
    return bytes;
  }

  static MediaRef ref() {
    return new MediaRef(
        Optional.of("https://mmg.example.org/v/t62/file"),
        Optional.of("/v/t62/file?ccb=1"),
        Optional.of(new Opaque(filled(32, 1))),
        Optional.of(new Opaque(filled(32, 2))),
        Optional.of(new Opaque(filled(32, 3))),
        OptionalLong.of(4_711_000_000L),
        Optional.of(Instant.ofEpochSecond(1_700_000_000)));
  }

  static Content.Media media(MediaType kind) {
    boolean picture = kind != MediaType.AUDIO && kind != MediaType.VOICE;
    boolean moves =
        switch (kind) {
          case VIDEO, VIDEO_NOTE, GIF, AUDIO, VOICE -> true;
          case IMAGE, DOCUMENT, STICKER -> false;
        };
    boolean document = kind == MediaType.DOCUMENT;
    return new Content.Media(
        kind,
        ref(),
        "application/x-test",
        kind.hasCaption() ? Optional.of("look: ütf-8 🙂") : Optional.empty(),
        document ? Optional.of("report.pdf") : Optional.empty(),
        new Looks(
            picture && !document ? OptionalInt.of(640) : OptionalInt.empty(),
            picture && !document ? OptionalInt.of(480) : OptionalInt.empty(),
            moves ? OptionalInt.of(17) : OptionalInt.empty(),
            document ? OptionalInt.of(3) : OptionalInt.empty(),
            picture ? Optional.of(new Opaque(filled(40, 9))) : Optional.empty(),
            kind == MediaType.VOICE ? Optional.of(new Opaque(filled(64, 50))) : Optional.empty(),
            kind == MediaType.STICKER));
  }

  static Content.Poll poll(int selectable) {
    return new Content.Poll(
        "When?", List.of("Monday", "Tuesday", "nie 🙃"), selectable, Optional.of(SECRET));
  }

  static Content.SecretAddOn addOn(AddOn kind) {
    return new Content.SecretAddOn(
        kind,
        IN_GROUP,
        new Opaque(filled(48, 4)),
        new Opaque(filled(12, 5)),
        kind == AddOn.POLL_VOTE ? Optional.of(AT) : Optional.empty());
  }

  static List<Content> contents() {
    List<Content> all = new ArrayList<>();
    all.add(Text.of("Hello, Wörld 🙂"));
    all.add(
        new Text(
            "see https://example.org/x",
            Optional.of(
                new Content.Preview(
                    "https://example.org/x",
                    Optional.of("Title"),
                    Optional.of("Description"),
                    Optional.of(new Opaque(filled(30, 8)))))));
    for (MediaType kind : MediaType.values()) {
      all.add(media(kind));
    }
    all.add(
        new Content.Location(
            48.137154,
            -11.576124,
            Optional.of("Square"),
            Optional.of("Marienplatz 1"),
            Optional.of("https://example.org/place"),
            OptionalInt.of(12)));
    all.add(new Content.LiveLocation(-48.5, 170.25, OptionalInt.of(5), Optional.of("here"), 42));
    all.add(new Content.ContactCards(Optional.empty(), List.of(card("Ada"))));
    all.add(new Content.ContactCards(Optional.of("2 contacts"), List.of(card("Ada"), card("Bo"))));
    all.add(poll(1));
    all.add(poll(0));
    all.add(new Content.Reaction(IN_GROUP, "👍🏽", Optional.of(AT)));
    all.add(new Content.Reaction(OWN, "", Optional.of(AT)));
    all.add(new Content.Edit(OWN, Text.of("better"), Optional.of(AT)));
    all.add(new Content.Edit(OWN, media(MediaType.IMAGE), Optional.of(AT)));
    all.add(new Content.Deletion(OWN));
    all.add(new Content.Deletion(IN_GROUP));
    all.add(new Content.Pin(IN_GROUP, true, OptionalInt.of(604_800), Optional.of(AT)));
    all.add(new Content.Pin(OWN, false, OptionalInt.empty(), Optional.of(AT)));
    all.add(
        new Content.GroupInvite(
            GROUP,
            "AbCdEf",
            Optional.of("Rowing"),
            Optional.of(Instant.ofEpochSecond(1_800_000_000)),
            Optional.of("join us")));
    for (AddOn kind : AddOn.values()) {
      all.add(addOn(kind));
    }
    return all;
  }

  /** Those that carry what stands around them. */
  static List<Content> answering() {
    return contents().stream()
        .filter(
            it ->
                it instanceof Text
                    || it instanceof Content.Media
                    || it instanceof Content.Location
                    || it instanceof Content.LiveLocation
                    || it instanceof Content.ContactCards
                    || it instanceof Content.Poll
                    || it instanceof Content.GroupInvite
                    || it instanceof Content.Edit)
        .toList();
  }

  static Written around(Content content) {
    return new Written(
        content,
        Optional.of(
            new Quote(
                new MessageId("3EB0CC"),
                Optional.of(PAUL),
                Optional.of(GROUP),
                Optional.of(Text.of("what was asked")))),
        List.of(PETRA, PAUL),
        OptionalInt.of(86_400));
  }

  private static Card card(String name) {
    return new Card(name, "BEGIN:VCARD\nVERSION:3.0\nFN:" + name + "\nEND:VCARD");
  }

  static Written said(byte[] message) {
    if (ContentCodec.decode(message).payload() instanceof Decoded.Payload.Said(var written, _)) {
      return written;
    }
    throw new AssertionError(ContentCodec.decode(message));
  }
}
