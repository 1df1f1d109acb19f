package dev.wharf.account;

import dev.wharf.event.AccountView;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A change in the ledger's queue and the promise to who handed it in. */
record Pending(Change change, CompletableFuture<@Nullable AccountView> promise) {

  Pending(Change change) {
    this(change, new CompletableFuture<>());
  }
}
