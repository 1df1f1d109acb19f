package dev.wharf.keystore.ratchet;

import dev.wharf.identity.AccountId;
import dev.wharf.identity.Jid;
import dev.wharf.protocol.signal.IncomingGroupMessage;
import dev.wharf.protocol.signal.IncomingMessage;
import dev.wharf.protocol.signal.SenderKeys;
import dev.wharf.protocol.signal.SignedPreKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Ratchets, sender keys and identities, per account. */
@ApplicationScoped
public class RatchetStore {

  public Uni<Map<Jid, PeerKeys>> load(AccountId account, Collection<Jid> peers) {
    throw new UnsupportedOperationException();
  }

  public Uni<Opening> opening(
      AccountId account, Jid peer, IncomingMessage message, SignedPreKey current) {
    throw new UnsupportedOperationException();
  }

  public Uni<GroupOpening> groupOpening(
      AccountId account, Jid group, Jid sender, IncomingGroupMessage message) {
    throw new UnsupportedOperationException();
  }

  public Uni<OwnGroupKey> ownGroupKey(AccountId account, Jid group) {
    throw new UnsupportedOperationException();
  }

  public Uni<SenderKeys> senderKeys(AccountId account, Jid group, Jid sender) {
    throw new UnsupportedOperationException();
  }

  public Uni<Void> save(SqlConnection tx, AccountId account, List<KeyChange> changes) {
    throw new UnsupportedOperationException();
  }

  public Uni<Void> archive(AccountId account, Collection<Jid> peers) {
    throw new UnsupportedOperationException();
  }

  public Uni<Void> adopt(AccountId account, Jid phoneUser, Jid lidUser) {
    throw new UnsupportedOperationException();
  }

  public Uni<Void> drop(AccountId account) {
    throw new UnsupportedOperationException();
  }
}
