package dev.wharf.sandbox.link;

import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.AccountFiles;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps changed accounts on disk, a moment after the change. Without a folder it does nothing. */
public final class Keeper {

  private static final System.Logger LOG = System.getLogger(Keeper.class.getName());
  private static final Duration MOMENT = Duration.ofMillis(200);

  private final Loop loop;
  private final Optional<AccountFiles> files;
  private final Set<Account> changed = new LinkedHashSet<>();
  private boolean scheduled;
  private Future<Void> written = Future.succeededFuture();

  public Keeper(Loop loop, Optional<AccountFiles> files) {
    this.loop = loop;
    this.files = files;
  }

  public void changed(Account account) {
    if (files.isEmpty()) {
      return;
    }
    changed.add(account);
    if (!scheduled) {
      scheduled = true;
      loop.after(MOMENT, this::flush);
    }
  }

  /** Writes what changed; done when it is on disk. */
  public Future<Void> flush() {
    scheduled = false;
    if (files.isEmpty() || changed.isEmpty()) {
      return written;
    }
    Map<String, String> texts = new HashMap<>();
    changed.forEach(account -> texts.put(account.phone(), AccountFiles.print(account)));
    changed.clear();
    written = onDisk(folder -> folder.save(texts));
    return written;
  }

  public Future<Void> clear() {
    changed.clear();
    return files.isEmpty() ? Future.succeededFuture() : onDisk(AccountFiles::clear);
  }

  private Future<Void> onDisk(java.util.function.Consumer<AccountFiles> work) {
    return loop.elsewhere(
            () -> {
              work.accept(files.orElseThrow());
              return true;
            })
        .onFailure(
            e -> LOG.log(System.Logger.Level.ERROR, "accounts not kept cause={0}", e.getMessage()))
        .mapEmpty();
  }
}
