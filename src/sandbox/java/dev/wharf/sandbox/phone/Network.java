package dev.wharf.sandbox.phone;

import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.account.Account;
import dev.wharf.sandbox.account.Accounts;
import dev.wharf.sandbox.account.AppState;
import dev.wharf.sandbox.group.Groups;
import dev.wharf.sandbox.post.Party;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What phones have around them. */
public interface Network {

  Accounts accounts();

  Groups groups();

  Instant now();

  RandomGenerator random();

  /** Hands a stanza to the server, as a client would. The server's answer, if there is one. */
  Optional<Node> send(Node stanza, Party sender);

  /** Puts a stanza of the server into a companion's mailbox. */
  void put(Party companion, Node stanza);

  /** Puts a sealed file on the media server. Its path. */
  String upload(byte[] file);

  /** That file is there no more. */
  void expire(String mediaPath);

  /** Uploads again what was there under that path. The new path; empty if nobody has it. */
  Optional<String> restore(String mediaPath);

  /** Runs something later, on the loop. */
  void after(Duration delay, Runnable task);

  /** Runs something on the loop, once what runs now is done. */
  void soon(Runnable task);

  /** The account is to be kept. */
  void changed(Account account);

  /** One-time keys of that device were given out. */
  void keysTaken(Account account, int device);

  /** The companions have to hear that there is a new version. */
  void shared(Account account, AppState.Name collection);
}
