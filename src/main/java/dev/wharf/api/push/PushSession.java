package dev.wharf.api.push;

import org.jspecify.annotations.Nullable;

/**
 * One reader of the push. Lives on the event loop of its connection: whatever comes from elsewhere
 * takes its turn there, so that there is one order of things and no lock.
 */
final class PushSession {

  private static final int BAD_DATA = 1007;
  private static final int TRY_AGAIN_LATER = 1013;

  private final Outlet outlet;
  private final PushSource source;
  private final Readers readers;
  private final Window window;
  private @Nullable Feed feed;
  private int badMessages;
  private boolean closed;

  PushSession(Outlet outlet, PushSource source, Readers readers) {
    this.readers = readers;
    this.outlet = outlet;
    this.source = source;
    this.window =
        new Window(outlet, source.config, () -> outlet.close(TRY_AGAIN_LATER, "reads too slowly"));
  }

  void received(ClientMessage message) {
    if (closed) {
      return;
    }
    switch (message) {
      case ClientMessage.Wish(var subscribe) -> {
        badMessages = 0;
        unsubscribe();
        window.whenOpen(() -> subscribe(subscribe));
      }
      case ClientMessage.Bad(var code, var text) -> complain(code, text);
    }
  }

  void close() {
    closed = true;
    unsubscribe();
    window.close();
  }

  private void subscribe(Subscribe subscribe) {
    feed = new Feed(subscribe.sharing(source.board), outlet, window, source, readers);
    feed.follow();
  }

  private void unsubscribe() {
    if (feed != null) {
      feed.stop();
      feed = null;
    }
  }

  private void complain(String code, String text) {
    if (++badMessages > source.config.maxBadMessages()) {
      outlet.close(BAD_DATA, "too many bad messages");
    } else if (window.isOpen()) {
      window.send(source.frames.error(code, text));
    }
  }
}
