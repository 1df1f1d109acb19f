package dev.wharf.sandbox.phone;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.Hkdf;
import dev.wharf.protocol.node.Node;
import dev.wharf.sandbox.account.Naming;
import dev.wharf.sandbox.post.Party;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A companion finds media gone, and its phone uploads them again (messaging.md 8.6). */
final class MediaAgain {

  /** Where a kind of message has its media key and its path. */
  private record Place(int key, int path) {}

  private static final Map<Integer, Place> PLACES =
      Map.of(
          3, new Place(8, 11),
          7, new Place(7, 10),
          8, new Place(7, 9),
          9, new Place(6, 13),
          26, new Place(4, 8));

  private static final int SUCCESS = 1;
  private static final int NOT_FOUND = 2;
  private static final int DECRYPTION_ERROR = 3;
  private static final int KEY = 32;
  private static final int IV = 12;
  private static final int TAG_BITS = 128;
  private static final byte[] INFO =
      "WhatsApp Media Retry Notification".getBytes(StandardCharsets.US_ASCII);

  private final Party self;
  private final Network network;
  private final Letters letters;
  private final Pen pen;

  MediaAgain(Party self, Network network, Letters letters, Pen pen) {
    this.self = self;
    this.network = network;
    this.letters = letters;
    this.pen = pen;
  }

  void answer(Node receipt) {
    Jid asker = receipt.jid("from").orElseThrow();
    String id = receipt.string("id").orElseThrow();
    Node notification =
        Node.of("notification")
            .with("type", "mediaretry")
            .with("id", id)
            .with("from", self.jid(Naming.of(asker)))
            .with("t", network.now().getEpochSecond());
    Node result = result(id, receipt).orElse(Node.of("error").with("code", NOT_FOUND));
    Node whole =
        receipt
            .child("rmr")
            .map(message -> notification.children(result, message))
            .orElse(notification.children(result));
    network.put(new Party(self.account(), asker.device()), whole);
  }

  /** Empty if the phone has no such media message. */
  private Optional<Node> result(String id, Node receipt) {
    Optional<byte[]> message =
        letters.find(id).map(Letters.Letter::message).or(() -> pen.find(id).map(Written::message));
    Optional<Fields> content = message.flatMap(Fields::read).map(Told::unwrapped);
    for (var place : PLACES.entrySet()) {
      Optional<Fields> media = content.flatMap(it -> it.child(place.getKey()));
      Optional<byte[]> key = media.flatMap(it -> it.bytes(place.getValue().key()));
      Optional<String> path = media.flatMap(it -> it.text(place.getValue().path()));
      if (key.isPresent() && path.isPresent()) {
        byte[] retryKey = Hkdf.sha256(key.get(), new byte[0], INFO, KEY);
        boolean readable = isReadable(receipt, retryKey, id);
        return Optional.of(
            sealed(
                reply(id, readable ? network.restore(path.get()) : path, readable), retryKey, id));
      }
    }
    return Optional.empty();
  }

  private static byte[] reply(String id, Optional<String> path, boolean readable) {
    var reply = Fields.write().text(1, id);
    if (!readable) {
      return reply.number(3, DECRYPTION_ERROR).bytes();
    }
    path.ifPresent(it -> reply.text(2, it));
    return reply.number(3, path.isPresent() ? SUCCESS : NOT_FOUND).bytes();
  }

  /** Whether the request names the message, sealed with the key of its media. */
  private static boolean isReadable(Node receipt, byte[] key, String id) {
    Optional<Node> request = receipt.child("encrypt");
    Optional<byte[]> sealed = request.flatMap(it -> it.child("enc_p")).flatMap(Node::bytes);
    Optional<byte[]> iv = request.flatMap(it -> it.child("enc_iv")).flatMap(Node::bytes);
    if (sealed.isEmpty() || iv.isEmpty() || iv.get().length != IV) {
      return false;
    }
    try {
      byte[] opened = gcm(Cipher.DECRYPT_MODE, key, iv.get(), id, sealed.get());
      return Fields.read(opened).flatMap(it -> it.text(1)).filter(id::equals).isPresent();
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private Node sealed(byte[] reply, byte[] key, String id) {
    byte[] iv = new byte[IV];
    network.random().nextBytes(iv);
    try {
      return Node.of("encrypt")
          .children(
              Node.of("enc_p").bytes(gcm(Cipher.ENCRYPT_MODE, key, iv, id, reply)),
              Node.of("enc_iv").bytes(iv));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no AES-GCM", e);
    }
  }

  private static byte[] gcm(int mode, byte[] key, byte[] iv, String id, byte[] bytes)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, iv));
    cipher.updateAAD(id.getBytes(StandardCharsets.UTF_8));
    return cipher.doFinal(bytes);
  }
}
