package dev.wharf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bench is run from its sources and is part of no build: here it is at least compiled. */
class BenchSourcesTest {

  private static final Path SOURCES = Path.of("src/bench/java/dev/wharf/bench");

  @TempDir Path out;

  @Test
  void compile() throws Exception {
    List<Path> sources;
    try (var files = Files.list(SOURCES)) {
      sources = files.filter(file -> file.toString().endsWith(".java")).toList();
    }
    assertFalse(sources.isEmpty());
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var errors = new DiagnosticCollector<JavaFileObject>();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(errors, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  null,
                  manager,
                  errors,
                  List.of("-proc:none", "-cp", classes, "-d", out.toString()),
                  null,
                  manager.getJavaFileObjectsFromPaths(sources))
              .call();
      assertEquals("", compiled ? "" : errors.getDiagnostics().toString());
    }
  }
}
