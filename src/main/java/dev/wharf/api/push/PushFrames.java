package dev.wharf.api.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.account.AccountBoard.Shown;
import dev.wharf.account.AccountBoard.Snapshot;
import dev.wharf.api.qr.QrPicture;
import dev.wharf.api.qr.QrPictures;
import dev.wharf.event.Event.QrShown;
import dev.wharf.event.EventJson;
import dev.wharf.event.Published;
import dev.wharf.event.Qr;
import dev.wharf.identity.AccountId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The text of what is pushed. An event is written once, however many readers it has; so is an
 * account in the snapshots of all of them.
 */
@Singleton
class PushFrames {

  /** A power of two: events of the last moments, one slot each. */
  private static final int RECENT = 512;

  private static final int SPARE_ACCOUNTS = 1_000;

  private final EventJson json;
  private final ObjectMapper mapper;
  private final QrPictures pictures;
  private final Clock clock;
  private final AtomicReferenceArray<@Nullable Written> recent = new AtomicReferenceArray<>(RECENT);
  private final Map<AccountId, WrittenAccount> accounts = new ConcurrentHashMap<>();

  PushFrames(EventJson json, ObjectMapper mapper, QrPictures pictures, Clock clock) {
    this.json = json;
    this.mapper = mapper;
    this.pictures = pictures;
    this.clock = clock;
  }

  private record Written(Published event, Frame frame) {}

  private record WrittenAccount(Shown shown, String text) {}

  Frame event(Published event) {
    int slot = (int) (event.seq() & (RECENT - 1));
    Written known = recent.get(slot);
    if (known != null && known.event() == event) {
      return known.frame();
    }
    var frame = Frame.of(write(event));
    recent.set(slot, new Written(event, frame));
    return frame;
  }

  /**
   * An event from the log. A QR code is kept there without its text, so it is pushed only while it
   * shows.
   */
  Optional<String> replayed(Published event, Optional<Qr> showing) {
    return event.event() instanceof QrShown(Qr bare)
        ? showing
            .filter(qr -> qr.attempt() == bare.attempt() && qr.expiresAt().equals(bare.expiresAt()))
            .filter(qr -> qr.expiresAt().isAfter(clock.instant()))
            .map(qr -> write(shown(event, qr)))
        : Optional.of(write(event));
  }

  private static Published shown(Published event, Qr qr) {
    return new Published(event.id(), event.seq(), event.account(), event.at(), new QrShown(qr));
  }

  String snapshot(Snapshot snapshot, Subscribe subscribe) {
    if (accounts.size() > 2 * snapshot.accounts().size() + SPARE_ACCOUNTS) {
      accounts.clear();
    }
    var text = new StringBuilder(128 + 1024 * snapshot.accounts().size());
    text.append("{\"type\":\"snapshot\",\"seq\":")
        .append(snapshot.seq())
        .append(",\"at\":\"")
        .append(DateTimeFormatter.ISO_INSTANT.format(clock.instant()))
        .append("\",\"accounts\":[");
    String comma = "";
    for (Shown shown : snapshot.accounts()) {
      if (subscribe.wants(shown.account().id())) {
        text.append(comma).append(account(shown));
        comma = ",";
      }
    }
    return text.append("]}").toString();
  }

  /**
   * @param after what the reader has: it subscribes again with this
   * @param reason {@code slow_reader}, {@code cursor_expired} or {@code cursor_unknown}
   */
  String gap(long after, String reason) {
    ObjectNode node = mapper.createObjectNode().put("type", "gap");
    node.putObject("data").put("after", after).put("reason", reason);
    return node.toString();
  }

  String error(String code, String message) {
    ObjectNode node = mapper.createObjectNode().put("type", "error");
    node.putObject("data").put("code", code).put("message", message);
    return node.toString();
  }

  private String write(Published event) {
    ObjectNode node = json.event(event);
    if (event.event() instanceof QrShown(Qr qr) && node.get("data") instanceof ObjectNode data) {
      addPictures(data, qr);
    }
    return node.toString();
  }

  private String account(Shown shown) {
    AccountId id = shown.account().id();
    WrittenAccount known = accounts.get(id);
    if (known != null
        && known.shown().account() == shown.account()
        && known.shown().qr() == shown.qr()) {
      return known.text();
    }
    ObjectNode node = json.account(shown.account());
    node.set("qr", qr(shown.qr()));
    String text = node.toString();
    accounts.put(id, new WrittenAccount(shown, text));
    return text;
  }

  private JsonNode qr(@Nullable Qr qr) {
    if (qr == null) {
      return mapper.nullNode();
    }
    ObjectNode node = json.qr(qr);
    addPictures(node, qr);
    return node;
  }

  private void addPictures(ObjectNode node, Qr qr) {
    QrPicture picture = pictures.of(qr.text());
    node.put("svg", picture.svg());
    node.put("dataUrl", picture.dataUrl());
  }
}
