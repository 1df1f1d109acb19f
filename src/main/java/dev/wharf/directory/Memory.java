package dev.wharf.directory;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import jakarta.inject.Singleton;

/** Everything of the directory that is held in memory, and what makes which part of it old. */
@Singleton
class Memory {

  private static final int MEMBERS_PER_PERSON = 4;

  /** From a hidden id to a phone number and back. */
  final BoundedCache<Key, Jid> counterparts;

  final BoundedCache<Key, Contact> contacts;
  final BoundedCache<Key, Group> groups;
  final BoundedCache<Key, DeviceLists.Asked> devices;
  final BoundedCache<Key, PrivacyTokens.Trust> trust;

  /** Something of an account, by its address without device. */
  record Key(AccountId account, Jid jid) {}

  Memory(DirectoryConfig config) {
    int people = config.cachedPeople();
    counterparts = new BoundedCache<>(2 * people, jid -> 1);
    contacts = new BoundedCache<>(people, contact -> 1);
    groups = new BoundedCache<>(MEMBERS_PER_PERSON * people, group -> 1 + group.members().size());
    devices = new BoundedCache<>(people, list -> 1);
    trust = new BoundedCache<>(people, one -> 1);
  }

  /** A user is somebody else than was thought, or has another name. */
  void dropPerson(AccountId account, Jid user) {
    contacts.drop(new Key(account, user));
  }

  /** Groups show their members in both namespaces. */
  void dropGroups(AccountId account) {
    groups.dropIf(key -> key.account().equals(account));
  }

  void clear(AccountId account) {
    counterparts.dropIf(key -> key.account().equals(account));
    contacts.dropIf(key -> key.account().equals(account));
    groups.dropIf(key -> key.account().equals(account));
    devices.dropIf(key -> key.account().equals(account));
    trust.dropIf(key -> key.account().equals(account));
  }
}
