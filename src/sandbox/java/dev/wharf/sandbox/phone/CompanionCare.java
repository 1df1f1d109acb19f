package dev.wharf.sandbox.phone;

import dev.wharf.identity.Jid;
import dev.wharf.sandbox.account.AppState;
import dev.wharf.sandbox.post.Party;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a phone does for its own companions (messaging.md 14.2). */
final class CompanionCare {

  private static final int HISTORY = 5;
  private static final int KEY_SHARE = 6;
  private static final int KEY_REQUEST = 7;
  private static final int DATA_REQUEST = 16;
  private static final int DATA_RESPONSE = 17;

  private static final int HISTORY_ON_DEMAND = 3;
  private static final int PLACEHOLDER_RESEND = 4;
  private static final int MOST_ON_DEMAND = 200;

  private final Party self;
  private final Network network;
  private final Pen pen;
  private final History history;
  private final AddressBook book;
  private final Parcels parcels;

  CompanionCare(Party self, Network network, Pen pen, Letters letters, Parcels parcels) {
    this.self = self;
    this.network = network;
    this.pen = pen;
    this.history = new History(self, network, letters, pen);
    this.parcels = parcels;
    this.book = new AddressBook(self.account(), network, parcels);
  }

  /**
   * What a new companion gets: the key of the app state, then the past, for clients fetch the app
   * state as soon as that has come.
   */
  void greet(int device) {
    var companion = new Party(self.account(), device);
    book.publish();
    book.file();
    tell(companion, keyShare(List.of(book.key())));
    byte[] past = history.bootstrap(book.contacts());
    tell(companion, notification(History.INITIAL_BOOTSTRAP, past, ""));
    tell(companion, notification(History.PUSH_NAME, history.pushNames(book.contacts()), ""));
  }

  AddressBook book() {
    return book;
  }

  /** A companion asks its phone for something. */
  void answer(Arrived message, Fields content) {
    Fields protocol = content.child(12).orElse(content);
    switch ((int) protocol.number(2).orElse(-1)) {
      case KEY_REQUEST -> protocol.child(8).ifPresent(it -> shareKeys(message.sender(), it));
      case DATA_REQUEST -> protocol.child(16).ifPresent(it -> data(message, it));
      default -> {}
    }
  }

  /** With empty data for a key that is not there (messaging.md 10.3). */
  private void shareKeys(Party companion, Fields request) {
    var asked = new LinkedHashMap<String, byte[]>();
    request.children(1).forEach(id -> id.bytes(1).ifPresent(it -> asked.put(hex(it), it)));
    Map<String, AppState.Key> known = new LinkedHashMap<>();
    self.account().appState().ifPresent(it -> known.put(hex(it.key().id()), it.key()));
    var keys =
        asked.entrySet().stream()
            .map(
                it ->
                    known.getOrDefault(
                        it.getKey(), new AppState.Key(it.getValue(), new byte[0], 0)))
            .toList();
    tell(companion, keyShare(keys));
  }

  private void data(Arrived message, Fields request) {
    switch ((int) request.number(1).orElse(-1)) {
      case PLACEHOLDER_RESEND -> {
        var response = Fields.write().number(1, PLACEHOLDER_RESEND).text(2, message.id());
        for (Fields wanted : request.children(5)) {
          wanted
              .child(1)
              .flatMap(key -> key.text(3))
              .flatMap(history::find)
              .ifPresent(
                  info ->
                      response.child(3, Fields.write().child(4, Fields.write().bytes(1, info))));
        }
        tell(message.sender(), protocol(DATA_RESPONSE).child(17, response));
      }
      case HISTORY_ON_DEMAND -> request.child(4).ifPresent(it -> older(message, it));
      default -> {}
    }
  }

  private void older(Arrived message, Fields request) {
    int count = (int) Math.clamp(request.number(4).orElse(0), 0, MOST_ON_DEMAND);
    Jid chat;
    try {
      chat = Jid.parse(request.text(1).orElse("")).bare();
    } catch (IllegalArgumentException _) {
      return;
    }
    byte[] past = history.before(chat, request.text(2).orElse(""), count);
    tell(message.sender(), notification(History.ON_DEMAND, past, message.id()));
  }

  private static Fields.Writer keyShare(Collection<AppState.Key> keys) {
    var share = Fields.write();
    for (AppState.Key key : keys) {
      var fingerprint = Fields.write().number(1, 1).number(2, 0).bytes(3, new byte[] {0});
      var data = Fields.write();
      if (key.data().length > 0) {
        data.bytes(1, key.data()).child(2, fingerprint).number(3, key.at());
      }
      share.child(1, Fields.write().child(1, Fields.write().bytes(1, key.id())).child(2, data));
    }
    return protocol(KEY_SHARE).child(7, share);
  }

  private Fields.Writer notification(int type, byte[] sync, String session) {
    var notification = Fields.write().number(6, type).number(7, 1).number(9, 100);
    byte[] past = History.deflate(sync);
    if (parcels.areWanted()) {
      parcels.send(Parcels.Content.HISTORY, past).intoNotification(notification);
    } else {
      notification.bytes(11, past);
    }
    if (!session.isEmpty()) {
      notification.text(12, session);
    }
    return protocol(HISTORY).child(6, notification);
  }

  private static Fields.Writer protocol(int type) {
    return Fields.write().number(2, type);
  }

  private void tell(Party companion, Fields.Writer protocol) {
    byte[] message = Fields.write().child(12, protocol).bytes();
    pen.tell(companion, Ids.written(network.random()), message);
  }

  private static String hex(byte[] bytes) {
    return java.util.HexFormat.of().formatHex(bytes);
  }
}
