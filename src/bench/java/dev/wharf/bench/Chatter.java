package dev.wharf.bench;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Everybody writes and is written to, at an even rate, and what is sent is delivered and read. */
record Chatter(int accounts, int perSecond) implements Soak.Traffic {

  private interface Second {
    void live() throws Exception;
  }

  @Override
  public AutoCloseable begin(Wharf wharf, SandboxServer sandbox) throws Exception {
    var mail = wharf.mail();
    var people = People.acquainted(sandbox, mail, accounts);
    var over = new AtomicBoolean();
    var failure = new AtomicReference<Exception>();
    var writing = start(over, failure, () -> people.writeEvenly(perSecond, perSecond));
    var sending =
        start(over, failure, () -> mail.sendEvenly(people.addresses(), perSecond, perSecond));
    return () -> {
      over.set(true);
      writing.join();
      sending.join();
      if (failure.get() != null) {
        throw failure.get();
      }
    };
  }

  private static Thread start(AtomicBoolean over, AtomicReference<Exception> failure, Second second) {
    return Thread.ofPlatform()
        .start(
            () -> {
              try {
                while (!over.get()) {
                  second.live();
                }
              } catch (Exception e) {
                failure.set(e);
              }
            });
  }
}
