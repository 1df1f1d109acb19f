package dev.wharf.keystore.archive;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that gets its name when it is complete and on the disk. Until then it lies beside, under
 * another name; for its owner's eyes only from the first moment on.
 */
public final class NewFile implements AutoCloseable {

  private final Path target;
  private final boolean replace;
  private final Path part;
  private final FileChannel channel;
  private final OutputStream out;

  /**
   * @throws ArchiveFault if the file is there and may not be replaced, or its folder is not there
   */
  public NewFile(Path target, boolean replace) throws IOException {
    this.target = target.toAbsolutePath();
    this.replace = replace;
    if (!replace && Files.exists(this.target)) {
      throw there();
    }
    Path folder = this.target.getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(this.target)) {
      throw new ArchiveFault(
          "%s cannot be written: name a file in a folder that exists.".formatted(target));
    }
    part = folder.resolve("." + this.target.getFileName() + "." + ProcessHandle.current().pid());
    Files.deleteIfExists(part);
    channel =
        FileChannel.open(
            part,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    part.toFile().deleteOnExit();
    out = new BufferedOutputStream(Channels.newOutputStream(channel), Chunk.PLAIN);
  }

  public OutputStream out() {
    return out;
  }

  /**
   * Gives the file its name.
   *
   * @return its length
   */
  public long complete() throws IOException {
    out.flush();
    channel.force(true);
    long length = channel.size();
    channel.close();
    if (replace) {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } else {
      name();
    }
    try (var folder = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
    return length;
  }

  /** A second name fails where a file has it already, which a move does not promise. */
  private void name() throws IOException {
    try {
      Files.createLink(target, part);
    } catch (FileAlreadyExistsException e) {
      throw there();
    } catch (FileSystemException | UnsupportedOperationException withoutLinks) {
      Files.move(part, target);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(part);
  }

  private ArchiveFault there() {
    return new ArchiveFault(
        "%s is there already: name another file, or give --force to replace it.".formatted(target));
  }
}
