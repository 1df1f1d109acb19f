package dev.wharf.messaging.content;

import static dev.wharf.messaging.content.Samples.SECRET;
import static dev.wharf.messaging.content.Samples.ref;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.messaging.content.Content.Media;
import dev.wharf.messaging.content.Content.Text;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContentJsonTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<Arguments> forms() {
    return Stream.of(
        Arguments.of(Written.of(Text.of("hi")), "{'type':'text','text':'hi'}"),
        Arguments.of(
            Written.of(Samples.media(MediaType.DOCUMENT)),
            """
            {'type':'document','text':'look: ütf-8 🙂','media':{'mimetype':'application/x-test',
             'size':4711000000,'fileName':'report.pdf','pages':3}}"""),
        Arguments.of(
            Written.of(Samples.media(MediaType.STICKER)),
            """
            {'type':'sticker','media':{'mimetype':'application/x-test','size':4711000000,
             'width':640,'height':480,'animated':true}}"""),
        Arguments.of(
            Samples.around(Samples.poll(1)),
            """
            {'type':'poll','poll':{'name':'When?','options':['Monday','Tuesday','nie 🙃'],
             'selectable':1},'quoted':{'messageId':'3EB0CC','sender':'15551234567@s.whatsapp.net',
             'chat':'120363000000000001@g.us','type':'text','text':'what was asked'},
             'mentions':['111222333444555@lid','15551234567@s.whatsapp.net'],
             'expirationSeconds':86400}"""),
        Arguments.of(
            Written.of(new Content.Reaction(Samples.IN_GROUP, "👍🏽", Optional.of(Samples.AT))),
            """
            {'type':'reaction','text':'👍🏽','target':{'messageId':'3EB0BB',
             'chat':'120363000000000001@g.us','sender':'15551234567@s.whatsapp.net',
             'fromMe':false}}"""),
        Arguments.of(
            Written.of(new Content.Edit(Samples.OWN, Text.of("better"), Optional.empty())),
            """
            {'type':'edit','target':{'messageId':'3EB0AA','chat':'111222333444555@lid',
             'fromMe':true},'content':{'type':'text','text':'better'}}"""),
        Arguments.of(
            Written.of(Samples.addOn(AddOn.POLL_VOTE)),
            """
            {'type':'encrypted','kind':'pollVote','target':{'messageId':'3EB0BB',
             'chat':'120363000000000001@g.us','sender':'15551234567@s.whatsapp.net',
             'fromMe':false}}"""),
        Arguments.of(
            Written.of(new Content.Unsupported("event")), "{'type':'unsupported','kind':'event'}"));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void hasTheDocumentedForm(Written written, String json) throws JsonProcessingException {
    assertEquals(JSON.readTree(json.replace('\'', '"')), ContentJson.write(written));
  }

  static List<Content> contents() {
    return Samples.contents();
  }

  @ParameterizedTest
  @MethodSource("contents")
  void showsNoKeyAndNoHash(Content content) {
    String json = ContentJson.write(Samples.around(content)).toString();

    for (int secret : new int[] {1, 2, 3, 4, 5, 7}) {
      byte[] bytes = Samples.filled(32, secret);
      assertFalse(json.contains(HexFormat.of().formatHex(bytes).substring(0, 12)), json);
      assertFalse(json.contains(Base64.getEncoder().encodeToString(bytes).substring(0, 12)), json);
    }
    assertFalse(json.contains("mmg.") || json.contains("/v/t62"), json);
    assertFalse(SECRET.toString().contains("7, 7"));
  }

  static Stream<Content> sendable() {
    return Stream.concat(
        Samples.contents().stream()
            .filter(it -> !(it instanceof Content.SecretAddOn))
            .filter(it -> !(it instanceof Content.Reaction reaction) || reaction.emoji().isEmpty()),
        Stream.of(new Content.PollVote(Samples.IN_GROUP, List.of("Monday"), 0)));
  }

  /** Previews, times and secrets are not in the JSON; all else survives. */
  @ParameterizedTest
  @MethodSource("sendable")
  void isReadAsItWasWritten(Content content) {
    ObjectNode json = ContentJson.write(Samples.around(content));

    var read = ContentJson.read(json, Optional.of(ref()));

    if (!(read instanceof ContentJson.Read.Accepted(var written))) {
      throw new AssertionError(read + " for " + json);
    }
    assertEquals(json, ContentJson.write(written));
    if (content instanceof Media) {
      assertEquals(ref(), ((Media) written.content()).ref());
    }
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("{}", "field_missing"),
        Arguments.of("{'type':null}", "field_missing"),
        Arguments.of("{'type':7}", "field_invalid"),
        Arguments.of("{'type':'hologram'}", "type_unknown"),
        Arguments.of("{'type':'unsupported','kind':'event'}", "type_unknown"),
        Arguments.of("{'type':'text'}", "field_missing"),
        Arguments.of("{'type':'text','text':['x']}", "field_invalid"),
        Arguments.of("{'type':'text','text':' '}", "text_empty"),
        Arguments.of("{'type':'text','text':'\\u0000'}", "field_invalid"),
        Arguments.of("{'type':'text','text':'\\ud83d x'}", "field_invalid"),
        Arguments.of("{'type':'text','text':'x','mentions':'all'}", "field_invalid"),
        Arguments.of("{'type':'text','text':'x','mentions':['bob']}", "field_invalid"),
        Arguments.of("{'type':'text','text':'x','quoted':{}}", "field_missing"),
        Arguments.of("{'type':'text','text':'x','quoted':{'messageId':'a b'}}", "field_invalid"),
        Arguments.of("{'type':'text','text':'x','expirationSeconds':-1}", "field_invalid"),
        Arguments.of("{'type':'text','text':'x','expirationSeconds':60}", "expiration_invalid"),
        Arguments.of("{'type':'image'}", "field_missing"),
        Arguments.of("{'type':'image','media':{}}", "field_missing"),
        Arguments.of("{'type':'location','location':{'latitude':1}}", "field_missing"),
        Arguments.of(
            "{'type':'location','location':{'latitude':91,'longitude':0}}", "location_invalid"),
        Arguments.of(
            "{'type':'location','location':{'latitude':1e999,'longitude':0}}", "field_invalid"),
        Arguments.of("{'type':'reaction','text':'x'}", "field_missing"),
        Arguments.of(
            "{'type':'edit','target':{'messageId':'A','fromMe':true},'content':{'type':'edit'}}",
            "edit_invalid"),
        Arguments.of("{'type':'contacts','contacts':[7]}", "field_invalid"),
        Arguments.of(
            "{'type':'groupInvite','invite':{'group':'1@g.us','code':'x','expiresAt':'soon'}}",
            "field_invalid"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isRefusedWithACode(String json, String code) throws JsonProcessingException {
    var tree = (ObjectNode) JSON.readTree(json.replace('\'', '"'));

    var read = ContentJson.read(tree, Optional.of(ref()));

    assertEquals(code, ((ContentJson.Read.Refused) read).refusal().code());
  }

  @Test
  void asksForTheFile() throws JsonProcessingException {
    var tree =
        (ObjectNode) JSON.readTree("{\"type\":\"image\",\"media\":{\"mimetype\":\"image/png\"}}");

    var read = ContentJson.read(tree, Optional.empty());

    assertEquals("media_missing", ((ContentJson.Read.Refused) read).refusal().code());
  }
}
