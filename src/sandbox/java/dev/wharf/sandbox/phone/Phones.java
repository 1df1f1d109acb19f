package dev.wharf.sandbox.phone;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.post.Party;
import dev.wharf.sandbox.post.PhoneLine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The phones that have had something to do so far. */
public final class Phones implements PhoneLine {

  /** What became of a message that a phone wrote. */
  public sealed interface Writing {
    record Sent(String id) implements Writing {}

    /** With the error of the server's ack. */
    record Refused(String id, String error) implements Writing {}
  }

  private final Map<Account, Phone> phones = new HashMap<>();
  private @Nullable Network network;

  private boolean all;

  /**
   * Gives the phones what is around them, once and before anything happens.
   *
   * @param all whether something that comes for a phone wakes it up
   */
  public void connect(Network network, boolean all) {
    this.network = network;
    this.all = all;
  }

  @Override
  public void deliver(Account account, Node stanza) {
    if (all) {
      of(account).arrive(stanza);
    } else {
      mention(account, stanza);
    }
  }

  @Override
  public void mention(Account account, Node stanza) {
    known(account).ifPresent(phone -> phone.arrive(stanza));
  }

  /** The phone of an account, from now on. */
  public Phone of(Account account) {
    return phones.computeIfAbsent(account, it -> new Phone(new Party(it, 0), network()));
  }

  public Optional<Phone> known(Account account) {
    return Optional.ofNullable(phones.get(account));
  }

  /** A companion has logged in for the first time, and others can write to it. */
  public void greet(Account account, int device) {
    network()
        .soon(
            () -> {
              if (account.device(device).isPresent()) {
                of(account).care().greet(device);
              }
            });
  }

  /** Writes a text. Its receivers have it in their mailboxes when this returns. */
  public Writing write(Account account, Jid to, String text) {
    Network network = network();
    String id = Ids.written(network.random());
    byte[] content = Fields.write().text(1, text).bytes();
    return of(account)
        .pen()
        .write(new Written(id, to, network.now(), content, false))
        .<Writing>map(error -> new Writing.Refused(id, error))
        .orElse(new Writing.Sent(id));
  }

  /** Replaces the address book, and tells companions. */
  public void contacts(Account account, List<Contact> contacts) {
    of(account).care().book().contacts(contacts);
  }

  /** The name that others see has changed. */
  public void renamed(Account account) {
    known(account).ifPresent(phone -> phone.care().book().renamed());
  }

  /** The phone was set up anew. */
  public void reinstalled(Account account) {
    known(account).ifPresent(Phone::forgetAll);
  }

  public void clear() {
    phones.clear();
  }

  private Network network() {
    return Objects.requireNonNull(network, "not connected");
  }
}
