package dev.wharf.protocol.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

  @ParameterizedTest
  @CsvSource({
    "xmlstreamstart, 1",
    "lid, 118",
    "msgr, 204",
    "device-identity, 230",
    "tctoken, 144",
    "privacy_token, 221",
    "true, 155",
    "1, 85",
    "0, 45",
    "w:gp2, 0xEC20",
    "pn, 0xEC51",
    "superadmin, 0xEC94",
    "w:g2, 0xED33",
    "participating, 0xED78",
    "200, 0xEDF9"
  })
  void haveTheirPlace(String word, String code) {
    assertEquals(Integer.decode(code), Tokens.codeOf(word));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "reporting_token",
        "cstoken",
        "all_member_add",
        "admin_add",
        "interop",
        "hosted",
        "hosted.lid",
        "on",
        "off",
        "ib"
      })
  void leaveOutWordsOneMightExpect(String word) {
    assertEquals(Tokens.NONE, Tokens.codeOf(word));
  }

  /** Hashes of the JSON of both tables, as three independent implementations have them. */
  @Test
  void areTheTablesOfDictionaryVersion3() throws Exception {
    var single = new ArrayList<String>(List.of(""));
    IntStream.rangeClosed(1, Tokens.SINGLE).forEach(i -> single.add(Tokens.single(i).value()));
    var dictionaries = new ArrayList<String>();
    for (int d = 0; d < Tokens.DICTIONARIES; d++) {
      int dictionary = d;
      dictionaries.add(
          json(
              IntStream.range(0, Tokens.DICTIONARY)
                  .mapToObj(i -> Tokens.dictionary(dictionary, i).value())
                  .toList()));
    }

    assertHash("5fd87b09", "6690", json(single));
    assertHash("0c785ca4", "2570", "[" + String.join(",", dictionaries) + "]");
  }

  @Test
  void areSharedByAllNodesThatHoldThem() {
    byte[] bytes = NodeEncoder.encode(Node.of("iq").with("type", "get"));

    assertSame(
        NodeDecoder.decode(bytes).attributes().get("type"),
        NodeDecoder.decode(bytes).attributes().get("type"));
  }

  private static String json(List<String> words) {
    return words.stream()
        .map(word -> '"' + word + '"')
        .collect(java.util.stream.Collectors.joining(",", "[", "]"));
  }

  private static void assertHash(String start, String end, String text) throws Exception {
    String hash =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    assertTrue(hash.startsWith(start) && hash.endsWith(end), hash);
  }
}
