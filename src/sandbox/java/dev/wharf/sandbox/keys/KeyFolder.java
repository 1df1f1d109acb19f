package dev.wharf.sandbox.keys;

import dev.wharf.protocol.KeyPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The folder that keeps a sandbox's keys, made on first use. Files are readable by their owner
 * only. Blocks: never called on the event loop.
 */
public final class KeyFolder {

  private final Path folder;
  private final SecureRandom random;

  public KeyFolder(Path folder, SecureRandom random) {
    this.folder = folder;
    this.random = random;
  }

  public NoiseKeys noiseKeys() throws IOException {
    return new NoiseKeys(pair("root.key"), pair("intermediate.key"), pair("static.key"));
  }

  public TlsCertificate tlsCertificate(String host, Instant now) throws IOException {
    Path key = folder.resolve("tls.key.pem");
    Path certificate = folder.resolve("tls.crt.pem");
    if (!Files.exists(key) || !Files.exists(certificate)) {
      var made = TlsCertificate.selfSigned(host, now, random);
      write(key, made.keyPem());
      write(certificate, made.certificatePem());
      return made;
    }
    return new TlsCertificate(Files.readString(key), Files.readString(certificate));
  }

  private KeyPair pair(String name) throws IOException {
    Path file = folder.resolve(name);
    if (Files.exists(file)) {
      return KeyPair.ofPrivate(HexFormat.of().parseHex(Files.readString(file).strip()));
    }
    KeyPair pair = KeyPair.generate(random);
    write(file, HexFormat.of().formatHex(pair.privateKey()) + "\n");
    return pair;
  }

  private void write(Path file, String text) throws IOException {
    Files.createDirectories(folder);
    Path part = folder.resolve(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      Files.createFile(
          part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(part, text);
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
