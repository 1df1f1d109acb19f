package dev.wharf.account;

import dev.wharf.account.lifecycle.Reasons;
import dev.wharf.event.PairedIdentity;
import dev.wharf.event.Presence;
import dev.wharf.event.Standing;
import dev.wharf.event.Status;
import dev.wharf.identity.AccountId;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An account as it is stored: intent, identity and the standing it last came to rest in. */
final class AccountRow {

  static final Columns<AccountState> COLUMNS =
      new Columns<AccountState>()
          .with("id", "uuid", UUID[]::new, it -> it.id().value())
          .text("name", it -> it.profile().name())
          .text("tenant", it -> it.profile().tenant())
          .text("external_id", it -> it.profile().externalId())
          .json("metadata", AccountRow::metadata)
          .text("proxy", it -> it.profile().proxy())
          .text("presence", it -> word(it.profile().presence()))
          .instant("created_at", it -> it.createdAt())
          .with("wanted", "boolean", Boolean[]::new, AccountState::wanted)
          .instant("wanted_at", it -> it.marks().wantedAt())
          .instant("activation_ends", it -> it.marks().activationEnds())
          .instant("connected_at", it -> it.marks().connectedAt())
          .with("paired", "boolean", Boolean[]::new, AccountState::paired)
          .text("phone_number", it -> digits(it.identity().phoneNumber()))
          .text("lid", it -> it.identity().lid())
          .text("push_name", it -> it.identity().pushName())
          .text("platform", it -> it.identity().platform())
          .text("status", it -> it.resting().status().word())
          .text("state", it -> it.resting().state())
          .instant("since", it -> it.resting().since())
          .reason(it -> it.resting().reason())
          .instant("until", it -> it.resting().until());

  private AccountRow() {}

  /** As it comes back after a restart. */
  static AccountState restored(Row row, Instant now) {
    boolean wanted = row.getBoolean("wanted");
    boolean paired = row.getBoolean("paired");
    Standing resting =
        new Standing(
            Stored.status(row.getString("status")),
            row.getString("state"),
            Stored.time(row, "since"),
            Stored.reason(row),
            Stored.instant(row, "until"),
            null,
            null);
    String digits = row.getString("phone_number");
    return new AccountState(
        new AccountId(row.getUUID("id")),
        new Profile(
            row.getString("name"),
            row.getString("tenant"),
            row.getString("external_id"),
            row.getJsonObject("metadata").getMap(),
            row.getString("proxy"),
            presence(row.getString("presence"))),
        Stored.time(row, "created_at"),
        wanted,
        new Marks(
            Stored.time(row, "wanted_at"),
            Stored.instant(row, "activation_ends"),
            Stored.instant(row, "connected_at")),
        paired,
        new PairedIdentity(
            digits == null ? null : '+' + digits,
            row.getString("lid"),
            row.getString("push_name"),
            row.getString("platform")),
        resting,
        standing(wanted, paired, resting, now),
        null);
  }

  /** A wanted account is on its way back, unless it has to sit out a ban or a cooldown first. */
  static Standing standing(boolean wanted, boolean paired, Standing resting, Instant now) {
    Instant until = resting.until();
    boolean heldBack = resting.status() != Status.INACTIVE && (until == null || until.isAfter(now));
    return wanted && paired && !heldBack
        ? new Standing(
            Status.RECONNECTING, "waiting", now, Reasons.RESTORED.reason(), null, null, 0)
        : resting;
  }

  private static String metadata(AccountState state) {
    return new JsonObject(new LinkedHashMap<>(state.profile().metadata())).encode();
  }

  private static @Nullable String digits(@Nullable String number) {
    return number == null ? null : number.substring(1);
  }

  private static @Nullable String word(@Nullable Presence presence) {
    return presence == null ? null : presence.word();
  }

  private static @Nullable Presence presence(@Nullable String word) {
    return word == null ? null : Presence.of(word).orElse(null);
  }
}
