package dev.wharf.messaging.content;

import dev.wharf.protocol.appstate.AppStateKey;
import dev.wharf.protocol.proto.MessageProto.AppStateSyncKey;
import dev.wharf.protocol.proto.MessageProto.AppStateSyncKeyData;
import dev.wharf.protocol.proto.MessageProto.AppStateSyncKeyId;
import dev.wharf.protocol.proto.MessageProto.AppStateSyncKeyRequest;
import dev.wharf.protocol.proto.MessageProto.AppStateSyncKeyShare;
import dev.wharf.protocol.proto.MessageProto.PeerDataOperationRequestMessage;
import dev.wharf.protocol.proto.MessageProto.PeerDataOperationRequestMessage.HistorySyncOnDemandRequest;
import dev.wharf.protocol.proto.MessageProto.PeerDataOperationRequestMessage.PlaceholderMessageResendRequest;
import dev.wharf.protocol.proto.MessageProto.ProtocolMessage;

/** What a companion says to devices of its own account, and in chats. */
final class ControlWriter {

  private ControlWriter() {}

  static ProtocolMessage write(Control control) {
    return switch (control) {
      case Control.KeyRequest it -> keyRequest(it);
      case Control.KeyShare it -> keyShare(it);
      case Control.PlaceholderRequest it -> placeholders(it);
      case Control.HistoryRequest it -> history(it);
      case Control.Expiration it -> expiration(it);
      case Control.HistorySync _,
          Control.SecurityNotifications _,
          Control.AppStateBroken _,
          Control.PeerRequest _,
          Control.PeerResponse _,
          Control.PhoneNumberShared _,
          Control.LidMigration _,
          Control.Other _ ->
          throw new IllegalArgumentException("not said by a companion");
    };
  }

  private static ProtocolMessage keyRequest(Control.KeyRequest it) {
    var request = AppStateSyncKeyRequest.newBuilder();
    it.keyIds()
        .forEach(id -> request.addKeyIds(AppStateSyncKeyId.newBuilder().setKeyId(Wire.bytes(id))));
    return ProtocolMessage.newBuilder()
        .setType(ControlReader.KEY_REQUEST)
        .setAppStateSyncKeyRequest(request)
        .build();
  }

  private static ProtocolMessage keyShare(Control.KeyShare it) {
    var share = AppStateSyncKeyShare.newBuilder();
    it.keys().forEach(key -> share.addKeys(key(key)));
    it.unknown()
        .forEach(
            id ->
                share.addKeys(
                    AppStateSyncKey.newBuilder()
                        .setKeyId(AppStateSyncKeyId.newBuilder().setKeyId(Wire.bytes(id)))));
    return ProtocolMessage.newBuilder()
        .setType(ControlReader.KEY_SHARE)
        .setAppStateSyncKeyShare(share)
        .build();
  }

  private static AppStateSyncKey.Builder key(AppStateKey key) {
    var data = AppStateSyncKeyData.newBuilder().setKeyData(Wire.bytes(key.data()));
    key.at().ifPresent(at -> data.setTimestamp(at.toEpochMilli()));
    return AppStateSyncKey.newBuilder()
        .setKeyId(AppStateSyncKeyId.newBuilder().setKeyId(Wire.bytes(key.id())))
        .setKeyData(data);
  }

  private static ProtocolMessage placeholders(Control.PlaceholderRequest it) {
    var request =
        PeerDataOperationRequestMessage.newBuilder()
            .setPeerDataOperationRequestType(ControlReader.PLACEHOLDER_RESEND);
    for (MessageRef message : it.messages()) {
      request.addPlaceholderMessageResendRequest(
          PlaceholderMessageResendRequest.newBuilder().setMessageKey(Wire.key(message)));
    }
    return peer(request);
  }

  private static ProtocolMessage history(Control.HistoryRequest it) {
    return peer(
        PeerDataOperationRequestMessage.newBuilder()
            .setPeerDataOperationRequestType(ControlReader.HISTORY_ON_DEMAND)
            .setHistorySyncOnDemandRequest(
                HistorySyncOnDemandRequest.newBuilder()
                    .setChatJid(it.chat().toString())
                    .setOldestMsgId(it.oldest().value())
                    .setOldestMsgFromMe(it.oldestFromMe())
                    .setOldestMsgTimestampMs(it.oldestAt().toEpochMilli())
                    .setOnDemandMsgCount(it.count())));
  }

  private static ProtocolMessage peer(PeerDataOperationRequestMessage.Builder request) {
    return ProtocolMessage.newBuilder()
        .setType(ControlReader.PEER_REQUEST)
        .setPeerDataOperationRequestMessage(request)
        .build();
  }

  private static ProtocolMessage expiration(Control.Expiration it) {
    var message =
        ProtocolMessage.newBuilder()
            .setType(ControlReader.EXPIRATION)
            .setEphemeralExpiration(it.seconds());
    it.at().ifPresent(at -> message.setEphemeralSettingTimestamp(at.getEpochSecond()));
    return message.build();
  }
}
