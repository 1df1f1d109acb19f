package dev.wharf.sandbox.account;

import dev.wharf.identity.Jid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One virtual phone and its companions. Holds state only: who is connected, and what is sent to
 * whom, is known elsewhere.
 */
public final class Account {

  private static final int HIGHEST_DEVICE = 99;

  private final String phone;
  private final String lid;
  private final String registeredAs;
  private final int rawId;
  private final TreeMap<Integer, Device> devices = new TreeMap<>();
  private final Set<Integer> reserved = new HashSet<>();
  private String pushName;
  private int keyIndex;
  private int loginsRefused;
  private PhoneKeys keys;
  private @Nullable AppState appState;

  Account(String phone, String lid, String registeredAs, int rawId, PhoneKeys keys) {
    this.phone = phone;
    this.lid = lid;
    this.registeredAs = registeredAs;
    this.pushName = registeredAs;
    this.rawId = rawId;
    this.keys = keys;
  }

  /** Digits of the phone number, the user part of its address. */
  public String phone() {
    return phone;
  }

  /** Digits of the hidden id. */
  public String lid() {
    return lid;
  }

  /** The push name of the registration that made this account; empty if it named none. */
  String registeredAs() {
    return registeredAs;
  }

  /** The name others see. May be empty. */
  public String pushName() {
    return pushName;
  }

  public void rename(String pushName) {
    this.pushName = pushName;
  }

  public int rawId() {
    return rawId;
  }

  public PhoneKeys keys() {
    return keys;
  }

  public Jid phoneJid(int device) {
    return Jid.phone(phone, device);
  }

  public Jid lidJid(int device) {
    return Jid.lid(lid, device);
  }

  /**
   * Reserves the smallest free device id, until it is enrolled or released; empty if {@code most}
   * companions are already there.
   */
  public Optional<Integer> reserve(int most) {
    if (devices.size() + reserved.size() >= most) {
      return Optional.empty();
    }
    for (int id = 1; id <= HIGHEST_DEVICE; id++) {
      if (!devices.containsKey(id) && reserved.add(id)) {
        return Optional.of(id);
      }
    }
    return Optional.empty();
  }

  public void release(int device) {
    reserved.remove(device);
  }

  /** A key index that was never used before. */
  public int nextKeyIndex() {
    return ++keyIndex;
  }

  int keyIndex() {
    return keyIndex;
  }

  void restoreKeyIndex(int keyIndex) {
    this.keyIndex = keyIndex;
  }

  public Optional<Device> device(int id) {
    return Optional.ofNullable(devices.get(id));
  }

  public Collection<Device> devices() {
    return devices.values();
  }

  /** Empty as long as the phone has shared nothing with any companion. */
  public Optional<AppState> appState() {
    return Optional.ofNullable(appState);
  }

  public void share(AppState appState) {
    this.appState = appState;
  }

  /** Keys to start towards a device with; empty if the account has no such device. */
  public Optional<KeyBundle> bundle(int device, RandomGenerator random) {
    if (device == 0) {
      return Optional.of(
          new KeyBundle(
              keys.registrationId(),
              keys.identity().publicKey(),
              Optional.of(keys.take(random)),
              keys.signed(),
              Optional.empty()));
    }
    return device(device).map(Device::bundle);
  }

  public void enrol(Device device) {
    reserved.remove(device.id());
    devices.put(device.id(), device);
  }

  /** The phone is set up anew: other keys, and nothing shared any more. */
  public void reinstall(RandomGenerator random) {
    keys = PhoneKeys.generate(random);
    appState = null;
  }

  public Optional<Device> unlink(int id) {
    return Optional.ofNullable(devices.remove(id));
  }

  /** Notes a login that was turned away with 401. */
  public void countRefusal() {
    loginsRefused++;
  }

  public int loginsRefused() {
    return loginsRefused;
  }

  public void countLogin(Device device, boolean duplicate, boolean routed) {
    device.countLogin(duplicate, routed);
  }

  /** The signed list of the companions' key indexes (messaging.md 4.1). */
  public byte[] keyIndexList(Instant now, RandomGenerator random) {
    List<Integer> valid = new ArrayList<>();
    valid.add(0);
    devices.values().forEach(device -> valid.add(device.enrolment().keyIndex()));
    return Proofs.keyIndexes(keys.identity(), rawId, keyIndex, valid, now, random);
  }
}
