package dev.wharf.messaging.content;

import static dev.wharf.messaging.content.Samples.AT;
import static dev.wharf.messaging.content.Samples.IN_GROUP;
import static dev.wharf.messaging.content.Samples.OWN;
import static dev.wharf.messaging.content.Samples.PAUL;
import static dev.wharf.messaging.content.Samples.PETRA;
import static dev.wharf.messaging.content.Samples.SECRET;
import static dev.wharf.messaging.content.Samples.poll;
import static dev.wharf.protocol.ProtocolFaults.assertFault;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wharf.identity.Jid;
import dev.wharf.messaging.content.Content.Edit;
import dev.wharf.messaging.content.Content.Poll;
import dev.wharf.messaging.content.Content.PollVote;
import dev.wharf.messaging.content.Content.Reaction;
import dev.wharf.messaging.content.Content.SecretAddOn;
import dev.wharf.messaging.content.Content.Text;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AddOnsTest {

  private final Random random = new Random(5);

  static Stream<Content> contents() {
    return Stream.of(
        new PollVote(IN_GROUP, List.of("Monday", "nie 🙃"), 0),
        new PollVote(IN_GROUP, List.of(), 0),
        new Reaction(IN_GROUP, "🎉", Optional.of(AT)),
        new Edit(OWN, Text.of("better"), Optional.of(AT)));
  }

  @ParameterizedTest
  @MethodSource("contents")
  void isOpenedWithTheSameSecretAndPeople(Content content) {
    SecretAddOn sealed = AddOns.seal(content, SECRET, PAUL, PETRA, AT, random);

    assertEquals(content, open(sealed, SECRET, List.of(PAUL), List.of(PETRA)));
  }

  @ParameterizedTest
  @MethodSource("contents")
  void isOpenedThoughTheOtherNamespaceWasUsed(Content content) {
    SecretAddOn sealed = AddOns.seal(content, SECRET, PAUL, PETRA, AT, random);

    assertEquals(
        content,
        open(
            sealed,
            SECRET,
            List.of(Jid.lid("1", 0), PAUL),
            List.of(Jid.phone("2", 0), Jid.lid(PETRA.user(), 12))));
  }

  @ParameterizedTest
  @MethodSource("contents")
  void isForgedForAnybodyElse(Content content) {
    SecretAddOn sealed = AddOns.seal(content, SECRET, PAUL, PETRA, AT, random);
    var otherSecret = new Opaque(new byte[32]);
    var turned =
        new SecretAddOn(sealed.kind(), sealed.target(), sealed.iv(), sealed.iv(), Optional.empty());

    assertFault(
        Kind.FORGED, "message.addOn", () -> open(sealed, SECRET, List.of(PETRA), List.of(PETRA)));
    assertFault(
        Kind.FORGED, "message.addOn", () -> open(sealed, SECRET, List.of(PAUL), List.of(PAUL)));
    assertFault(
        Kind.FORGED,
        "message.addOn",
        () -> open(sealed, otherSecret, List.of(PAUL), List.of(PETRA)));
    assertFault(
        Kind.FORGED, "message.addOn", () -> open(turned, SECRET, List.of(PAUL), List.of(PETRA)));
    assertFault(Kind.FORGED, "message.addOn", () -> open(sealed, SECRET, List.of(), List.of()));
  }

  @Test
  void countsWhatThePollDoesNotHave() {
    var vote = new PollVote(IN_GROUP, List.of("Tuesday", "Friday"), 0);
    SecretAddOn sealed = AddOns.seal(vote, SECRET, PAUL, PETRA, AT, random);

    assertEquals(
        new PollVote(IN_GROUP, List.of("Tuesday"), 1),
        open(sealed, SECRET, List.of(PAUL), List.of(PETRA)));
    assertEquals(
        new PollVote(IN_GROUP, List.of(), 2),
        AddOns.open(sealed, SECRET, Optional.empty(), List.of(PAUL), List.of(PETRA)));
  }

  @Test
  void sealsNothingElse() {
    assertThrows(
        IllegalArgumentException.class,
        () -> AddOns.seal(Text.of("x"), SECRET, PAUL, PETRA, AT, random));
  }

  private static Content open(
      SecretAddOn sealed, Opaque secret, List<Jid> authors, List<Jid> writers) {
    Optional<Poll> poll = Optional.of(poll(0));
    return AddOns.open(sealed, secret, poll, authors, writers);
  }
}
