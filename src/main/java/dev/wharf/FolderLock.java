package dev.wharf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps a folder for one process. The system drops it when the process ends in whatever way. */
final class FolderLock implements AutoCloseable {

  // Asked first, for closing a second channel on the file would drop the lock of the first.
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** The lock; empty if another holder has it. */
  static Optional<FolderLock> of(Path folder) throws IOException {
    Path file = folder.resolve("lock");
    if (!HELD_HERE.add(file)) {
      return Optional.empty();
    }
    boolean mine = false;
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      mine = channel.tryLock() != null;
      if (!mine) {
        return Optional.empty();
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
      return Optional.of(new FolderLock(file, channel));
    } finally {
      if (!mine) {
        HELD_HERE.remove(file);
        channel.close();
      }
    }
  }

  /** The process number that the holder wrote down. */
  static String holder(Path folder) {
    if (HELD_HERE.contains(folder.resolve("lock"))) {
      return Long.toString(ProcessHandle.current().pid());
    }
    try {
      return Files.readString(folder.resolve("lock")).strip();
    } catch (IOException unknown) {
      return "unknown";
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    HELD_HERE.remove(file);
  }
}
