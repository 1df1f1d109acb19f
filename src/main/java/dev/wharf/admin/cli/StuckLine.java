package dev.wharf.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** A stuck account as a line of text. */
final class StuckLine {

  private StuckLine() {}

  static String of(JsonNode stuck) {
    return "  %s  %s/%s, %d s overdue  %s%n"
        .formatted(
            stuck.path("id").asText(),
            stuck.path("status").asText(),
            stuck.path("state").asText(),
            stuck.path("overdueSeconds").asLong(),
            stuck.path("name").asText());
  }
}
