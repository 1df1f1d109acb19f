package dev.wharf.keystore;

import dev.wharf.identity.AccountId;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Puts data keys under another master key. What the data keys seal stays as it is. Works within the
 * transaction of its caller, who must hold the {@link StoreLock}.
 */
public final class KeyRotation {

  private static final int PAGE = 500;

  /**
   * @param rewrapped how many data keys are now under the new master key
   * @param unreadable accounts whose data key could not be opened before either; left as they were
   */
  public record Outcome(long rewrapped, List<AccountId> unreadable) {}

  private final Connection connection;
  private final SecureRandom random;

  public KeyRotation(Connection connection, SecureRandom random) {
    this.connection = connection;
    this.random = random;
  }

  /**
   * Puts the whole database under another master key.
   *
   * @throws KeystoreFault {@code WRONG_MASTER_KEY} if it is not under {@code from}
   */
  public Outcome rotate(MasterKey from, MasterKey to) throws SQLException {
    try (var statement = connection.createStatement()) {
      // Whoever adds a key meanwhile waits, and then finds that the master key is another.
      statement.execute("lock table data_key, master_key_check in share row exclusive mode");
    }
    MasterKeyRow.claim(connection, from);
    Outcome outcome = rewrap(from, to);
    try (var update =
        connection.prepareStatement("update master_key_check set master_key_id = ?")) {
      update.setString(1, to.id());
      update.executeUpdate();
    }
    return outcome;
  }

  /** Puts every data key that is under one master key under the other. */
  public Outcome rewrap(MasterKey from, MasterKey to) throws SQLException {
    long rewrapped = 0;
    var unreadable = new ArrayList<AccountId>();
    try (var select =
            connection.prepareStatement(
                "select account_id, wrapped from data_key where master_key_id = ?");
        var update =
            connection.prepareStatement(
                "update data_key set wrapped = ?, master_key_id = ? where account_id = ?")) {
      select.setFetchSize(PAGE);
      select.setString(1, from.id());
      try (ResultSet rows = select.executeQuery()) {
        int waiting = 0;
        while (rows.next()) {
          if (change(rows, from, to, update, unreadable)) {
            rewrapped++;
            waiting++;
          }
          if (waiting == PAGE) {
            update.executeBatch();
            waiting = 0;
          }
        }
        update.executeBatch();
      }
    }
    return new Outcome(rewrapped, unreadable);
  }

  private boolean change(
      ResultSet row,
      MasterKey from,
      MasterKey to,
      PreparedStatement update,
      List<AccountId> unreadable)
      throws SQLException {
    var account = new AccountId(row.getObject(1, UUID.class));
    try {
      var key = from.unwrap(account, new MasterKey.Wrapped(row.getBytes(2), from.id()));
      var wrapped = to.wrap(account, key, random);
      update.setBytes(1, wrapped.box());
      update.setString(2, wrapped.masterKeyId());
      update.setObject(3, account.value());
      update.addBatch();
      return true;
    } catch (KeystoreFault unusable) {
      unreadable.add(account);
      return false;
    }
  }
}
