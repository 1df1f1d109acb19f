package dev.wharf.keystore;

import dev.wharf.identity.AccountId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Accounts with keys in a database, for tests that use no application. */
public final class StoredSamples {

  private StoredSamples() {}

  /** A paired, wanted account with credentials, pre-keys and something in every other table. */
  public static AccountId paired(Connection connection, MasterKey master, String name)
      throws SQLException {
    AccountId account = AccountId.random(Samples.RANDOM);
    UUID id = account.value();
    execute(
        connection,
        "insert into account (id, name, external_id, metadata, created_at, wanted, wanted_at, paired,"
            + " phone_number, status, state, since) values (?, ?, ?, '{\"a\": \"tab\\tand \\\\\"}',"
            + " now(), true, now(), true, '4915550000001', 'inactive', 'created', now())",
        id,
        name,
        "x-" + id);
    var key = Seal.key(Samples.bytes(Seal.KEY_LENGTH));
    var wrapped = master.wrap(account, key, Samples.RANDOM);
    execute(
        connection,
        "insert into data_key (account_id, wrapped, master_key_id) values (?, ?, ?)",
        id,
        wrapped.box(),
        wrapped.masterKeyId());
    byte[] sealed =
        Seal.close(
            key,
            Purpose.credentials(account),
            CredentialsCodec.encode(Samples.paired()),
            Samples.RANDOM);
    execute(
        connection,
        "insert into credential (account_id, sealed, updated_at) values (?, ?, now())",
        id,
        sealed);
    execute(
        connection,
        "insert into credential_archive (account_id, sealed, reason, archived_at)"
            + " values (?, ?, 'test', now())",
        id,
        sealed);
    for (int preKey : List.of(1, 2, 3)) {
      execute(
          connection,
          "insert into pre_key (account_id, id, sealed) values (?, ?, ?)",
          id,
          preKey,
          Samples.bytes(61));
    }
    execute(connection, "insert into pre_key_counter (account_id, next_id) values (?, 4)", id);
    execute(
        connection,
        "insert into peer_identity (account_id, peer, device, identity, first_seen)"
            + " values (?, '100000000000001@lid', 1, ?, now())",
        id,
        Samples.bytes(32));
    execute(
        connection,
        "insert into former_signed_pre_key (account_id, id, sealed, replaced_at)"
            + " values (?, 1, ?, now())",
        id,
        Samples.bytes(125));
    execute(
        connection,
        "insert into ratchet (account_id, peer, device, sealed)"
            + " values (?, '100000000000001@lid', 1, ?)",
        id,
        Samples.bytes(400));
    for (String step : List.of("dial", "handshake")) {
      execute(
          connection,
          "insert into timeline (id, account_id, at, kind, step)"
              + " values ((select coalesce(max(id), 0) + 1 from timeline), ?, now(), 'step', ?)",
          id,
          step);
    }
    return account;
  }

  /** Whether the account's credentials open under that master key. */
  public static boolean opens(Connection connection, MasterKey master, AccountId account)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select d.wrapped, d.master_key_id, c.sealed from data_key d"
                + " join credential c using (account_id) where account_id = ?")) {
      select.setObject(1, account.value());
      try (var row = select.executeQuery()) {
        if (!row.next()) {
          return false;
        }
        var key = master.unwrap(account, new MasterKey.Wrapped(row.getBytes(1), row.getString(2)));
        CredentialsCodec.decode(Seal.open(key, Purpose.credentials(account), row.getBytes(3)));
        return true;
      } catch (KeystoreFault fault) {
        return false;
      }
    }
  }

  public static void execute(Connection connection, String sql, Object... values)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
    }
  }
}
