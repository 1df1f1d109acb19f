package dev.wharf.account;

import dev.wharf.event.Published;
import java.util.List;

/** Keeps every event that it is told; its list must bear several threads. */
public record Hearing(List<Published> told) implements AccountBoard.Listener {

  @Override
  public void snapshot(AccountBoard.Snapshot snapshot) {}

  @Override
  public void event(Published event) {
    told.add(event);
  }
}
