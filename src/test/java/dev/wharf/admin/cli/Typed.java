package dev.wharf.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.Map;

/** A command that was typed, and what came of it. */
record Typed(int exit, String out, String err) {

  static Typed in(Store store, Map<String, String> environment, String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exit =
        WharfCommand.line(store, environment, Clock.systemUTC())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(args);
    return new Typed(exit, out.toString(), err.toString());
  }

  JsonNode json() {
    try {
      return JsonMapper.builder()
          .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readTree(out);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError("not JSON: " + out, e);
    }
  }
}
