package dev.wharf.sandbox.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of fault is printed as it can be read again. */
class FaultReaderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'kind':'failure','reason':403,'attributes':{'vt':'1'},'at':'registration'}",
        "{'kind':'stream-error','form':'device-removed','at':'online','afterMillis':10}",
        "{'kind':'silence','at':'paired'}",
        "{'kind':'reset'}",
        "{'kind':'xmlstreamend','at':'qr'}",
        "{'kind':'close','code':1001,'at':'hello'}",
        "{'kind':'bad-frame','at':'login'}",
        "{'kind':'low-prekeys','count':2,'at':'online'}",
        "{'kind':'dirty','types':['groups','syncd_app_state'],'at':'online'}",
        "{'kind':'downgrade-webclient'}",
        "{'kind':'passkey-gate'}",
        "{'kind':'refuse-upgrade','status':502}",
        "{'kind':'certificate','flaw':'expired'}",
        "{'kind':'refs','count':1,'firstSeconds':0.5,'nextSeconds':1}",
        "{'kind':'bad-proof','part':'signature'}",
        "{'kind':'withheld-number','queries':3}",
        "{'kind':'delay','millis':5}",
        "{'kind':'restart-loop'}",
        "{'kind':'nack','code':475}",
        "{'kind':'token-demanded','of':'everybody','lockSeconds':3600.0}",
        "{'kind':'timelock-told','at':'now','afterMillis':0,'lockSeconds':60.0}",
        "{'kind':'lost-ack'}",
        "{'kind':'restart-then-unlink'}",
        "{'kind':'min-version','version':'2.3000.1'}",
        "{'kind':'unanswered'}",
        "{'kind':'nonsense','xmlns':'usync'}",
        "{'kind':'unanswered','xmlns':'w:p'}",
        "{'kind':'iq-error','xmlns':'passive','code':503,'text':'service-unavailable'}",
        "{'kind':'backlog','count':7}"
      })
  void isReadAsPrinted(String text) {
    var read = FaultReader.read(new JsonObject(text.replace('\'', '"')));
    var rule = new FaultRule(1, read.fault(), Optional.empty(), Optional.empty());
    JsonObject printed = FaultWriter.print(rule);
    printed.remove("id");
    assertEquals(read, FaultReader.read(printed));
  }
}
