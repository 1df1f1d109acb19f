package dev.wharf.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.wharf.sandbox.BaileysClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** Everything that Ana, whose account Wharf keeps, and two unmodified Baileys clients exchange. */
final class Correspondence {

  /** Somebody who uses Baileys. */
  record Person(BaileysClient client, String phone) {

    /** Waits for a text, in any chat. */
    JsonObject hear(String text) {
      return client.hear("message", said -> text.equals(said.getString("text")));
    }

    String jid() {
      return jidOf(phone);
    }
  }

  private static final int DELIVERED = 3;
  private static final int READ = 4;

  private final AnasAccount ana;
  private final Person bea;
  private final Person cid;
  private final String anasJid;
  private String group = "";

  Correspondence(AnasAccount ana, String anasPhone, Person bea, Person cid) {
    this.ana = ana;
    this.bea = bea;
    this.cid = cid;
    this.anasJid = jidOf(anasPhone);
  }

  private static String jidOf(String phone) {
    return phone + "@s.whatsapp.net";
  }

  /**
   * Exchanges one of each.
   *
   * @param round a word that makes its texts different from those of other rounds
   */
  void everything(String round) throws Exception {
    texts(round);
    fromAna(round);
    fromBea(round);
    images(round);
    inTheGroup(round);
  }

  private void texts(String round) throws Exception {
    String sent = ana.text(bea.phone, "hello Bea " + round);
    var got = bea.hear("hello Bea " + round).getJsonObject("key");
    assertEquals(sent, got.getString("id"));
    ana.untilState(sent, "delivered");
    bea.client.call("readMessages", new JsonArray().add(got));
    ana.untilState(sent, "read");

    var back = bea.client.sendText(anasJid, "hello Ana " + round);
    assertEquals(back.getString("id"), ana.received("hello Ana " + round));
    bea.client.hear("update", status(back, DELIVERED));
    ana.post("/messages/" + back.getString("id") + "/read", null);
    bea.client.hear("update", status(back, READ));
  }

  private void fromAna(String round) throws Exception {
    String theirs = bea.client.sendText(anasJid, "fine " + round).getString("id");
    ana.received("fine " + round);
    var reply = AnasAccount.textOf("good " + round);
    ana.send(bea.phone, reply.put("quoted", new JsonObject().put("messageId", theirs)));
    var quoted = bea.hear("good " + round).getJsonObject("quoted");
    assertEquals(theirs, quoted.getString("id"));
    assertEquals("fine " + round, quoted.getString("text"));

    ana.send(bea.phone, about("reaction", theirs).put("text", "👍"));
    assertEquals("👍", bea.client.hear("reaction", named(theirs)).getString("text"));

    String said = ana.text(bea.phone, "how are you " + round);
    bea.hear("how are you " + round);
    var better = AnasAccount.textOf("how were you " + round);
    ana.send(bea.phone, about("edit", said).put("content", better));
    bea.client.hear(
        "update",
        update -> named(said).test(update) && ("how were you " + round).equals(textOf(update)));
    ana.send(bea.phone, about("deletion", said));
    bea.client.hear("update", named(said).and(update -> update.getBoolean("deleted")));

    var options = new JsonArray().add("Here").add("There");
    var poll = new JsonObject().put("name", "Where " + round).put("options", options);
    ana.send(bea.phone, new JsonObject().put("type", "poll").put("poll", poll));
    assertEquals(options, bea.hear("Where " + round).getJsonArray("options"));
  }

  private static String textOf(JsonObject said) {
    return said.getString("text");
  }

  private void fromBea(String round) throws Exception {
    String known = ana.text(bea.phone, "ask me " + round);
    var asked = bea.hear("ask me " + round).getJsonObject("key").getString("id");
    assertEquals(known, asked);
    bea.client.tell(
        new JsonObject()
            .put("do", "send")
            .put("jid", anasJid)
            .put("content", new JsonObject().put("text", "I reply " + round))
            .put("quoted", asked));
    bea.client.hear("sent");
    String reply = ana.received("I reply " + round);
    ana.until(reply, "quotes", message -> message.encode().contains(known));

    var said = bea.client.sendText(anasJid, "first wording " + round);
    String id = ana.received("first wording " + round);
    bea.client.send(
        anasJid, new JsonObject().put("text", "second wording " + round).put("edit", said));
    ana.until(id, "edited", message -> message.getString("editedAt") != null);
    var mine = new JsonObject().put("remoteJid", anasJid).put("fromMe", true).put("id", id);
    var heart = new JsonObject().put("text", "❤️").put("key", mine);
    bea.client.send(anasJid, new JsonObject().put("react", heart));
    ana.until(id, "liked", message -> message.encode().contains("❤️"));
    bea.client.send(anasJid, new JsonObject().put("delete", said));
    ana.until(id, "deleted", message -> message.getString("deletedAt") != null);

    var poll =
        new JsonObject()
            .put("name", "When " + round)
            .put("values", new JsonArray().add("Now").add("Later"))
            .put("selectableCount", 1);
    ana.received(bea.client.send(anasJid, new JsonObject().put("poll", poll)), "poll");
  }

  private void images(String round) throws Exception {
    byte[] image = ("a picture of " + round + " ").repeat(2_000).getBytes();
    String base64 = Base64.getEncoder().encodeToString(image);
    var media = new JsonObject().put("base64", base64).put("mimetype", "image/png");
    var order = new JsonObject().put("type", "image").put("text", "see " + round);
    ana.send(bea.phone, order.put("media", media));
    String id = bea.hear("see " + round).getJsonObject("key").getString("id");
    bea.client.tell(new JsonObject().put("do", "download").put("id", id));
    assertEquals(base64, bea.client.hear("media").getString("base64"));

    var content =
        new JsonObject()
            .put("image", new JsonObject().put("base64", base64))
            .put("caption", "look " + round)
            .put("mimetype", "image/png")
            // Otherwise Baileys makes a preview of it, for which it needs a real picture.
            .put("jpegThumbnail", Base64.getEncoder().encodeToString(new byte[] {1}));
    assertArrayEquals(image, ana.media(ana.received(bea.client.send(anasJid, content), "image")));
  }

  private void inTheGroup(String round) throws Exception {
    if (group.isEmpty()) {
      var members = new JsonArray().add("+" + bea.phone).add("+" + cid.phone);
      var made =
          ana.post("/groups", new JsonObject().put("subject", "Trip").put("members", members));
      group = made.getJsonObject("group").getString("jid");
      bea.client.hear("group");
      cid.client.hear("group");
    }
    talk("three of us " + round, bea, cid);
    change("remove", bea);
    cid.client.hear("members", named(group));
    bea.client.hear("members", named(group));
    talk("two of us " + round, cid);
    ana.text(bea.phone, "you missed something " + round);
    bea.hear("you missed something " + round);
    assertFalse(bea.client.hasSaid("message", it -> ("two of us " + round).equals(textOf(it))));
    change("add", bea);
    bea.client.hear("group");
    cid.client.hear("members", named(group));
    talk("three again " + round, bea, cid);
  }

  /** Ana writes to the group, then each of the others does. */
  private void talk(String text, Person... others) throws Exception {
    String sent = ana.text(group, text);
    for (Person other : others) {
      var key = other.hear(text).getJsonObject("key");
      assertEquals(sent, key.getString("id"));
      other.client.call("readMessages", new JsonArray().add(key));
    }
    ana.untilState(sent, "read");
    for (Person other : others) {
      String answer = text + ", says " + other.phone;
      var key = other.client.sendText(group, answer);
      assertEquals(key.getString("id"), ana.received(answer));
      ana.post("/messages/" + key.getString("id") + "/read", null);
      other.client.hear(
          "group-receipt",
          named(key.getString("id")).and(it -> it.getValue("readTimestamp") != null));
    }
  }

  private void change(String how, Person who) throws Exception {
    var order = new JsonObject().put(how, new JsonArray().add("+" + who.phone));
    var items = ana.post("/groups/" + group + "/members", order).getJsonArray("items");
    assertEquals("done", items.getJsonObject(0).getString("outcome"));
  }

  /** Bea writes to Ana alone and to the group, one after the other. */
  List<String> whileAnaIsAway(int count) {
    List<String> texts = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      texts.add("you were away " + i);
      bea.client.sendText(anasJid, "you were away " + i);
      texts.add("all were here " + i);
      bea.client.sendText(group, "all were here " + i);
    }
    return texts;
  }

  private static JsonObject about(String type, String messageId) {
    return new JsonObject()
        .put("type", type)
        .put("target", new JsonObject().put("messageId", messageId));
  }

  private static Predicate<JsonObject> named(String id) {
    return said -> id.equals(said.getString("id"));
  }

  private static Predicate<JsonObject> status(JsonObject key, int status) {
    return named(key.getString("id"))
        .and(said -> Objects.equals(status, said.getInteger("status")));
  }
}
