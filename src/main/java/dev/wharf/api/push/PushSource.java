package dev.wharf.api.push;

import dev.wharf.account.AccountBoard;
import dev.wharf.event.EventLog;
import jakarta.inject.Singleton;

/** Where pushed things come from and how they are written: what all readers share. */
@Singleton
class PushSource {

  final AccountBoard board;
  final EventLog log;
  final PushFrames frames;
  final PushConfig config;

  PushSource(AccountBoard board, EventLog log, PushFrames frames, PushConfig config) {
    this.board = board;
    this.log = log;
    this.frames = frames;
    this.config = config;
  }
}
