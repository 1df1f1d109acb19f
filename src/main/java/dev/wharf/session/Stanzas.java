package dev.wharf.session;

import dev.wharf.protocol.node.Node;
import dev.wharf.protocol.stanza.Inbound;
import dev.wharf.protocol.stanza.Requests;
import java.util.List;

/** Finds the handler of a stanza. A stanza that has none and needs no answer is let go. */
final class Stanzas {

  private static final Action PHONE_TOO_OLD =
      new Action.Warn(
          "phone_too_old",
          "The WhatsApp on the phone is too old to be linked with. Update it, then scan again.",
          dev.wharf.event.Action.OPEN_PHONE);

  private static final Action VERSION_EXPIRES =
      new Action.Warn(
          "client_version_expires",
          "WhatsApp will soon refuse this client version. Look up the present one, or upgrade Wharf.",
          dev.wharf.event.Action.UPGRADE);

  private final PairDeviceHandler pairDevice = new PairDeviceHandler();
  private final PairSuccessHandler pairSuccess = new PairSuccessHandler();
  private final LinkCodeHandler linkCode = new LinkCodeHandler();
  private final PasskeyHandler passkey = new PasskeyHandler();
  private final SuccessHandler success = new SuccessHandler();
  private final FailureHandler failure = new FailureHandler();
  private final StreamErrorHandler streamError = new StreamErrorHandler();
  private final StreamEndHandler streamEnd = new StreamEndHandler();
  private final PreKeyCountLowHandler preKeyCountLow = new PreKeyCountLowHandler();
  private final OfflinePreviewHandler offlinePreview = new OfflinePreviewHandler();

  List<Action> handle(Inbound stanza, View view) {
    return switch (stanza) {
      case Inbound.PairDevice s -> pairDevice.handle(s, view);
      case Inbound.PairSuccessIq s -> pairSuccess.handle(s, view);
      case Inbound.LinkCodeHello s -> linkCode.handle(s, view);
      case Inbound.PasskeyRequest s -> passkey.handle(s, view);
      case Inbound.Success s -> success.handle(s, view);
      case Inbound.Failure s -> failure.handle(s, view);
      case Inbound.StreamError s -> streamError.handle(s, view);
      case Inbound.StreamEnd s -> streamEnd.handle(s, view);
      case Inbound.PreKeyCountLow s -> preKeyCountLow.handle(s, view);
      case Inbound.OfflinePreview s -> offlinePreview.handle(s, view);
      case Inbound.IqReply(var id, var _, var node) -> List.of(new Action.Answered(id, node));
      case Inbound.ServerPing(var id) -> List.of(new Action.Send(Requests.iqResult(id)));
      case Inbound.EdgeRouting(var info) -> List.of(new Action.KeepRouting(info));
      case Inbound.Dirty(var type, var timestamp) -> List.of(new Action.Clean(type, timestamp));
      case Inbound.Call(var node) -> acknowledged(node, view);
      case Inbound.Message _, Inbound.Receipt _, Inbound.Notification _, Inbound.Ack _ ->
          List.of(new Action.Mail(stanza));
      case Inbound.DowngradeWebclient _ -> List.of(PHONE_TOO_OLD);
      case Inbound.ClientExpiration(var t) when t.isPresent() -> List.of(VERSION_EXPIRES);
      case Inbound.ClientExpiration _,
          Inbound.OfflineDone _,
          Inbound.Presence _,
          Inbound.ChatState _,
          Inbound.Unknown _ ->
          List.of();
    };
  }

  private static List<Action> acknowledged(Node node, View view) {
    return List.of(new Action.Send(Requests.ack(node, view.self())));
  }
}
