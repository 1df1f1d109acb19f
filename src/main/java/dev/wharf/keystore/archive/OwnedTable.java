package dev.wharf.keystore.archive;

import dev.wharf.identity.AccountId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A table whose rows belong to accounts. Every table of the schema is either in {@link #ALL} or in
 * {@link #LEFT_OUT}: a test fails for one that is in neither, so that none is forgotten.
 *
 * @param account the column that names the account; empty for a table that goes with all accounts
 * @param history whether it is only archived where history is wanted
 * @param numbered the sequence that its column {@code id} is from; such rows get new numbers
 */
record OwnedTable(
    String name, Optional<String> account, boolean history, Optional<String> numbered) {

  /** In the order in which they can be filled. */
  static final List<OwnedTable> ALL =
      List.of(
          of("account", "id"),
          of("data_key", "account_id"),
          of("credential", "account_id"),
          of("credential_archive", "account_id"),
          of("pre_key", "account_id"),
          of("pre_key_counter", "account_id"),
          of("peer_identity", "account_id"),
          of("former_signed_pre_key", "account_id"),
          of("app_state_key", "account_id"),
          of("token_salt", "account_id"),
          of("account_limit", "account_id"),
          of("lid_mapping", "account_id"),
          of("lid_mapping_past", "account_id"),
          of("contact", "account_id"),
          of("privacy_token", "account_id"),
          of("group_chat", "account_id"),
          of("group_member", "account_id"),
          new OwnedTable("client_version", Optional.empty(), false, Optional.empty()),
          new OwnedTable("api_key", Optional.empty(), false, Optional.empty()),
          new OwnedTable("timeline", Optional.of("account_id"), true, Optional.of("timeline_id")),
          new OwnedTable("message", Optional.of("account_id"), true, Optional.of("message_seq")),
          new OwnedTable("outbox", Optional.of("account_id"), true, Optional.of("outbox_seq")),
          new OwnedTable("errand", Optional.of("account_id"), true, Optional.of("errand_seq")),
          history("untaken"),
          history("chat"),
          history("message_receipt"),
          history("message_key"));

  /**
   * What a database has of its own, what was pushed and is over, what can be asked anew, files that
   * lie in a folder and not here, and what is agreed with peers: a ratchet or a sender key that
   * came back older than it was would use counters twice, while peers that are refused once begin
   * anew.
   */
  static final Set<String> LEFT_OUT =
      Set.of(
          "master_key_check",
          "event_log",
          "promised_event",
          "flyway_schema_history",
          "ratchet",
          "skipped_key",
          "sender_key",
          "skipped_sender_key",
          "own_sender_key",
          "own_sender_key_holder",
          "device_list",
          "app_state",
          "app_state_entry",
          "missing_message",
          "group_census",
          "media");

  private static OwnedTable of(String name, String account) {
    return new OwnedTable(name, Optional.of(account), false, Optional.empty());
  }

  private static OwnedTable history(String name) {
    return new OwnedTable(name, Optional.of("account_id"), true, Optional.empty());
  }

  static Optional<OwnedTable> named(String name) {
    return ALL.stream().filter(table -> table.name().equals(name)).findFirst();
  }

  /** Whether it goes into such an archive. */
  boolean goesInto(Manifest manifest) {
    return (!history || manifest.history())
        && (account.isPresent() || manifest.account().isEmpty());
  }

  /** The rows that go into the archive. The id is of our own making, so it needs no quoting. */
  String select(List<String> columns, Optional<AccountId> only) {
    return "select "
        + String.join(", ", columns)
        + " from "
        + name
        + only.map(id -> " where " + account.orElseThrow() + " = '" + id + "'").orElse("");
  }
}
