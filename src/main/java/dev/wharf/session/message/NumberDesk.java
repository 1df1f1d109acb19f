package dev.wharf.session.message;

import dev.wharf.directory.NumberCheck;
import dev.wharf.directory.NumberCheck.Checked;
import dev.wharf.identity.Jid;
import dev.wharf.identity.PhoneNumber;
import dev.wharf.limits.Charge;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.chat.Usync;
import dev.wharf.protocol.stanza.chat.Usync.OnWhatsApp;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks which numbers are on WhatsApp, and keeps whose hidden addresses are told. */
public final class NumberDesk {

  private final Line line;
  private final Orders orders;
  private final Roster roster;

  NumberDesk(Line line, Orders orders, Roster roster) {
    this.line = line;
    this.orders = orders;
    this.roster = roster;
  }

  /** Who is not in the answer was not answered for. */
  public Future<List<Checked>> check(List<PhoneNumber> numbers) {
    if (numbers.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    if (numbers.size() > NumberCheck.MOST) {
      return Future.failedFuture(new IllegalArgumentException("too many numbers at once"));
    }
    return orders.charged(
        Charge.numberChecks(numbers.size()),
        () ->
            line.ask(id -> Usync.contacts(id, numbers))
                .map(NumberDesk::answers)
                .compose(found -> roster.learn(pairs(found)).map(checked(numbers, found))));
  }

  private static List<OnWhatsApp> answers(Node reply) {
    Usync.refusal(reply)
        .ifPresent(
            error -> {
              throw new Line.Refused(error.code(), error.text());
            });
    return Usync.contacts(reply);
  }

  private static Map<Jid, Jid> pairs(List<OnWhatsApp> found) {
    Map<Jid, Jid> pairs = new HashMap<>();
    for (OnWhatsApp one : found) {
      if (one.lid().isPresent() && one.pn().isPresent()) {
        pairs.put(one.lid().get().bare(), one.pn().get().bare());
      }
    }
    return pairs;
  }

  private static List<Checked> checked(List<PhoneNumber> numbers, List<OnWhatsApp> found) {
    Map<String, OnWhatsApp> byDigits = new HashMap<>();
    found.forEach(one -> byDigits.put(digits(one.query()), one));
    List<Checked> all = new ArrayList<>();
    for (PhoneNumber number : numbers) {
      OnWhatsApp one = byDigits.get(number.digits());
      if (one != null) {
        all.add(new Checked(number, one.registered(), one.pn(), one.lid()));
      }
    }
    return all;
  }

  private static String digits(String query) {
    return query.startsWith("+") ? query.substring(1) : query;
  }
}
