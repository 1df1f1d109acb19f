package dev.wharf.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Production talks to WhatsApp alone: the packaged jar will not start with another trust anchor.
 */
class TrustAnchorJarIT {

  @Test
  void productionRefusesAForeignTrustAnchor() throws Exception {
    Path jar = Path.of(System.getProperty("wharf.jar")).toAbsolutePath();
    Path parent = Files.createDirectories(jar.getParent().getParent().resolve("jar-it"));
    Path folder = Files.createTempDirectory(parent, "t");
    Path log = folder.resolve("wharf.log");
    var builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar.toString()));
    builder.directory(folder.toFile());
    builder.environment().put("QUARKUS_HTTP_PORT", "0");
    builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
    builder.environment().put("WHARF_WHATSAPP_TRUST_ANCHOR", "09" + "00".repeat(31));
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = builder.start();
    try {
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it ends by itself");
      assertEquals(1, process.exitValue());
      assertTrue(Files.readString(log).contains("in production only the genuine one is accepted"));
    } finally {
      process.destroyForcibly();
    }
  }
}
