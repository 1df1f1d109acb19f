package dev.wharf.messaging.content;

import dev.wharf.identity.Jid;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.appstate.AppStateKey;
import dev.wharf.protocol.proto.MessageProto.AppStateSyncKeyShare;
import dev.wharf.protocol.proto.MessageProto.HistorySyncNotification;
import dev.wharf.protocol.proto.MessageProto.LIDMigrationMapping;
import dev.wharf.protocol.proto.MessageProto.LIDMigrationMappingSyncPayload;
import dev.wharf.protocol.proto.MessageProto.PeerDataOperationRequestMessage;
import dev.wharf.protocol.proto.MessageProto.PeerDataOperationRequestResponseMessage;
import dev.wharf.protocol.proto.MessageProto.ProtocolMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.GZIPInputStream;

/** What one device tells another. Numbers: messaging.md 15.4. */
final class ControlReader {

  static final int EXPIRATION = 3;
  static final int HISTORY_SYNC = 5;
  static final int KEY_SHARE = 6;
  static final int KEY_REQUEST = 7;
  static final int SECURITY_NOTIFICATIONS = 9;
  static final int APP_STATE_BROKEN = 10;
  static final int SHARE_PHONE_NUMBER = 11;
  static final int PEER_REQUEST = 16;
  static final int PEER_RESPONSE = 17;
  static final int LID_MIGRATION = 22;

  static final int HISTORY_ON_DEMAND = 3;
  static final int PLACEHOLDER_RESEND = 4;

  private static final int MAX_COUNT = 10_000;
  private static final int KEY = 32;
  private static final int MAX_KEY_ID = 64;
  private static final int MAX_MAPPINGS = 16 << 20;
  private static final byte[] GZIP = {0x1F, (byte) 0x8B};

  private ControlReader() {}

  static Control read(ProtocolMessage it) {
    return switch (it.getType()) {
      case EXPIRATION ->
          new Control.Expiration(
              Math.max(0, it.getEphemeralExpiration()),
              Wire.seconds(it.getEphemeralSettingTimestamp()));
      case HISTORY_SYNC -> historySync(it.getHistorySyncNotification());
      case KEY_SHARE -> keyShare(it.getAppStateSyncKeyShare());
      case KEY_REQUEST ->
          new Control.KeyRequest(
              it.getAppStateSyncKeyRequest().getKeyIdsList().stream()
                  .flatMap(id -> Wire.opaque(id.getKeyId()).stream())
                  .toList());
      case SECURITY_NOTIFICATIONS ->
          new Control.SecurityNotifications(
              it.getInitialSecurityNotificationSettingSync().getSecurityNotificationEnabled());
      case APP_STATE_BROKEN ->
          new Control.AppStateBroken(
              it.getAppStateFatalExceptionNotification().getCollectionNamesList().stream()
                  .map(Wire::text)
                  .toList());
      case SHARE_PHONE_NUMBER -> new Control.PhoneNumberShared();
      case PEER_REQUEST -> request(it.getPeerDataOperationRequestMessage());
      case PEER_RESPONSE -> response(it.getPeerDataOperationRequestResponseMessage());
      case LID_MIGRATION ->
          new Control.LidMigration(
              lids(
                  it.getLidMigrationMappingSyncMessage().getEncodedMappingPayload().toByteArray()));
      default -> new Control.Other(it.getType());
    };
  }

  private static Control historySync(HistorySyncNotification it) {
    return new Control.HistorySync(
        it.getSyncType(),
        Math.max(0, it.getChunkOrder()),
        it.hasProgress()
            ? OptionalInt.of(Math.clamp(it.getProgress(), 0, 100))
            : OptionalInt.empty(),
        MediaReader.ref(
            "",
            it.getDirectPath(),
            new MediaReader.Sealing(it.getMediaKey(), it.getFileSha256(), it.getFileEncSha256()),
            it.getFileLength(),
            0),
        Wire.opaque(it.getInitialHistBootstrapInlinePayload()),
        Wire.filled(it.getPeerDataRequestSessionId()));
  }

  private static Control keyShare(AppStateSyncKeyShare it) {
    List<AppStateKey> keys = new ArrayList<>();
    List<Opaque> unknown = new ArrayList<>();
    for (var key : it.getKeysList()) {
      Optional<Opaque> id =
          Wire.opaque(key.getKeyId().getKeyId()).filter(bytes -> bytes.length() <= MAX_KEY_ID);
      if (id.isEmpty()) {
        continue;
      }
      Optional<Opaque> data = Wire.opaque(key.getKeyData().getKeyData(), KEY);
      if (data.isPresent()) {
        keys.add(
            new AppStateKey(id.get(), data.get(), Wire.millis(key.getKeyData().getTimestamp())));
      } else {
        unknown.add(id.get());
      }
    }
    return new Control.KeyShare(List.copyOf(keys), List.copyOf(unknown));
  }

  private static Control request(PeerDataOperationRequestMessage it) {
    return switch (it.getPeerDataOperationRequestType()) {
      case PLACEHOLDER_RESEND ->
          new Control.PlaceholderRequest(
              it.getPlaceholderMessageResendRequestList().stream()
                  .map(one -> Wire.ref(one.getMessageKey(), "message.peerRequest.key"))
                  .toList());
      case HISTORY_ON_DEMAND -> historyRequest(it.getHistorySyncOnDemandRequest());
      default -> new Control.PeerRequest(it.getPeerDataOperationRequestType());
    };
  }

  private static Control historyRequest(
      PeerDataOperationRequestMessage.HistorySyncOnDemandRequest it) {
    String path = "message.historyRequest";
    return new Control.HistoryRequest(
        Wire.jid(it.getChatJid()).orElseThrow(() -> Wire.malformed(path, "names no chat")),
        Wire.id(it.getOldestMsgId()).orElseThrow(() -> Wire.malformed(path, "names no message")),
        it.getOldestMsgFromMe(),
        Wire.millis(it.getOldestMsgTimestampMs())
            .orElseThrow(() -> Wire.malformed(path, "names no time")),
        Math.clamp(it.getOnDemandMsgCount(), 0, MAX_COUNT));
  }

  private static Control response(PeerDataOperationRequestResponseMessage it) {
    return new Control.PeerResponse(
        it.getPeerDataOperationRequestType(),
        Wire.filled(it.getStanzaId()),
        it.getPeerDataOperationResultList().stream()
            .flatMap(
                one ->
                    Wire.opaque(one.getPlaceholderMessageResendResponse().getWebMessageInfoBytes())
                        .stream())
            .toList());
  }

  private static Map<Jid, Jid> lids(byte[] payload) {
    var mappings =
        Wire.parse(
            LIDMigrationMappingSyncPayload.parser(), inflated(payload), "message.lidMigration");
    Map<Jid, Jid> lids = new LinkedHashMap<>();
    for (LIDMigrationMapping one : mappings.getPnToLidMappingsList()) {
      long lid = one.getLatestLid() != 0 ? one.getLatestLid() : one.getAssignedLid();
      if (one.getPn() != 0 && lid != 0) {
        lids.put(
            Jid.phone(Long.toUnsignedString(one.getPn()), 0),
            Jid.lid(Long.toUnsignedString(lid), 0));
      }
    }
    return Map.copyOf(lids);
  }

  /** Some phones compress it. */
  private static byte[] inflated(byte[] payload) {
    if (payload.length < GZIP.length || payload[0] != GZIP[0] || payload[1] != GZIP[1]) {
      return payload;
    }
    try (var stream = new GZIPInputStream(new ByteArrayInputStream(payload))) {
      byte[] plain = stream.readNBytes(MAX_MAPPINGS + 1);
      if (plain.length > MAX_MAPPINGS) {
        throw new ProtocolFault(
            ProtocolFault.Kind.TOO_LARGE, "message.lidMigration", "inflates to too much");
      }
      return plain;
    } catch (IOException _) {
      throw Wire.malformed("message.lidMigration", "is not gzip");
    }
  }
}
