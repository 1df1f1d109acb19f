package dev.wharf.keystore.ratchet;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.keystore.KeystoreFault;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.signal.FoundKeys;
import dev.wharf.protocol.signal.IncomingGroupMessage;
import dev.wharf.protocol.signal.IncomingMessage;
import dev.wharf.protocol.signal.PublicKey;
import dev.wharf.protocol.signal.SenderKeys;
import dev.wharf.protocol.signal.SignedPreKey;
import dev.wharf.protocol.signal.SkippedKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The reads of one account, each of them one statement. */
final class Reading {

  /** Two look-ups for each; without {@code limit}, all ratchets of the account might be read. */
  private static final String PEERS =
      "select w.peer, w.device, r.sealed, i.identity"
          + " from unnest($2::text[], $3::integer[]) as w (peer, device)"
          + " left join lateral (select sealed from ratchet"
          + " where account_id = $1::uuid and peer = w.peer and device = w.device limit 1) as r"
          + " on true"
          + " left join lateral (select identity from peer_identity"
          + " where account_id = $1 and peer = w.peer and device = w.device limit 1) as i"
          + " on true";

  private static final String OPENING =
      "select (select sealed from ratchet"
          + " where account_id = $1::uuid and peer = $2 and device = $3) as sealed,"
          + " (select identity from peer_identity"
          + " where account_id = $1 and peer = $2 and device = $3) as identity,"
          + " (select sealed from skipped_key where account_id = $1 and peer = $2 and device = $3"
          + " and chain = $4::bytea and counter = $5::bigint) as skipped,"
          + " (select sealed from pre_key"
          + " where account_id = $1 and id = $6::integer and archive is null) as pre_key,"
          + " (select sealed from former_signed_pre_key"
          + " where account_id = $1 and id = $7::integer) as signed_pre_key";

  private static final String GROUP_OPENING =
      "select (select sealed from sender_key where account_id = $1::uuid"
          + " and group_jid = $2 and peer = $3 and device = $4) as sealed,"
          + " (select sealed from skipped_sender_key where account_id = $1"
          + " and group_jid = $2 and peer = $3 and device = $4"
          + " and chain = $5::bytea and counter = $6::bigint) as skipped";

  /** Of a large group thousands of devices hold the key: they come as one row. */
  private static final String OWN =
      "select k.sealed, h.peers, h.devices from own_sender_key k, lateral"
          + " (select array_agg(peer) as peers, array_agg(device) as devices"
          + " from own_sender_key_holder"
          + " where account_id = k.account_id and group_jid = k.group_jid) as h"
          + " where k.account_id = $1 and k.group_jid = $2";

  private final SqlClient client;
  private final AccountId account;
  private final Boxes boxes;

  Reading(SqlClient client, AccountId account, Boxes boxes) {
    this.client = client;
    this.account = account;
    this.boxes = boxes;
  }

  Uni<Map<Jid, PeerKeys>> peers(Collection<Jid> asked) {
    var peers = new LinkedHashSet<>(asked);
    if (peers.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return client
        .preparedQuery(PEERS)
        .execute(
            Rows.tuple(account, Rows.texts(peers, Place::text), Rows.integers(peers, Jid::device)))
        .map(
            rows -> {
              Map<Jid, PeerKeys> found = LinkedHashMap.newLinkedHashMap(peers.size());
              for (Row row : rows) {
                var place = new Place("", row.getString("peer"), row.getInteger("device"));
                found.put(place.jid(), peer(place, row));
              }
              return found;
            });
  }

  Uni<Opening> opening(Place place, IncomingMessage message, SignedPreKey current) {
    Optional<SkippedKey.Id> skipped = message.skippedKey();
    Optional<Integer> preKey = present(message.preKeyId());
    Optional<Integer> signed = present(message.signedPreKeyId());
    boolean former = signed.isPresent() && signed.get() != current.id();
    Tuple values =
        Tuple.of(account.value(), place.peer(), place.device())
            .addValue(chain(skipped))
            .addValue(counter(skipped))
            .addValue(preKey.orElse(null))
            .addValue(former ? signed.get() : null);
    return client
        .preparedQuery(OPENING)
        .execute(values)
        .map(rows -> rows.iterator().next())
        .map(
            row ->
                new Opening(
                    peer(place, row),
                    new FoundKeys(
                        skipped(place, skipped, row),
                        preKey.flatMap(id -> boxes.preKey(id, Rows.box(row, "pre_key"))),
                        former
                            ? boxes.signedPreKey(signed.get(), Rows.box(row, "signed_pre_key"))
                            : signed.map(id -> current))));
  }

  Uni<GroupOpening> groupOpening(Place place, IncomingGroupMessage message) {
    return groupOpening(place, message.skippedKey());
  }

  Uni<SenderKeys> senderKeys(Place place) {
    return groupOpening(place, Optional.empty()).map(GroupOpening::keys);
  }

  private Uni<GroupOpening> groupOpening(Place place, Optional<SkippedKey.Id> skipped) {
    return client
        .preparedQuery(GROUP_OPENING)
        .execute(
            Tuple.of(account.value(), place.group(), place.peer(), place.device())
                .addValue(chain(skipped))
                .addValue(counter(skipped)))
        .map(rows -> rows.iterator().next())
        .map(
            row ->
                new GroupOpening(
                    boxes.senderKeys(place, Rows.box(row, "sealed")),
                    skipped(place, skipped, row)));
  }

  Uni<OwnGroupKey> own(String group) {
    return client
        .preparedQuery(OWN)
        .execute(Tuple.of(account.value(), group))
        .map(
            rows -> {
              for (Row row : rows) {
                return new OwnGroupKey(
                    boxes.ownSenderKey(group, Rows.box(row, "sealed")),
                    holders(row.getArrayOfStrings("peers"), row.getArrayOfIntegers("devices")));
              }
              return OwnGroupKey.NONE;
            });
  }

  private static Set<Jid> holders(String @Nullable [] peers, Integer[] devices) {
    Set<Jid> holders = new HashSet<>();
    for (int i = 0; peers != null && i < peers.length; i++) {
      holders.add(Place.jid(peers[i], devices[i]));
    }
    return holders;
  }

  private PeerKeys peer(Place place, Row row) {
    return new PeerKeys(boxes.ratchet(place, Rows.box(row, "sealed")), identity(row));
  }

  private Optional<SkippedKey> skipped(Place place, Optional<SkippedKey.Id> id, Row row) {
    return id.flatMap(it -> boxes.skippedKey(place, it, Rows.box(row, "skipped")));
  }

  private static Optional<PublicKey> identity(Row row) {
    try {
      return Optional.ofNullable(Rows.box(row, "identity")).map(it -> new PublicKey(it.getBytes()));
    } catch (ProtocolFault noKey) {
      throw KeystoreFault.corrupt("peer-identity");
    }
  }

  private static @Nullable Buffer chain(Optional<SkippedKey.Id> id) {
    return id.map(it -> Rows.bytes(it.chain())).orElse(null);
  }

  private static @Nullable Long counter(Optional<SkippedKey.Id> id) {
    return id.map(SkippedKey.Id::counter).orElse(null);
  }

  private static Optional<Integer> present(OptionalInt id) {
    return id.isPresent() ? Optional.of(id.getAsInt()) : Optional.empty();
  }
}
