package dev.wharf.sandbox.media;

import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Uploaded media by their path, in memory. The oldest make room for new ones. */
public final class MediaStore {

  /** What media_conn gives out and an upload must show. */
  public static final String AUTH = "sandbox";

  static final long MOST_BYTES = 256L << 20;
  private static final int MOST_EXPIRED = 100;
  private static final String FOLDER = "/v/t62.7118-24/";

  private static final String AGAIN = "-again";

  private final Map<String, Buffer> byPath = new LinkedHashMap<>();
  private final Map<String, Buffer> expired =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Buffer> eldest) {
          return size() > MOST_EXPIRED;
        }
      };
  private long bytes;

  /** The path of media with that token, which is their hash in base64url. */
  static String path(String token) {
    return FOLDER + token;
  }

  void put(String path, Buffer body) {
    remove(path);
    byPath.put(path, body);
    bytes += body.length();
    Iterator<Buffer> oldest = byPath.values().iterator();
    while (bytes > MOST_BYTES && oldest.hasNext()) {
      bytes -= oldest.next().length();
      oldest.remove();
    }
  }

  Optional<Buffer> get(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  boolean remove(String path) {
    Buffer removed = byPath.remove(path);
    bytes -= removed == null ? 0 : removed.length();
    return removed != null;
  }

  /** Puts a file where it belongs, which is named by its hash. Its path. */
  public String add(Buffer file) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(file.getBytes());
      String path = path(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
      put(path, file);
      return path;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }

  /** As {@link #expire()}, of one of them. */
  public void expire(String path) {
    get(path)
        .ifPresent(
            file -> {
              remove(path);
              expired.put(path, file);
            });
  }

  /** What was gone is there again, where it was. */
  public void bringBack() {
    expired.forEach(this::put);
    expired.clear();
  }

  /** All of it is gone, as old media are, but whoever has it may upload it again. */
  public void expire() {
    expired.putAll(byPath);
    byPath.clear();
    bytes = 0;
  }

  /** Uploads again what is there or was there under that path. Its new path. */
  public Optional<String> restore(String path) {
    Optional<Buffer> body = Optional.ofNullable(expired.remove(path)).or(() -> get(path));
    String next = path + AGAIN;
    body.ifPresent(it -> put(next, it));
    return body.map(_ -> next);
  }

  public int size() {
    return byPath.size();
  }

  public void clear() {
    byPath.clear();
    expired.clear();
    bytes = 0;
  }
}
