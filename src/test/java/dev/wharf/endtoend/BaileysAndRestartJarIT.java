package dev.wharf.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.endtoend.Correspondence.Person;
import dev.wharf.sandbox.BaileysClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Unmodified Baileys clients and the packaged Wharf exchange everything they can; Wharf ends, in
 * order and by kill -9, and they exchange everything again. What was on its way meanwhile arrives
 * once, in order.
 */
class BaileysAndRestartJarIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int AWAY = 4;

  @TempDir Path folder;

  @Test
  void afterARestartTheyExchangeEverythingAgain() throws Exception {
    BaileysClient.install();
    Path certificate = folder.resolve("sandbox.pem");
    var settings =
        Map.of(
            "WHARF_LIMITS_ENFORCED",
            "false",
            "WHARF_WHATSAPP_MEDIA_TRUST_FILE",
            certificate.toString());
    try (var rig = Rig.of("baileys", settings)) {
      Files.writeString(certificate, rig.sandbox().tlsCertificatePem());
      rig.wharf().start();
      var operator = new Operator(rig.wharf());
      String id = operator.create("Ana");
      var phones = new Phones(rig.desk(), 1);
      pair(rig, operator, id, phones.of(id));
      var bea = connect(rig, "Bea", "5511970000001");
      var cid = connect(rig, "Cid", "5511970000002");
      try (var beas = bea.client();
          var cids = cid.client()) {
        var ana = new AnasAccount(rig.wharf(), id);
        var all = new Correspondence(ana, phones.of(id), bea, cid);
        all.everything("at first");

        rig.wharf().terminate(Duration.ofSeconds(30));
        var missed = all.whileAnaIsAway(AWAY);
        rig.wharf().start();
        active(operator, id);
        ana.received(missed.getLast());
        assertEquals(missed, ana.texts().stream().filter(missed::contains).toList());
        all.everything("after the restart");

        List<String> accepted = new ArrayList<>();
        for (int i = 1; i <= AWAY; i++) {
          accepted.add(ana.text(bea.phone(), "just before " + i));
        }
        rig.wharf().kill();
        rig.wharf().start();
        active(operator, id);
        all.everything("after the crash");
        for (int i = 1; i <= AWAY; i++) {
          var key = bea.hear("just before " + i).getJsonObject("key");
          assertEquals(accepted.get(i - 1), key.getString("id"));
        }
        beas.call("sendPresenceUpdate", "available");
        assertEquals(List.of(), once(beas), "told twice");
      } finally {
        phones.close();
      }
      var seen = rig.desk().seen();
      assertEquals(0, seen.json().path("counterReuse").asInt(), "message keys used twice");
      assertEquals(0, seen.duplicateLogins(), "two links for one account");
    }
  }

  /** What was heard in the last part and is there once more. */
  private static List<String> once(BaileysClient client) {
    List<String> again = new ArrayList<>();
    for (int i = 1; i <= AWAY; i++) {
      String text = "just before " + i;
      if (client.hasSaid("message", said -> text.equals(said.getString("text")))) {
        again.add(text);
      }
    }
    return again;
  }

  private static void pair(Rig rig, Operator operator, String id, String phone) throws Exception {
    operator.command(id, "initialize");
    Await.until("a QR code", PATIENCE, () -> !operator.qr(id).isEmpty());
    rig.desk().scan(phone, operator.qr(id));
    active(operator, id);
  }

  private static void active(Operator operator, String id) throws Exception {
    Await.until("active", PATIENCE, () -> operator.account(id).isActive());
  }

  private Person connect(Rig rig, String name, String phone) throws Exception {
    var client =
        BaileysClient.start(
            rig.sandbox().webSocketUrl(),
            folder.resolve(name),
            name,
            folder.resolve("sandbox.pem"));
    rig.desk().scan(phone, client.hear("qr").getString("qr"));
    client.hear("open");
    client.hear("caught-up");
    client.call("sendPresenceUpdate", "available");
    return new Person(client, phone);
  }
}
