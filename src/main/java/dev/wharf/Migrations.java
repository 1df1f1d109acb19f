package dev.wharf;

import org.flywaydb.core.Flyway;

/** Makes the tables, or brings them up to date, without a server. */
final class Migrations {

  private Migrations() {}

  static void run(DatabaseUrl url) {
    Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(url.jdbc(), url.username().orElse(null), url.password().orElse(null))
        .locations("classpath:db/migration")
        .load()
        .migrate();
  }
}
