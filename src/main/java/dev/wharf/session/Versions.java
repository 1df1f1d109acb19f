package dev.wharf.session;

import dev.wharf.identity.AccountId;
import dev.wharf.protocol.pairing.ClientVersion;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which client version each session says it is: the same for all, but for one account on which
 * another is being tried. May be asked from anywhere.
 */
final class Versions {

  /**
   * @param candidate tried by {@code canary} alone
   */
  private record Choice(
      ClientVersion current, @Nullable ClientVersion candidate, @Nullable AccountId canary) {}

  private volatile Choice choice;
  private volatile Consumer<AccountId> onOutdated = account -> {};

  Versions(ClientVersion current) {
    this.choice = new Choice(current, null, null);
  }

  ClientVersion current() {
    return choice.current();
  }

  ClientVersion of(AccountId account) {
    var now = choice;
    var candidate = now.candidate();
    return candidate != null && account.equals(now.canary()) ? candidate : now.current();
  }

  /** Everybody is that from the next link on. */
  void adopt(ClientVersion version) {
    choice = new Choice(version, null, null);
  }

  void attempt(ClientVersion candidate, AccountId canary) {
    choice = new Choice(choice.current(), candidate, canary);
  }

  void abandon() {
    choice = new Choice(choice.current(), null, null);
  }

  /** A server called the version of this account outdated. */
  void outdated(AccountId account) {
    onOutdated.accept(account);
  }

  void onOutdated(Consumer<AccountId> listener) {
    onOutdated = listener;
  }
}
