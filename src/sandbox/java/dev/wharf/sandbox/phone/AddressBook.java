package dev.wharf.sandbox.phone;

import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.AppState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A phone's contacts and its own name, and the app state that tells companions of them
 * (messaging.md 10). Nothing is written before there is a companion to read it.
 */
final class AddressBook {

  private static final int KEY_ID = 6;
  private static final int KEY = 32;
  private static final String CONTACT = "[\"contact\",\"";

  private final Account account;
  private final Network network;
  private final Parcels parcels;
  private final List<Contact> contacts = new ArrayList<>();

  AddressBook(Account account, Network network, Parcels parcels) {
    this.parcels = parcels;
    this.account = account;
    this.network = network;
  }

  List<Contact> contacts() {
    return List.copyOf(contacts);
  }

  /** Replaces all of them, and tells the companions if there are any. */
  void contacts(List<Contact> next) {
    contacts.clear();
    contacts.addAll(next);
    if (account.appState().isPresent()) {
      publish();
    }
  }

  /** The own name has changed. */
  void renamed() {
    if (account.appState().isPresent()) {
      publish();
    }
  }

  /** Brings the app state up to what the phone knows, and tells the companions of changes. */
  void publish() {
    boolean news = account.appState().isPresent();
    AppState state = account.appState().orElseGet(this::begin);
    var changed = new ArrayList<AppState.Name>();
    if (!account.pushName().isEmpty()
        && publish(AppState.Name.CRITICAL_BLOCK, state, List.of(ownName()))) {
      changed.add(AppState.Name.CRITICAL_BLOCK);
    }
    var entries = contacts.stream().map(AddressBook::entry).toList();
    if (publish(AppState.Name.CRITICAL_UNBLOCK_LOW, state, entries)) {
      changed.add(AppState.Name.CRITICAL_UNBLOCK_LOW);
    }
    if (news) {
      changed.forEach(name -> network.shared(account, name));
    }
  }

  private AppState begin() {
    byte[] id = new byte[KEY_ID];
    byte[] data = new byte[KEY];
    network.random().nextBytes(data);
    id[KEY_ID - 1] = 1;
    var state = new AppState(new AppState.Key(id, data, network.now().getEpochSecond()));
    account.share(state);
    network.changed(account);
    return state;
  }

  private boolean publish(AppState.Name name, AppState state, List<Ledger.Entry> wanted) {
    if (wanted.isEmpty() && state.version(name) == 0) {
      return false;
    }
    var ledger = new Ledger(name, state);
    var set =
        wanted.stream()
            .filter(
                entry -> {
                  var there = ledger.entries().get(entry.index());
                  return there == null || !Arrays.equals(there.value(), entry.value());
                })
            .toList();
    Set<String> indexes =
        wanted.stream().map(Ledger.Entry::index).collect(Collectors.toUnmodifiableSet());
    var removed =
        ledger.entries().values().stream()
            .filter(it -> it.index().startsWith(CONTACT) && !indexes.contains(it.index()))
            .toList();
    boolean changed = ledger.change(set, removed, network.now().toEpochMilli(), network.random());
    if (changed) {
      int version = state.version(name);
      if (parcels.areWanted()) {
        state.outside(name, version, parcels.outside(state.since(name, version - 1L).getFirst()));
      }
      network.changed(account);
    }
    return changed;
  }

  /** Whoever reads the app state from now on gets it as the phone is told to give it. */
  void file() {
    account
        .appState()
        .ifPresent(
            state -> {
              state.allInside();
              snapshots(state);
            });
  }

  /** Companions that have nothing yet get all of it as one file. */
  private void snapshots(AppState state) {
    for (AppState.Name name :
        List.of(AppState.Name.CRITICAL_BLOCK, AppState.Name.CRITICAL_UNBLOCK_LOW)) {
      if (parcels.areWanted() && state.version(name) > 0) {
        byte[] all = new Ledger(name, state).snapshot();
        byte[] reference = parcels.send(Parcels.Content.APP_STATE, all).reference().bytes();
        state.snapshot(name, new AppState.Snapshot(state.version(name), reference));
      }
    }
  }

  private Ledger.Entry ownName() {
    byte[] value = Fields.write().child(7, Fields.write().text(1, account.pushName())).bytes();
    return new Ledger.Entry("[\"setting_pushName\"]", value, 1);
  }

  private static Ledger.Entry entry(Contact contact) {
    String phone = contact.account().phoneJid(0).toString();
    byte[] value =
        Fields.write()
            .child(
                3,
                Fields.write()
                    .text(1, contact.name())
                    .text(2, contact.name().split(" ", 2)[0])
                    .text(3, contact.account().lidJid(0).toString())
                    .flag(4, true))
            .bytes();
    return new Ledger.Entry(CONTACT + phone + "\"]", value, 2);
  }

  AppState.Key key() {
    return account.appState().orElseThrow().key();
  }
}
