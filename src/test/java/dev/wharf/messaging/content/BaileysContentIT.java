package dev.wharf.messaging.content;

import static dev.wharf.messaging.content.Samples.GROUP;
import static dev.wharf.messaging.content.Samples.PAUL;
import static dev.wharf.messaging.content.Samples.PETRA;
import static dev.wharf.messaging.content.Samples.SECRET;
import static dev.wharf.messaging.content.Samples.said;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.wharf.identity.MessageId;
import dev.wharf.messaging.content.Content.PollVote;
import dev.wharf.messaging.content.Content.Text;
import dev.wharf.messaging.media.MediaRetry;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.SealedBox;
import dev.wharf.protocol.appstate.AppState;
import dev.wharf.protocol.appstate.AppState.Outcome;
import dev.wharf.protocol.appstate.AppStateAction;
import dev.wharf.protocol.appstate.AppStateKey;
import dev.wharf.protocol.appstate.CollectionState;
import dev.wharf.protocol.appstate.Mutation;
import dev.wharf.protocol.appstate.Patch;
import dev.wharf.protocol.history.HistoryPart;
import dev.wharf.protocol.history.HistoryReader;
import dev.wharf.protocol.proto.AppStateProto.ContactAction;
import dev.wharf.protocol.proto.AppStateProto.PushNameSetting;
import dev.wharf.protocol.proto.AppStateProto.SyncActionValue;
import dev.wharf.sandbox.BaileysModules;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads what unmodified Baileys writes, and is read by it. */
class BaileysContentIT {

  private final Random random = new Random(1);
  private BaileysPeer baileys;

  @BeforeAll
  static void install() throws Exception {
    BaileysModules.install();
  }

  @BeforeEach
  void start() {
    baileys = BaileysPeer.start();
  }

  @AfterEach
  void stop() {
    baileys.close();
  }

  private record Row(Content content, JsonObject form) {}

  private static List<Row> rows() {
    var contents = Samples.contents();
    var forms = BaileysForms.all();
    assertEquals(contents.size(), forms.size());
    return IntStream.range(0, forms.size())
        .mapToObj(i -> new Row(contents.get(i), forms.get(i)))
        .toList();
  }

  @Test
  void writesWhatBaileysReads() {
    for (Row row : rows()) {
      byte[] message = ContentCodec.encode(Written.of(row.content), SECRET);

      assertEquals(row.form, baileys.read(message));
    }
  }

  @Test
  void readsWhatBaileysWrites() {
    for (Row row : rows()) {
      assertEquals(Written.of(row.content), said(baileys.write(row.form)));
    }
  }

  @Test
  void agreesOnWhatStandsAround() {
    var context =
        new JsonObject(
            """
            {"stanzaId": "3EB0CC", "participant": "15551234567@s.whatsapp.net",
             "remoteJid": "120363000000000001@g.us",
             "quotedMessage": {"conversation": "what was asked"}, "expiration": 86400,
             "mentionedJid": ["111222333444555@lid", "15551234567@s.whatsapp.net"]}""");
    for (Content content : Samples.answering()) {
      Written written = Samples.around(content);
      JsonObject form = baileys.read(ContentCodec.encode(written, SECRET));

      assertEquals(1, contexts(form, context), () -> form.encodePrettily());
      assertEquals(written, said(baileys.write(form)));
    }
  }

  private static long contexts(JsonObject form, JsonObject context) {
    long here = form.containsKey("contextInfo") ? 1 : 0;
    if (here == 1) {
      assertEquals(context, form.getJsonObject("contextInfo"));
    }
    return here
        + form.stream()
            .filter(it -> !it.getKey().equals("contextInfo"))
            .map(it -> it.getValue() instanceof JsonObject inner ? contexts(inner, context) : 0)
            .mapToLong(Long::longValue)
            .sum();
  }

  @Test
  void agreesOnWhatDevicesTellEachOther() {
    var sent =
        new JsonObject(
            """
            {"deviceSentMessage": {"destinationJid": "111222333444555@lid",
             "message": {"conversation": "hi", %s}}, %s}"""
                .formatted(secret(), secret()));
    byte[] hi = ContentCodec.encode(Written.of(Text.of("hi")), SECRET);
    assertEquals(sent, baileys.read(DeviceSent.wrap(PETRA, hi)));
    var unwrapped = DeviceSent.unwrap(baileys.write(sent)).orElseThrow();
    assertEquals(PETRA, unwrapped.destination());
    assertEquals(Text.of("hi"), said(unwrapped.message()).content());

    var key =
        new JsonObject(
            """
            {"senderKeyDistributionMessage": {"groupId": "120363000000000001@g.us",
             "axolotlSenderKeyDistributionMessage": "%s"}}"""
                .formatted(BaileysForms.base64(40, 6)));
    byte[] senderKey = Samples.filled(40, 6);
    assertEquals(key, baileys.read(Distribution.of(GROUP, senderKey)));
    assertEquals(
        new Distribution(GROUP, new Opaque(senderKey)),
        Distribution.in(baileys.write(key)).orElseThrow());
  }

  static Stream<Control> controls() {
    return ContentCodecTest.controls();
  }

  @Test
  void tellsDevicesWhatBaileysWritesAgain() {
    controls()
        .forEach(
            control -> {
              JsonObject form = baileys.read(ContentCodec.encode(control));
              assertEquals(
                  new Decoded.Payload.Told(control),
                  ContentCodec.decode(baileys.write(form)).payload(),
                  form::encode);
            });
  }

  @Test
  void readsTheNotificationsOfAPhone() {
    var form =
        new JsonObject(
            """
            {"protocolMessage": {"type": 5, "historySyncNotification": {"syncType": 3,
             "chunkOrder": 2, "progress": 40, "directPath": "/v/hist", "fileLength": "10",
             "mediaKey": "%s", "fileSha256": "%s", "fileEncSha256": "%s",
             "initialHistBootstrapInlinePayload": "AQID"}}}"""
                .formatted(
                    BaileysForms.base64(32, 1),
                    BaileysForms.base64(32, 2),
                    BaileysForms.base64(32, 3)));
    var told = (Decoded.Payload.Told) ContentCodec.decode(baileys.write(form)).payload();
    var history = assertInstanceOf(Control.HistorySync.class, told.control());

    assertEquals(Samples.ref().mediaKey(), history.file().mediaKey());
    assertEquals(Samples.ref().fileEncSha256(), history.file().fileEncSha256());
    assertEquals(10, history.file().size().orElseThrow());
    assertEquals(Optional.of(new Opaque(new byte[] {1, 2, 3})), history.inline());
  }

  @Test
  void votesAsBaileysDoes() throws Exception {
    var vote = new PollVote(Samples.IN_GROUP, List.of("Monday", "nie 🙃"), 0);
    var sealed = AddOns.seal(vote, SECRET, PAUL, PETRA, Samples.AT, random);
    var sha256 = MessageDigest.getInstance("SHA-256");
    var hashes = new JsonArray();
    for (String option : vote.options()) {
      hashes.add(HexFormat.of().formatHex(sha256.digest(option.getBytes("UTF-8"))));
    }

    assertEquals(hashes, baileys.vote(sealed, PAUL.toString(), PETRA.toString(), SECRET.bytes()));
  }

  @Test
  void asksForAFileAgainAsBaileysDoes() {
    MessageId id = Samples.OWN.id();
    SealedBox request = MediaRetry.request(SECRET, id, random);

    assertEquals(id.value(), baileys.retry(request, SECRET.bytes(), id));
  }

  @Test
  void readsAHistoryThatBaileysWrites() {
    var form =
        new JsonObject(
            """
            {"syncType": 0, "conversations": [{"id": "111222333444555@lid", "name": "Petra",
             "unreadCount": 2, "messages": [{"message": {"key": {"remoteJid": "111222333444555@lid",
             "fromMe": true, "id": "3EB0AA"}, "message": {"conversation": "hi"},
             "messageTimestamp": "1700000000"}}]}],
             "pushnames": [{"id": "15551234567@s.whatsapp.net", "pushname": "Paul"}],
             "phoneNumberToLidMappings": [{"pnJid": "15551234567@s.whatsapp.net",
             "lidJid": "111222333444555@lid"}]}""");
    var reader = new HistoryReader(new ByteArrayInputStream(baileys.writeHistory(form)));
    List<HistoryPart> parts = new ArrayList<>();
    for (var part = reader.next(); part.isPresent(); part = reader.next()) {
      parts.add(part.get());
    }

    var message = assertInstanceOf(HistoryPart.Message.class, parts.get(0));
    assertEquals(Text.of("hi"), said(message.message().orElseThrow().bytes()).content());
    assertEquals("Petra", ((HistoryPart.Chat) parts.get(1)).name().orElseThrow());
    assertEquals(new HistoryPart.PushName(PAUL, "Paul"), parts.get(2));
    assertEquals(new HistoryPart.LidOfPhone(PAUL, PETRA), parts.get(3));
  }

  @Test
  void sharesTheAppStateWithBaileys() {
    var key = new AppStateKey(new Opaque(new byte[] {0, 0, 0, 0, 0, 1}), SECRET, Optional.empty());
    Map<Opaque, Opaque> macs = new HashMap<>();
    CollectionState state = CollectionState.empty("critical_block");
    for (int version = 1; version <= 6; version++) {
      if (version % 2 == 1) {
        var encoded =
            AppState.encode(
                state, List.of(name("Ada " + version), contact(version)), macs, key, random);
        var mutations = baileys.readPatch(encoded.patch(), version, SECRET.bytes());
        assertEquals("Ada " + version, mutations.getJsonObject(0).getString("name"));
        assertEquals("Bo " + version, mutations.getJsonObject(1).getString("name"));
        macs.putAll(encoded.stored());
        state = encoded.state();
      } else {
        boolean remove = version == 4;
        byte[] patch =
            baileys.writePatch(
                new JsonArray().add("setting_pushName"),
                new JsonObject().put("pushNameSetting", new JsonObject().put("name", "Zoë")),
                remove,
                key.id().bytes(),
                SECRET.bytes());
        var applied =
            assertInstanceOf(
                Outcome.Applied.class,
                AppState.apply(state, Patch.parse(patch, version), macs, Map.of(key.id(), key)));
        var action = AppStateAction.of(applied.mutations().getFirst());
        assertEquals(
            remove
                ? new AppStateAction.Other("setting_pushName", false)
                : new AppStateAction.PushName("Zoë"),
            action);
        macs.putAll(applied.stored());
        macs.keySet().removeAll(applied.gone());
        state = applied.state();
      }
    }
    assertEquals(6, state.version());
  }

  private static Mutation name(String name) {
    return new Mutation(
        true,
        List.of("setting_pushName"),
        SyncActionValue.newBuilder()
            .setPushNameSetting(PushNameSetting.newBuilder().setName(name))
            .build(),
        1);
  }

  private static Mutation contact(int number) {
    return new Mutation(
        true,
        List.of("contact", "15551234567@s.whatsapp.net"),
        SyncActionValue.newBuilder()
            .setContactAction(ContactAction.newBuilder().setFullName("Bo " + number))
            .build(),
        2);
  }

  private static String secret() {
    return "\"messageContextInfo\": {\"messageSecret\": \"" + BaileysForms.base64(32, 7) + "\"}";
  }
}
