package dev.wharf.messaging.content;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.messaging.content.Content.Text;
import dev.wharf.protocol.stanza.chat.Shape;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ShapesTest {

  static Stream<Arguments> shapes() {
    return Stream.of(
        row(Text.of("x"), "text", "", "", false),
        row(Samples.contents().get(1), "media", "", "url", false),
        row(Samples.media(MediaType.VOICE), "media", "", "ptt", false),
        row(Samples.media(MediaType.GIF), "media", "", "gif", false),
        row(Samples.media(MediaType.DOCUMENT), "media", "", "document", false),
        row(Samples.poll(1), "poll", "", "", false),
        row(new Content.PollVote(Samples.OWN, List.of(), 0), "poll", "", "", true),
        row(Samples.addOn(AddOn.POLL_VOTE), "poll", "", "", true),
        row(Samples.addOn(AddOn.REACTION), "reaction", "", "", true),
        row(Samples.addOn(AddOn.MESSAGE_EDIT), "text", "1", "", true),
        row(new Content.Reaction(Samples.OWN, "", Optional.empty()), "reaction", "", "", true),
        row(
            new Content.Edit(Samples.OWN, Samples.media(MediaType.IMAGE), Optional.empty()),
            "text",
            "1",
            "",
            true),
        row(
            new Content.Pin(Samples.OWN, true, OptionalInt.of(86_400), Optional.empty()),
            "text",
            "2",
            "",
            true),
        row(new Content.Deletion(Samples.OWN), "text", "7", "", false),
        row(new Content.Deletion(Samples.IN_GROUP), "text", "8", "", false));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void tellsTheServerWhatItNeeds(Content content, Shape shape) {
    assertEquals(shape, Shapes.of(content));
  }

  private static Arguments row(
      Content content, String type, String edit, String mediaType, boolean hidden) {
    return Arguments.of(
        content,
        new Shape(
            type,
            Optional.of(edit).filter(it -> !it.isEmpty()),
            Optional.of(mediaType).filter(it -> !it.isEmpty()),
            hidden));
  }
}
