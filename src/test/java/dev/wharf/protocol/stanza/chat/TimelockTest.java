package dev.wharf.protocol.stanza.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.protocol.node.Node;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimelockTest {

  private static final String ANSWER =
      "{'data':{'xwa2_fetch_account_reachout_timelock':{%s}},'extensions':{}}";
  private static final String NEWS =
      "{'data':{'other':[1,{'a':'b'}],'xwa2_notify_account_reachout_timelock':{%s}}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'is_active':true,'time_enforcement_ends':'1800000000'; true; 1800000000",
        "'is_active':true,'time_enforcement_ends':1800000000,'enforcement_type':'X'; true;"
            + " 1800000000",
        "'x':{'is_active':true},'is_active':false,'time_enforcement_ends':'0'; false; ",
        "'is_active':true,'time_enforcement_ends':null; true; ",
        "'is_active':true,'time_enforcement_ends':'soon'; true; ",
        "'is_active':true,'time_enforcement_ends':'99999999999999999'; true; ",
        "'is_active':1; false; "
      },
      quoteCharacter = '`')
  void isReadAsTheServerTellsIt(String fields, boolean active, Long ends) {
    var told = new Timelock(active, Optional.ofNullable(ends).map(Instant::ofEpochSecond));
    assertEquals(Optional.of(told), Timelock.answer(result(ANSWER.formatted(fields))));
    assertEquals(Optional.of(told), Timelock.news(notification(NEWS.formatted(fields))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{'data':null}",
        "{'data':{'xwa2_fetch_account_reachout_timelock':null}}",
        "{'data':{'xwa2_fetch_account_reachout_timelock':{'is_active':tr"
      })
  void whatIsNoAnswerTellsNothing(String text) {
    assertTrue(Timelock.answer(result(text)).isEmpty());
    assertTrue(Timelock.answer(Node.of("iq")).isEmpty());
  }

  @Test
  void otherNewsAreNone() {
    Node other =
        Node.of("notification")
            .children(Node.of("update").with("op_name", "Other").text(NEWS.formatted("")));
    assertTrue(Timelock.news(other).isEmpty());
  }

  private static Node result(String json) {
    return Node.of("iq").children(Node.of("result").text(json.replace('\'', '"')));
  }

  private static Node notification(String json) {
    return Node.of("notification")
        .children(
            Node.of("update").with("op_name", Timelock.CHANGED).text(json.replace('\'', '"')));
  }
}
