package dev.wharf.sandbox.link;

import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.Accounts;
import dev.wharf.sandbox.account.AppState;
import dev.wharf.sandbox.group.Groups;
import dev.wharf.sandbox.phone.Network;
import dev.wharf.sandbox.post.Party;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The sandbox as its phones see it. */
public record PhoneNetwork(World world) implements Network {

  @Override
  public Accounts accounts() {
    return world.accounts();
  }

  @Override
  public Groups groups() {
    return world.traffic().groups();
  }

  @Override
  public Instant now() {
    return world.now();
  }

  @Override
  public RandomGenerator random() {
    return world.random();
  }

  @Override
  public Optional<Node> send(Node stanza, Party sender) {
    return world.traffic().relay().receive(stanza, sender);
  }

  @Override
  public void put(Party companion, Node stanza) {
    world.traffic().mailboxes().put(companion, stanza);
  }

  @Override
  public String upload(byte[] file) {
    return world.traffic().media().add(Buffer.buffer(file));
  }

  @Override
  public void expire(String mediaPath) {
    world.traffic().media().expire(mediaPath);
  }

  @Override
  public Optional<String> restore(String mediaPath) {
    return world.traffic().media().restore(mediaPath);
  }

  @Override
  public void after(Duration delay, Runnable task) {
    world.loop().after(delay, task);
  }

  @Override
  public void soon(Runnable task) {
    world.loop().soon(task);
  }

  @Override
  public void changed(Account account) {
    world.keeper().changed(account);
  }

  @Override
  public void keysTaken(Account account, int device) {
    world.keysTaken(account, device);
  }

  @Override
  public void shared(Account account, AppState.Name collection) {
    Companions.tellShared(world, account, collection, 0);
  }
}
