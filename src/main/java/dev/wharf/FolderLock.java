package dev.wharf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One process to a folder. The operating system releases the lock when the process dies, however it
 * dies.
 */
final class FolderLock {

  private FolderLock() {}

  /**
   * Held until the process ends. Taken twice by one process (live reload does that) it is just
   * held.
   *
   * @throws StartRefused if another process holds it
   */
  static void take(Path folder) throws IOException {
    Path file = folder.resolve("lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        String holder = Files.readString(file).strip();
        channel.close();
        throw new StartRefused(
            "Another Wharf (process "
                + holder
                + ") already works on the folder "
                + folder.toAbsolutePath()
                + ": stop it first, or set WHARF_DATA_DIR to another folder.");
      }
      channel.truncate(0);
      String pid = Long.toString(ProcessHandle.current().pid());
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
    } catch (OverlappingFileLockException alreadyOurs) {
      channel.close();
    }
  }
}
