package dev.wharf.account;

import dev.wharf.account.lifecycle.Reasons;
import dev.wharf.event.PairedIdentity;
import dev.wharf.event.Presence;
import dev.wharf.event.Reason;
import dev.wharf.event.Standing;
import dev.wharf.event.Status;
import dev.wharf.identity.AccountId;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** An account as it is stored: intent, identity and the standing it last came to rest in. */
@NullUnmarked
class AccountRow {

  UUID id;

  String name;

  String tenant;

  String externalId;

  JsonObject metadata;

  String proxy;

  String presence;

  Instant createdAt;

  boolean wanted;

  Instant wantedAt;

  Instant activationEnds;

  Instant connectedAt;

  boolean paired;

  String phoneNumber;

  String lid;

  String pushName;

  String platform;

  String status;

  String state;

  Instant since;

  Reason reason;

  Instant until;

  static AccountRow read(Row from) {
    var row = new AccountRow();
    row.id = from.getUUID("id");
    row.name = from.getString("name");
    row.tenant = from.getString("tenant");
    row.externalId = from.getString("external_id");
    row.metadata = from.getJsonObject("metadata");
    row.proxy = from.getString("proxy");
    row.presence = from.getString("presence");
    row.createdAt = Stored.instant(from, "created_at");
    row.wanted = from.getBoolean("wanted");
    row.wantedAt = Stored.instant(from, "wanted_at");
    row.activationEnds = Stored.instant(from, "activation_ends");
    row.connectedAt = Stored.instant(from, "connected_at");
    row.paired = from.getBoolean("paired");
    row.phoneNumber = from.getString("phone_number");
    row.lid = from.getString("lid");
    row.pushName = from.getString("push_name");
    row.platform = from.getString("platform");
    row.status = from.getString("status");
    row.state = from.getString("state");
    row.since = Stored.instant(from, "since");
    row.reason = Stored.reason(from);
    row.until = Stored.instant(from, "until");
    return row;
  }

  static AccountRow of(AccountState from) {
    var row = new AccountRow();
    row.id = from.id().value();
    row.createdAt = from.createdAt();
    row.take(from);
    return row;
  }

  void take(AccountState from) {
    name = from.profile().name();
    tenant = from.profile().tenant();
    externalId = from.profile().externalId();
    metadata = new JsonObject(new LinkedHashMap<>(from.profile().metadata()));
    proxy = from.profile().proxy();
    Presence policy = from.profile().presence();
    presence = policy == null ? null : policy.word();
    wanted = from.wanted();
    wantedAt = from.marks().wantedAt();
    activationEnds = from.marks().activationEnds();
    connectedAt = from.marks().connectedAt();
    paired = from.paired();
    String number = from.identity().phoneNumber();
    phoneNumber = number == null ? null : number.substring(1);
    lid = from.identity().lid();
    pushName = from.identity().pushName();
    platform = from.identity().platform();
    status = from.resting().status().word();
    state = from.resting().state();
    since = from.resting().since();
    reason = from.resting().reason();
    until = from.resting().until();
  }

  AccountState restored(Instant now) {
    Standing resting = new Standing(Stored.status(status), state, since, reason, until, null, null);
    String number = phoneNumber == null ? null : '+' + phoneNumber;
    return new AccountState(
        new AccountId(id),
        new Profile(name, tenant, externalId, metadata.getMap(), proxy, policy()),
        createdAt,
        wanted,
        new Marks(wantedAt, activationEnds, connectedAt),
        paired,
        new PairedIdentity(number, lid, pushName, platform),
        resting,
        standing(resting, now),
        null);
  }

  private @Nullable Presence policy() {
    return presence == null ? null : Presence.of(presence).orElse(null);
  }

  /** A wanted account is on its way back, unless it has to sit out a ban or a cooldown first. */
  private Standing standing(Standing resting, Instant now) {
    boolean heldBack =
        resting.status() != Status.INACTIVE
            && (resting.until() == null || resting.until().isAfter(now));
    return wanted && paired && !heldBack
        ? new Standing(
            Status.RECONNECTING, "waiting", now, Reasons.RESTORED.reason(), null, null, 0)
        : resting;
  }
}
