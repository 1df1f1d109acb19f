package dev.wharf.sandbox.phone;

import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.post.Party;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One virtual phone: what it has agreed with others, what it got and wrote, and how it answers. */
public final class Phone {

  private static final int MAX_RETRIES = 5;

  private final Party self;
  private final Network network;
  private final Ratchets ratchets;
  private final GroupKeys groupKeys = new GroupKeys();
  private final Reader reader;
  private final Pen pen;
  private final Letters letters = new Letters();
  private final Manners manners;
  private final CompanionCare care;
  private final MediaAgain media;
  private final Deque<Node> arrived = new ArrayDeque<>();
  private final Map<String, Integer> retries = new HashMap<>();
  private Behaviour behaviour = Behaviour.QUIET;

  Phone(Party self, Network network) {
    this.self = self;
    this.network = network;
    this.ratchets = new Ratchets(self, network);
    this.reader = new Reader(ratchets, groupKeys);
    this.pen = new Pen(self, network, ratchets, groupKeys);
    this.manners = new Manners(self, network, pen);
    this.care =
        new CompanionCare(
            self, network, pen, letters, new Parcels(network, () -> behaviour.files()));
    this.media = new MediaAgain(self, network, letters, pen);
  }

  /** Takes in a stanza; it is dealt with once what runs now is done. */
  void arrive(Node stanza) {
    arrived.add(stanza);
    network.soon(this::work);
  }

  private void work() {
    while (behaviour.online() && !arrived.isEmpty()) {
      Node stanza = arrived.remove();
      switch (stanza.tag()) {
        case "message" ->
            Arrived.of(stanza, self.account(), network.accounts()).ifPresent(this::read);
        case "receipt" -> receipt(stanza);
        default -> {}
      }
    }
  }

  private void read(Arrived message) {
    switch (reader.open(message)) {
      case Reader.Opened(var contents) -> {
        contents.forEach(content -> file(message, content));
        network.send(message.delivered(), self);
      }
      case Reader.Closed(int reason) -> {
        letters.failed();
        askAgain(message, reason);
      }
    }
  }

  private void askAgain(Arrived message, int reason) {
    int count = retries.merge(message.sender() + message.id(), 1, Integer::sum);
    if (count <= MAX_RETRIES) {
      var keys = self.account().bundle(0, network.random()).orElseThrow();
      network.changed(self.account());
      network.send(Retry.ask(message, count, reason, keys), self);
    }
  }

  private void file(Arrived message, Fields content) {
    retries.remove(message.sender() + message.id());
    var letter = Filing.letter(message, content, network);
    if (message.own() && message.isPeer()) {
      care.answer(message, Filing.said(message, content));
    } else if (letter.isPresent() && letters.add(letter.get()) && !message.own()) {
      manners.answer(message, letter.get(), behaviour);
    }
  }

  private void receipt(Node stanza) {
    switch (stanza.string("type").orElse("")) {
      case "retry" -> pen.again(stanza);
      case "server-error" -> media.answer(stanza);
      case "" -> mark(stanza, Written.State.DELIVERED);
      case "read" -> mark(stanza, Written.State.READ);
      case "played" -> mark(stanza, Written.State.PLAYED);
      default -> {}
    }
  }

  private void mark(Node receipt, Written.State state) {
    receipt.string("id").flatMap(pen::find).ifPresent(it -> it.reached(state));
    for (Node list : receipt.childrenOf("list")) {
      list.childrenOf("item")
          .forEach(item -> item.string("id").flatMap(pen::find).ifPresent(it -> it.reached(state)));
    }
  }

  public Behaviour behaviour() {
    return behaviour;
  }

  /** From now on; what waited is dealt with if the phone is on. */
  public void behave(Behaviour next) {
    boolean filedOtherwise = behaviour.files() != next.files();
    behaviour = next;
    if (filedOtherwise) {
      care.book().file();
    }
    network.soon(this::work);
  }

  public Letters letters() {
    return letters;
  }

  /** What it wrote to people and groups, the oldest first. */
  public List<Written> written() {
    return pen.written();
  }

  Pen pen() {
    return pen;
  }

  CompanionCare care() {
    return care;
  }

  /** The phone is set up anew: nothing of what was agreed holds. */
  void forgetAll() {
    ratchets.clear();
    groupKeys.clear();
  }
}
