package dev.wharf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The binaries that a server of this folder has run from. A note in the folder says which archive
 * they were unpacked from: version and architecture, a space, the name of their folder.
 *
 * @param postgres the server's program
 */
record UnpackedBinaries(Path postgres) {

  private static final Pattern NAME = Pattern.compile("PG-[0-9a-f]{32}");

  /** Those of the archive that this Wharf brings; empty if they are not there or of another. */
  static Optional<UnpackedBinaries> in(DatabaseFolder folder) throws IOException {
    String note;
    try {
      note = Files.readString(folder.binariesNote());
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
    String archive = archive() + " ";
    String name = note.strip().substring(Math.min(archive.length(), note.strip().length()));
    return note.startsWith(archive) && NAME.matcher(name).matches()
        ? Optional.of(new UnpackedBinaries(program(folder, name)))
            .filter(there -> Files.isExecutable(there.postgres()))
        : Optional.empty();
  }

  /** Notes what the server that runs now was unpacked to; nothing if that is not in the folder. */
  static void note(DatabaseFolder folder) throws IOException {
    Files.deleteIfExists(folder.binariesNote());
    var running =
        Postmaster.notedIn(folder.data())
            .flatMap(server -> ProcessHandle.of(server.pid()))
            .flatMap(process -> process.info().command())
            .map(Path::of)
            .filter(program -> program.startsWith(folder.binaries()));
    if (running.isPresent()) {
      String name = folder.binaries().relativize(running.get()).getName(0).toString();
      if (NAME.matcher(name).matches() && program(folder, name).equals(running.get())) {
        Files.writeString(folder.binariesNote(), archive() + " " + name + "\n");
      }
    }
  }

  private static Path program(DatabaseFolder folder, String name) {
    return folder.binaries().resolve(name, "bin", "postgres");
  }

  private static String archive() {
    try (var version = UnpackedBinaries.class.getResourceAsStream("postgres.version")) {
      if (version == null) {
        throw new IllegalStateException("postgres.version is missing from the jar");
      }
      return new String(version.readAllBytes(), StandardCharsets.US_ASCII).strip()
          + "-"
          + System.getProperty("os.arch");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
