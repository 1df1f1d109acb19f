package dev.wharf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Who may use the embedded database: on the first start everybody on loopback, until the password
 * is set; from then on only who has it.
 */
record EmbeddedLogin(Path data, String password) {

  private static final String HEADER = "# Written by Wharf at the first start.\n";
  private static final String TRUST = HEADER + "host all all 127.0.0.1/32 trust\n";
  private static final String PASSWORD = HEADER + "host all all 127.0.0.1/32 scram-sha-256\n";

  /** To be called while no server runs: the password is new and the server does not know it. */
  void trust() throws IOException {
    Files.writeString(rules(), TRUST);
  }

  /** Sets the password, if the server still trusts everybody. */
  void secure(int port) throws IOException {
    if (!Files.readString(rules()).equals(TRUST)) {
      return;
    }
    try (var connection = source(port).getConnection();
        var statement = connection.createStatement()) {
      statement.execute("alter role postgres password '" + password + "'");
      Files.writeString(rules(), PASSWORD);
      statement.execute("select pg_reload_conf()");
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  boolean answers(int port) {
    try (var connection = source(port).getConnection()) {
      return connection.isValid(2);
    } catch (SQLException notYet) {
      return false;
    }
  }

  private Path rules() {
    return data.resolve("pg_hba.conf");
  }

  private PGSimpleDataSource source(int port) {
    var source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName("postgres");
    source.setUser("postgres");
    source.setPassword(password);
    source.setConnectTimeout(2);
    source.setSocketTimeout(5);
    return source;
  }

  @Override
  public String toString() {
    return "EmbeddedLogin[" + data + "]";
  }
}
