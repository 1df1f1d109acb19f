package dev.wharf.keystore.archive;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.wharf.identity.AccountId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an archive says of itself.
 *
 * @param migrations of the schema that it was taken from, in the order they were applied
 * @param account the one account that it is of; empty if it is of all
 */
public record Manifest(
    Instant createdAt,
    String masterKeyId,
    List<String> migrations,
    Optional<AccountId> account,
    boolean history) {

  private static final JsonMapper JSON = new JsonMapper();

  byte[] json() throws IOException {
    var node = JSON.createObjectNode();
    node.put("createdAt", createdAt.toString());
    node.put("masterKeyId", masterKeyId);
    ArrayNode list = node.putArray("migrations");
    migrations.forEach(list::add);
    account.ifPresent(id -> node.put("account", id.toString()));
    node.put("history", history);
    return JSON.writeValueAsBytes(node);
  }

  static Manifest read(byte[] json) throws IOException {
    var node = JSON.readTree(json);
    var migrations = new ArrayList<String>();
    node.path("migrations").forEach(each -> migrations.add(each.asText()));
    return new Manifest(
        Instant.parse(node.path("createdAt").asText()),
        node.path("masterKeyId").asText(),
        List.copyOf(migrations),
        node.hasNonNull("account")
            ? Optional.of(AccountId.parse(node.path("account").asText()))
            : Optional.empty(),
        node.path("history").asBoolean());
  }
}
