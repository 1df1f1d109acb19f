package dev.wharf.protocol.stanza;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.pairing.DeviceKeys;
import dev.wharf.protocol.signal.PreKey;
import dev.wharf.protocol.signal.SignedPreKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What we ask and tell the server, as nodes (connection.md 5 to 10, messaging.md 3). */
public final class Requests {

  private static final long DAY_MS = 86_400_000;

  private Requests() {}

  /** Keep-alive. */
  public static Node ping(String id) {
    return iq(id, "get", "w:p").children(Node.of("ping"));
  }

  /** Asks how many one-time pre-keys are left: {@link Replies#preKeyCount}. */
  public static Node preKeyCount(String id) {
    return iq(id, "get", "encrypt").children(Node.of("count"));
  }

  /** Replaces the signed pre-key and adds one-time pre-keys. */
  public static Node uploadPreKeys(String id, DeviceKeys keys, List<PreKey> preKeys) {
    return iq(id, "set", "encrypt")
        .children(
            Node.of("registration").bytes(keys.registrationIdBytes()),
            Node.of("type").bytes(new byte[] {SignedPreKey.KEY_TYPE}),
            Node.of("identity").bytes(keys.identity().publicKey()),
            Node.of("list").children(preKeys.stream().map(Requests::preKey).toList()),
            signedPreKey(keys.signedPreKey()));
  }

  /** Asks what the server holds of our keys. */
  public static Node digest(String id) {
    return iq(id, "get", "encrypt").children(Node.of("digest"));
  }

  /** We are ready: the server may deliver the backlog. */
  public static Node active(String id) {
    return iq(id, "set", "passive").children(Node.of("active"));
  }

  /** Server-side settings. */
  public static Node props(String id) {
    return iq(id, "get", "abt").children(Node.of("props").with("protocol", "1"));
  }

  public static Node blocklist(String id) {
    return iq(id, "get", "blocklist");
  }

  public static Node privacy(String id) {
    return iq(id, "get", "privacy").children(Node.of("privacy"));
  }

  /** We dealt with {@link Inbound.Dirty}. */
  public static Node cleanDirty(String id, String type, long timestamp) {
    return iq(id, "set", "urn:xmpp:whatsapp:dirty")
        .children(Node.of("clean").with("type", type).with("timestamp", timestamp));
  }

  /** Asks for the next part of the backlog. No answer. */
  public static Node offlineBatch(int count) {
    return Node.of("ib").children(Node.of("offline_batch").with("count", count));
  }

  /**
   * No answer.
   *
   * @param id see {@link #unifiedSessionId}
   */
  public static Node unifiedSession(long id) {
    return Node.of("ib").children(Node.of("unified_session").with("id", id));
  }

  /**
   * Milliseconds of server time since a week began, counted from three days before the epoch.
   *
   * @param serverOffsetMs server time less our time
   */
  public static long unifiedSessionId(long nowMs, long serverOffsetMs) {
    return Math.floorMod(nowMs + serverOffsetMs + 3 * DAY_MS, 7 * DAY_MS);
  }

  /**
   * No answer; the server keeps the name as our push name.
   *
   * @param type {@code available} or {@code unavailable}
   */
  public static Node presence(String type, String name) {
    return Node.of("presence").with("name", name).with("type", type);
  }

  /** Asks for the phone number behind a hidden address: {@link Replies#phoneOf}. */
  public static Node phoneNumber(String id, Jid lid) {
    return iq(id, "get", "usync")
        .children(
            Node.of("usync")
                .with("sid", id)
                .with("mode", "query")
                .with("last", "true")
                .with("index", "0")
                .with("context", "interactive")
                .children(
                    Node.of("query").children(Node.of("lid")),
                    Node.of("list").children(Node.of("user").with("jid", lid.bare()))));
  }

  /**
   * The ack that the server said it misses (connection.md 8.2), where no more is known of the
   * stanza than this.
   */
  public static Node owedAck(String stanzaClass, String id) {
    return Node.of("ack").with("class", stanzaClass).with("id", id).with("to", Jid.SERVER);
  }

  /** Unlinks our own device. */
  public static Node removeCompanion(String id, Jid self) {
    return iq(id, "set", "md")
        .children(
            Node.of("remove-companion-device").with("jid", self).with("reason", "user_initiated"));
  }

  /**
   * Asks for pairing by code; the answer holds {@link Replies#companionRef}.
   *
   * @param wrapped what {@code LinkCode.wrappedEphemeral} made
   * @param platformDisplay {@code Browser (OS)}: the server refuses a browser or OS it does not
   *     know
   */
  public static Node companionHello(
      String id, Jid phone, byte[] wrapped, byte[] noisePublicKey, String platformDisplay) {
    Node hello =
        Node.of("link_code_companion_reg")
            .with("jid", phone.bare())
            .with("stage", "companion_hello")
            .with("should_show_push_notification", "true")
            .children(
                Node.of("link_code_pairing_wrapped_companion_ephemeral_pub").bytes(wrapped),
                Node.of("companion_server_auth_key_pub").bytes(noisePublicKey),
                // Chrome, as the client type of the QR text.
                Node.of("companion_platform_id").bytes(utf8("1")),
                Node.of("companion_platform_display").bytes(utf8(platformDisplay)),
                Node.of("link_code_pairing_nonce").bytes(new byte[1]));
    return iq(id, "set", "md").children(hello);
  }

  /**
   * We dealt with a stanza and shall not get it again. A message that was read as it should be gets
   * a receipt instead.
   *
   * @param self our own address with device, named in acks of messages only; null before a login
   * @throws ProtocolFault {@code MISSING} if the stanza has no id or sender, which no {@link
   *     Inbound} that wants an ack lacks
   */
  public static Node ack(Node stanza, @Nullable Jid self) {
    return Acks.ack(stanza, self);
  }

  /**
   * We could not deal with a stanza, and shall not get it again either.
   *
   * @param error of the table in messaging.md 3.2
   * @throws ProtocolFault as {@link #ack}
   */
  public static Node nack(Node stanza, @Nullable Jid self, int error) {
    return Acks.ack(stanza, self).with("error", error);
  }

  /** An empty result, for an iq of the server. */
  public static Node iqResult(String id) {
    return Node.of("iq").with("id", id).with("to", Jid.SERVER).with("type", "result");
  }

  /** We have the refs. */
  public static Node pairDeviceAck(String id) {
    return iqResult(id);
  }

  private static Node iq(String id, String type, String namespace) {
    return Node.of("iq")
        .with("id", id)
        .with("to", Jid.SERVER)
        .with("type", type)
        .with("xmlns", namespace);
  }

  private static Node preKey(PreKey key) {
    return Node.of("key")
        .children(
            Node.of("id").bytes(key.idBytes()), Node.of("value").bytes(key.keyPair().publicKey()));
  }

  private static Node signedPreKey(SignedPreKey key) {
    return Node.of("skey")
        .children(
            Node.of("id").bytes(key.idBytes()),
            Node.of("value").bytes(key.keyPair().publicKey()),
            Node.of("signature").bytes(key.signature()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
