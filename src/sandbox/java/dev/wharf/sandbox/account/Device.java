package dev.wharf.sandbox.account;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** One companion of an account, as the server knows it. */
public final class Device {

  /**
   * What the phone signed into the account.
   *
   * @param noiseKey the static key that logs the device in
   * @param signedIdentity complete ADVSignedDeviceIdentity, given out with key bundles
   * @param system the operating system the companion named
   */
  public record Enrolment(
      int id,
      int keyIndex,
      byte[] noiseKey,
      byte[] identity,
      int registrationId,
      byte[] signedIdentity,
      String system) {}

  private final Enrolment enrolment;
  private final PreKeyPool preKeys;
  private int logins;
  private int duplicateLogins;
  private int routedLogins;
  private int questionsToNumber;
  private boolean restarted;
  private boolean greeted;
  private final Set<String> missedAcks = new HashSet<>();

  public Device(Enrolment enrolment, PreKeyPool preKeys) {
    this.enrolment = enrolment;
    this.preKeys = preKeys;
  }

  public Enrolment enrolment() {
    return enrolment;
  }

  public int id() {
    return enrolment.id();
  }

  public PreKeyPool preKeys() {
    return preKeys;
  }

  /** Its oldest one-time key, which it loses, and the rest of what starts a ratchet with it. */
  KeyBundle bundle() {
    return new KeyBundle(
        enrolment.registrationId(),
        enrolment.identity(),
        preKeys.take(),
        preKeys.signed(),
        Optional.of(enrolment.signedIdentity()));
  }

  /** Whether this Noise static key is the one registered at pairing. */
  public boolean logsInWith(byte[] noiseKey) {
    return Arrays.equals(enrolment.noiseKey(), noiseKey);
  }

  /**
   * Counts a login, whether an older link of the device was still up, and whether it was routed.
   */
  void countLogin(boolean duplicate, boolean routed) {
    logins++;
    duplicateLogins += duplicate ? 1 : 0;
    routedLogins += routed ? 1 : 0;
  }

  public int logins() {
    return logins;
  }

  public int duplicateLogins() {
    return duplicateLogins;
  }

  public int routedLogins() {
    return routedLogins;
  }

  /** How many questions about its own number it must still ask until it is told; usually 0. */
  public int questionsToNumber() {
    return questionsToNumber;
  }

  /** The number is told by that many questions from now. */
  public void withholdNumber(int questions) {
    questionsToNumber = questions;
  }

  /** One more question. Returns whether the answer holds the number. */
  public boolean askNumber() {
    questionsToNumber = Math.max(0, questionsToNumber - 1);
    return questionsToNumber == 0;
  }

  /** The server misses its ack of that stanza. */
  public void missAck(String stanza) {
    missedAcks.add(stanza);
  }

  /** It acknowledges a stanza; any, missed or not. */
  public void acked(String stanza) {
    missedAcks.remove(stanza);
  }

  /** How many acks the server misses. */
  public int missedAcks() {
    return missedAcks.size();
  }

  /** Whether the phone has sent it what a new companion gets. */
  public boolean greeted() {
    return greeted;
  }

  public void greeted(boolean greeted) {
    this.greeted = greeted;
  }

  /** Whether its last connection ended in a 515. */
  public boolean restarted() {
    return restarted;
  }

  public void restarted(boolean restarted) {
    this.restarted = restarted;
  }
}
