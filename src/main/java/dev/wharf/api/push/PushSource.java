package dev.wharf.api.push;

import dev.wharf.account.AccountBoard;
import dev.wharf.event.EventLog;
import io.netty.channel.EventLoop;
import io.vertx.core.impl.ContextInternal;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where pushed things come from and how they are written: what all readers share. */
@Singleton
class PushSource {

  final AccountBoard board;
  final EventLog log;
  final PushFrames frames;
  final PushConfig config;
  private final Map<EventLoop, Readers> readers = new ConcurrentHashMap<>();

  PushSource(AccountBoard board, EventLog log, PushFrames frames, PushConfig config) {
    this.board = board;
    this.log = log;
    this.frames = frames;
    this.config = config;
  }

  /** Those who live on that event loop. */
  Readers readers(ContextInternal loop) {
    return readers.computeIfAbsent(
        loop.nettyEventLoop(), first -> Readers.following(board, loop.unwrap()));
  }
}
