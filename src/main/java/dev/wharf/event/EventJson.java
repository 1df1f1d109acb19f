package dev.wharf.event;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.event.Event.AccountChanged;
import dev.wharf.event.Event.ConnectionStep;
import dev.wharf.event.Event.ContactChanged;
import dev.wharf.event.Event.GroupChanged;
import dev.wharf.event.Event.Identified;
import dev.wharf.event.Event.IdentityChanged;
import dev.wharf.event.Event.LimitEvent;
import dev.wharf.event.Event.MessageEvent;
import dev.wharf.event.Event.PairingCodeIssued;
import dev.wharf.event.Event.QrShown;
import dev.wharf.event.Event.ReceiptEvent;
import dev.wharf.event.Event.RestoreProgress;
import dev.wharf.event.Event.StatusChanged;
import dev.wharf.event.Event.Trouble;
import dev.wharf.identity.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of the published language. Every call gives a new tree, so a caller may add to it (the
 * picture of a QR code, for example).
 */
@ApplicationScoped
public class EventJson {

  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private final ObjectMapper mapper;

  EventJson(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** {@code {id, seq, type, accountId, at, data}}. */
  public ObjectNode event(Published event) {
    ObjectNode node = mapper.createObjectNode();
    node.put("id", event.id().toString());
    node.put("seq", event.seq());
    node.put("type", event.event().type());
    node.put("accountId", event.account().toString());
    node.set("at", mapper.valueToTree(event.at()));
    node.set("data", data(event.event()));
    return node;
  }

  /** An account, flat. */
  public ObjectNode account(AccountView account) {
    return mapper.valueToTree(account);
  }

  public ObjectNode qr(Qr qr) {
    return mapper.valueToTree(qr);
  }

  /** The {@code data} of an event. Standing and identity lie flat in it, as in an account. */
  public ObjectNode data(Event event) {
    return switch (event) {
      case QrShown(var qr) -> qr(qr);
      case StatusChanged(var standing, var identity) ->
          mapper.<ObjectNode>valueToTree(standing).setAll(mapper.<ObjectNode>valueToTree(identity));
      case Identified(var identity) -> mapper.valueToTree(identity);
      case AccountChanged(var op, var account) -> changed(op, account);
      case ContactChanged(var contact) -> mapper.valueToTree(contact);
      case IdentityChanged(var who, var at) -> identity(who, at);
      case ConnectionStep _,
          Trouble _,
          PairingCodeIssued _,
          RestoreProgress _,
          GroupChanged _,
          LimitEvent _,
          MessageEvent _,
          ReceiptEvent _ ->
          mapper.valueToTree(event);
    };
  }

  private ObjectNode identity(Party who, Instant at) {
    ObjectNode node = mapper.valueToTree(who);
    node.remove("pushName");
    node.set("at", mapper.valueToTree(at));
    return node;
  }

  private ObjectNode changed(String op, @Nullable AccountView account) {
    ObjectNode node = mapper.createObjectNode().put("op", op);
    node.set("account", account == null ? mapper.nullNode() : account(account));
    return node;
  }

  /** The form in which an event is kept: as pushed, but a QR code without its text. */
  Map<String, Object> stored(Event event) {
    return mapper.convertValue(kept(event), MAP);
  }

  /** As {@link #stored}, written out. */
  String storedText(Event event) {
    return kept(event).toString();
  }

  private ObjectNode kept(Event event) {
    ObjectNode data = data(event);
    if (event instanceof QrShown) {
      data.remove("text");
    }
    return data;
  }

  /** Reads what {@link #stored} wrote; empty for a type that this version does not know. */
  Optional<Event> read(String type, Map<String, Object> stored) {
    ObjectNode data = mapper.valueToTree(stored);
    return switch (type) {
      case "qr" -> Optional.of(new QrShown(value(data.put("text", ""), Qr.class)));
      case "status" ->
          Optional.of(
              new StatusChanged(value(data, Standing.class), value(data, PairedIdentity.class)));
      case "connection-state" -> Optional.of(value(data, ConnectionStep.class));
      case "phone-number" -> Optional.of(new Identified(value(data, PairedIdentity.class)));
      case "error" -> Optional.of(value(data, Trouble.class));
      case "restore-progress" -> Optional.of(value(data, RestoreProgress.class));
      case "pairing-code" -> Optional.of(value(data, PairingCodeIssued.class));
      case "limit" -> Optional.of(value(data, LimitEvent.class));
      case "message" -> Optional.of(value(data, MessageEvent.class));
      case "receipt" -> Optional.of(value(data, ReceiptEvent.class));
      case "account" ->
          Optional.of(new AccountChanged(data.path("op").asText(), readAccount(data)));
      case "contact" -> Optional.of(new ContactChanged(value(data, ContactView.class)));
      case "identity" ->
          Optional.of(
              new IdentityChanged(value(data, Party.class), value(data.get("at"), Instant.class)));
      case "group" -> Optional.of(value(data, GroupChanged.class));
      default -> Optional.empty();
    };
  }

  private @Nullable AccountView readAccount(ObjectNode data) {
    if (!(data.get("account") instanceof ObjectNode account)) {
      return null;
    }
    return new AccountView(
        value(account.get("id"), AccountId.class),
        account.path("name").asText(),
        account.path("tenant").asText(null),
        account.path("externalId").asText(null),
        mapper.convertValue(account.get("metadata"), MAP),
        Presence.of(account.path("presence").asText()).orElse(null),
        account.path("wanted").asBoolean(),
        account.path("paired").asBoolean(),
        value(account.get("createdAt"), Instant.class),
        value(account, Standing.class),
        value(account, PairedIdentity.class));
  }

  private <T> T value(com.fasterxml.jackson.databind.JsonNode node, Class<T> type) {
    return mapper.convertValue(node, type);
  }
}
