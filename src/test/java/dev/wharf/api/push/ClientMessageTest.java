package dev.wharf.api.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.identity.AccountId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientMessageTest {

  private static final String ID = "0b6f1d0e-2a54-4a55-9f0c-3f7f4a1d2c3b";

  private static ClientMessage parse(String text) {
    return ClientMessage.parse(new ObjectMapper(), text);
  }

  private static Subscribe wish(String text) {
    return assertInstanceOf(ClientMessage.Wish.class, parse(text)).subscribe();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"subscribe\":{}}",
        "{\"subscribe\":{\"accounts\":[\"*\"],\"types\":[\"*\"]},\"more\":1}",
        "{\"subscribe\":{\"accounts\":null,\"types\":null},\"after\":null}",
        "{\"subscribe\":{\"accounts\":[\"" + ID + "\",\"*\"]}}"
      })
  void everythingIsTheDefault(String text) {
    assertEquals(new Subscribe(null, null, null), wish(text));
  }

  @Test
  void accountsAndTypesCanBeNamed() {
    assertEquals(
        new Subscribe(Set.of(AccountId.parse(ID)), Set.of("qr", "status"), 7L),
        wish(
            "{\"subscribe\":{\"accounts\":[\""
                + ID
                + "\"],\"types\":[\"qr\",\"status\",\"qr\"]},\"after\":7}"));
  }

  @Test
  void aCursorMayBeAText() {
    assertEquals(42L, wish("{\"subscribe\":{},\"after\":\"42\"}").after());
    assertEquals(0L, wish("{\"subscribe\":{},\"after\":0}").after());
  }

  @Test
  void whoNamesNobodyHearsNothing() {
    Subscribe nobody = wish("{\"subscribe\":{\"accounts\":[]}}");

    assertFalse(nobody.wants(AccountId.parse(ID)));
    assertTrue(wish("{\"subscribe\":{}}").wants(AccountId.parse(ID)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                           | bad_message
          nonsense                                     | malformed_json
          {                                            | malformed_json
          [[[[                                         | malformed_json
          []                                           | bad_message
          "text"                                       | bad_message
          5                                            | bad_message
          null                                         | bad_message
          {}                                           | bad_message
          {"subscribe":null}                           | bad_message
          {"subscribe":[]}                             | bad_message
          {"subscribe":"*"}                            | bad_message
          {"subscribe":{"accounts":"*"}}               | bad_message
          {"subscribe":{"accounts":{}}}                | bad_message
          {"subscribe":{"accounts":[1]}}               | bad_message
          {"subscribe":{"accounts":["me"]}}            | bad_message
          {"subscribe":{"types":"qr"}}                 | bad_message
          {"subscribe":{"types":[null]}}               | bad_message
          {"subscribe":{},"after":-1}                  | bad_message
          {"subscribe":{},"after":1.5}                 | bad_message
          {"subscribe":{},"after":"x"}                 | bad_message
          {"subscribe":{},"after":true}                | bad_message
          {"subscribe":{},"after":{}}                  | bad_message
          {"subscribe":{},"after":99999999999999999999}| bad_message
          """)
  void whatIsBadIsNamed(String text, String code) {
    var bad = assertInstanceOf(ClientMessage.Bad.class, parse(text));

    assertEquals(code, bad.code());
    assertFalse(bad.message().isEmpty());
  }

  @Test
  void listsAndNestingAreBounded() {
    String many = "\"qr\",".repeat(5_000) + "\"qr\"";

    assertInstanceOf(ClientMessage.Bad.class, parse("{\"subscribe\":{\"types\":[" + many + "]}}"));
    assertInstanceOf(ClientMessage.Bad.class, parse("[".repeat(100_000)));
  }
}
