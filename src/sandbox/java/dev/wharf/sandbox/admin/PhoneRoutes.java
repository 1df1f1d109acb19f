package dev.wharf.sandbox.admin;

import dev.wharf.identity.Jid;
import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.link.World;
import dev.wharf.sandbox.phone.Behaviour;
import dev.wharf.sandbox.phone.Contact;
import dev.wharf.sandbox.phone.Letters;
import dev.wharf.sandbox.phone.Phone;
import dev.wharf.sandbox.phone.Phones;
import dev.wharf.sandbox.phone.Written;
import dev.wharf.sandbox.post.Party;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One virtual phone: what it does, writes and has read. */
final class PhoneRoutes {

  private static final Pattern PATH = Pattern.compile("/admin/accounts/([0-9+]{6,17})/([a-z-]+)");
  private static final int MOST_TIMES = 1_000;
  private static final Answer UNKNOWN =
      Answer.problem(404, "unknown_account", "there is no account of that number");

  private final World world;

  PhoneRoutes(World world) {
    this.world = world;
  }

  /** Empty if that is no path of a phone. */
  Optional<Route> find(String method, String path) {
    Matcher parts = PATH.matcher(path);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String phone = MockPhones.digits(parts.group(1));
    return switch (method + ' ' + parts.group(2)) {
      case "PUT behaviour" ->
          Optional.of((_, body) -> behave(account(phone), new JsonObject(body)));
      case "PUT contacts" ->
          Optional.of((_, body) -> contacts(account(phone), new JsonArray(body)));
      case "PUT push-name" -> Optional.of((_, body) -> rename(account(phone), body));
      case "POST reinstall" -> Optional.of((_, _) -> reinstall(account(phone)));
      case "POST send" -> Optional.of((_, body) -> send(account(phone), new JsonObject(body)));
      case "POST inject" -> Optional.of((_, body) -> inject(account(phone), body));
      case "GET inbox" -> Optional.of((request, _) -> inbox(phone, request));
      case "GET sent" -> Optional.of((_, _) -> sent(phone));
      default -> Optional.empty();
    };
  }

  private Account account(String phone) {
    return world.accounts().forPhone(phone);
  }

  private Future<Answer> behave(Account account, JsonObject json) {
    Phone phone = phones().of(account);
    Behaviour before = phone.behaviour();
    String answer = json.getString("answer", word(before.answer()));
    phone.behave(
        new Behaviour(
            answer(answer),
            json.getBoolean("read", before.read()),
            Duration.ofMillis(json.getLong("delayMillis", before.delay().toMillis())),
            json.getBoolean("online", before.online()),
            files(json.getString("files", word(before.files())))));
    return ready(Answer.NOTHING);
  }

  private static Behaviour.Reply answer(String word) {
    for (Behaviour.Reply reply : Behaviour.Reply.values()) {
      if (word(reply).equals(word)) {
        return reply;
      }
    }
    throw new IllegalArgumentException("answer is silence, echo or typing-echo");
  }

  private static Behaviour.Files files(String word) {
    for (Behaviour.Files files : Behaviour.Files.values()) {
      if (word(files).equals(word)) {
        return files;
      }
    }
    throw new IllegalArgumentException("files is off, on, gone, forged, garbled or huge");
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Future<Answer> contacts(Account account, JsonArray json) {
    var contacts = new ArrayList<Contact>();
    for (Object each : json) {
      if (!(each instanceof JsonObject contact) || contact.getString("name", "").isBlank()) {
        throw new IllegalArgumentException("contacts are a list of {phone, name}");
      }
      String phone = MockPhones.digits(contact.getString("phone", ""));
      contacts.add(new Contact(account(phone), contact.getString("name")));
    }
    phones().contacts(account, contacts);
    return ready(Answer.NOTHING);
  }

  private Future<Answer> rename(Account account, String body) {
    account.rename(new JsonObject(body).getString("name", ""));
    world.keeper().changed(account);
    phones().renamed(account);
    return ready(Answer.NOTHING);
  }

  private Future<Answer> reinstall(Account account) {
    world.reinstall(account);
    return ready(Answer.NOTHING);
  }

  private Future<Answer> send(Account account, JsonObject json) {
    String text = json.getString("text", "");
    if (text.isEmpty()) {
      throw new IllegalArgumentException("text is missing");
    }
    int times = json.getInteger("times", 1);
    if (times < 1 || times > MOST_TIMES) {
      throw new IllegalArgumentException("times is 1 to " + MOST_TIMES);
    }
    Jid to = to(json.getString("to", ""));
    Answer answer = write(account, to, text);
    for (int again = 1; again < times && answer.status() == 200; again++) {
      answer = write(account, to, text);
    }
    return ready(answer);
  }

  private Answer write(Account account, Jid to, String text) {
    return switch (phones().write(account, to, text)) {
      case Phones.Writing.Sent(var id) -> Answer.json(new JsonObject().put("id", id));
      case Phones.Writing.Refused(_, var error) ->
          Answer.problem(Integer.parseInt(error), "refused", "the server acked it with " + error);
    };
  }

  /** Payloads in base64, one a line, are said to the companions that are online, as they are. */
  private Future<Answer> inject(Account account, String body) {
    var payloads = body.lines().map(Base64.getDecoder()::decode).toList();
    var online =
        account.devices().stream()
            .flatMap(device -> world.presences().online(account, device).stream())
            .toList();
    online.forEach(login -> payloads.forEach(login::say));
    return ready(Answer.json(new JsonObject().put("devices", online.size())));
  }

  /** An address, or the digits of a phone number, which stand for the hidden id. */
  private Jid to(String text) {
    if (text.contains("@")) {
      return Jid.parse(text).bare();
    }
    String digits = MockPhones.digits(text);
    return world.accounts().byPhone(digits).map(it -> it.lidJid(0)).orElse(Jid.phone(digits, 0));
  }

  private Future<Answer> inbox(String phone, HttpServerRequest request) {
    var account = world.accounts().byPhone(phone);
    if (account.isEmpty()) {
      return ready(UNKNOWN);
    }
    var known = phones().known(account.get()).map(Phone::letters);
    String after = Optional.ofNullable(request.getParam("after")).orElse("0");
    if (!after.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException("after is how many messages to leave out");
    }
    var messages = new JsonArray();
    known.map(Letters::all).stream()
        .flatMap(Collection::stream)
        .skip(Integer.parseInt(after))
        .forEach(letter -> messages.add(letter(letter)));
    return ready(
        Answer.json(
            new JsonObject()
                .put("count", known.map(it -> it.all().size()).orElse(0))
                .put("repeated", known.map(Letters::repeated).orElse(0L))
                .put("failures", known.map(Letters::unread).orElse(0L))
                .put("messages", messages)));
  }

  private static JsonObject letter(Letters.Letter letter) {
    Party sender = letter.sender();
    var json =
        new JsonObject()
            .put("id", letter.id())
            .put("chat", letter.chat().toString())
            .put("fromMe", letter.fromMe())
            .put(
                "sender",
                new JsonObject()
                    .put("phone", sender.account().phone())
                    .put("lid", sender.account().lid())
                    .put("device", sender.device()))
            .put("at", letter.at().toString())
            .put("kind", letter.told().kind());
    letter.told().text().ifPresent(text -> json.put("text", text));
    letter.told().about().ifPresent(id -> json.put("about", id));
    letter.pushName().ifPresent(name -> json.put("pushName", name));
    return json;
  }

  private Future<Answer> sent(String phone) {
    var account = world.accounts().byPhone(phone);
    if (account.isEmpty()) {
      return ready(UNKNOWN);
    }
    var messages = new JsonArray();
    phones()
        .known(account.get())
        .ifPresent(it -> it.written().forEach(written -> messages.add(written(written))));
    return ready(Answer.json(new JsonObject().put("messages", messages)));
  }

  private static JsonObject written(Written written) {
    return new JsonObject()
        .put("id", written.id())
        .put("to", written.to().toString())
        .put("text", written.text().orElse(""))
        .put("at", written.at().toString())
        .put("state", word(written.state()));
  }

  private Phones phones() {
    return world.traffic().phones();
  }

  private static Future<Answer> ready(Answer answer) {
    return Future.succeededFuture(answer);
  }
}
