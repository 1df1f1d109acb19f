package dev.wharf.messaging.content;

import static dev.wharf.messaging.content.Samples.IN_GROUP;
import static dev.wharf.messaging.content.Samples.OWN;
import static dev.wharf.messaging.content.Samples.PETRA;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.identity.MessageId;
import dev.wharf.messaging.content.Content.Card;
import dev.wharf.messaging.content.Content.ContactCards;
import dev.wharf.messaging.content.Content.Deletion;
import dev.wharf.messaging.content.Content.Edit;
import dev.wharf.messaging.content.Content.Location;
import dev.wharf.messaging.content.Content.Looks;
import dev.wharf.messaging.content.Content.Media;
import dev.wharf.messaging.content.Content.Pin;
import dev.wharf.messaging.content.Content.Poll;
import dev.wharf.messaging.content.Content.PollVote;
import dev.wharf.messaging.content.Content.Preview;
import dev.wharf.messaging.content.Content.Reaction;
import dev.wharf.messaging.content.Content.Text;
import dev.wharf.messaging.content.Content.Unsupported;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentRulesTest {

  static Stream<Content> contents() {
    return Samples.contents().stream();
  }

  @ParameterizedTest
  @MethodSource("contents")
  void letsOutWhatIsRight(Content content) {
    assertEquals(Optional.empty(), ContentRules.check(Written.of(content)));
  }

  static Stream<Arguments> wrong() {
    var stranger = new MessageRef(new MessageId("X"), Optional.of(PETRA), false, Optional.empty());
    return Stream.of(
        row(Text.of(""), "text_empty"),
        row(Text.of("\n "), "text_empty"),
        row(Text.of("x".repeat(65_537)), "text_too_long"),
        row(
            new Text("no link", Optional.of(preview("https://example.org", Optional.empty()))),
            "preview_url_not_in_text"),
        row(
            new Text("http://x", Optional.of(preview("http://x", Optional.of("t".repeat(257))))),
            "preview_title_too_long"),
        row(media(MediaType.IMAGE, "no type", Optional.empty()), "mimetype_invalid"),
        row(
            media(MediaType.IMAGE, "image/png", Optional.of("c".repeat(1_025))),
            "caption_too_long"),
        row(media(MediaType.VOICE, "audio/ogg", Optional.of("c")), "caption_not_allowed"),
        row(
            new Media(
                MediaType.IMAGE,
                MediaRef.NONE,
                "image/png",
                Optional.empty(),
                Optional.empty(),
                Looks.NONE),
            "media_missing"),
        row(location(Double.NaN, 0), "location_invalid"),
        row(location(0, -180.5), "location_invalid"),
        row(cards(List.of()), "contacts_count"),
        row(cards(Collections.nCopies(101, new Card("x", "x"))), "contacts_count"),
        row(cards(List.of(new Card("", "BEGIN:VCARD\nEND:VCARD"))), "contact_name_empty"),
        row(cards(List.of(new Card("x", "hello"))), "vcard_invalid"),
        row(cards(List.of(new Card("x", "v".repeat(16_385)))), "vcard_too_long"),
        row(poll("", List.of("a", "b"), 1), "poll_name_empty"),
        row(poll("?", List.of("a"), 1), "poll_options_count"),
        row(poll("?", numbers(13), 1), "poll_options_count"),
        row(poll("?", List.of("a", " "), 1), "poll_option_empty"),
        row(poll("?", List.of("a", "a"), 1), "poll_options_not_distinct"),
        row(poll("?", List.of("a", "b"), 3), "poll_selectable_invalid"),
        row(poll("?", List.of("a", "b".repeat(101)), 1), "poll_option_too_long"),
        row(poll("?".repeat(256), List.of("a", "b"), 1), "poll_name_too_long"),
        row(new PollVote(OWN, List.of("a", "a"), 0), "poll_vote_invalid"),
        row(new Edit(IN_GROUP, Text.of("x"), Optional.empty()), "not_own_message"),
        row(new Edit(OWN, Text.of(""), Optional.empty()), "text_empty"),
        row(new Edit(OWN, new Deletion(OWN), Optional.empty()), "edit_invalid"),
        row(new Deletion(stranger), "not_own_message"),
        row(new Pin(OWN, true, OptionalInt.of(60), Optional.empty()), "pin_invalid"),
        row(new Pin(OWN, true, OptionalInt.empty(), Optional.empty()), "pin_invalid"),
        row(new Unsupported("event"), "unsupported"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void refusesWithACode(Content content, String code) {
    assertEquals(code, ContentRules.check(Written.of(content)).orElseThrow().code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "👍", "👍🏽", "❤️", "❤", "👨‍👩‍👧‍👦", "🇩🇪", "1️⃣", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"})
  void takesOneEmoji(String emoji) {
    assertEquals(
        Optional.empty(),
        ContentRules.check(Written.of(new Reaction(OWN, emoji, Optional.empty()))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "7", "👍👍", "👍 ", " ", "ok", "é", "👍x"})
  void takesNothingElse(String text) {
    assertEquals(
        "reaction_invalid",
        ContentRules.check(Written.of(new Reaction(OWN, text, Optional.empty())))
            .orElseThrow()
            .code());
  }

  private static Preview preview(String url, Optional<String> title) {
    return new Preview(url, title, Optional.empty(), Optional.empty());
  }

  private static Media media(MediaType kind, String mimetype, Optional<String> caption) {
    return new Media(kind, Samples.ref(), mimetype, caption, Optional.empty(), Looks.NONE);
  }

  private static Location location(double latitude, double longitude) {
    return new Location(
        latitude,
        longitude,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty());
  }

  private static ContactCards cards(List<Card> cards) {
    return new ContactCards(Optional.empty(), cards);
  }

  private static Poll poll(String name, List<String> options, int selectable) {
    return new Poll(name, options, selectable, Optional.empty());
  }

  private static List<String> numbers(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  private static Arguments row(Content content, String code) {
    return Arguments.of(content, code);
  }
}
