package dev.wharf.account;

import dev.wharf.account.lifecycle.Reasons;
import dev.wharf.event.PairedIdentity;
import dev.wharf.event.Presence;
import dev.wharf.event.Standing;
import dev.wharf.event.Status;
import dev.wharf.identity.AccountId;
import io.vertx.core.json.JsonObject;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** An account as it is stored: intent, identity and the standing it last came to rest in. */
@Entity
@Table(name = "account")
@NullUnmarked
class AccountRow {

  @Id UUID id;

  @Column(columnDefinition = "text")
  String name;

  @Column(columnDefinition = "text")
  String tenant;

  @Column(name = "external_id", columnDefinition = "text")
  String externalId;

  @Column(columnDefinition = "jsonb")
  JsonObject metadata;

  @Column(columnDefinition = "text")
  String proxy;

  @Column(columnDefinition = "text")
  String presence;

  @Column(name = "created_at", updatable = false)
  Instant createdAt;

  boolean wanted;

  @Column(name = "wanted_at")
  Instant wantedAt;

  @Column(name = "activation_ends")
  Instant activationEnds;

  @Column(name = "connected_at")
  Instant connectedAt;

  boolean paired;

  @Column(name = "phone_number", columnDefinition = "text")
  String phoneNumber;

  @Column(columnDefinition = "text")
  String lid;

  @Column(name = "push_name", columnDefinition = "text")
  String pushName;

  @Column(columnDefinition = "text")
  String platform;

  @Column(columnDefinition = "text")
  String status;

  @Column(columnDefinition = "text")
  String state;

  Instant since;

  @Embedded StoredReason reason;

  Instant until;

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
    reason = StoredReason.of(from.resting().reason());
    until = from.resting().until();
  }

  AccountState restored(Instant now) {
    Standing resting =
        new Standing(
            Status.valueOf(status.toUpperCase(Locale.ROOT)),
            state,
            since,
            StoredReason.read(reason),
            until,
            null,
            null);
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
