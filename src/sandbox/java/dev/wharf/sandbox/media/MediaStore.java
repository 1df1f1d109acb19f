package dev.wharf.sandbox.media;

import io.vertx.core.buffer.Buffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Uploaded media by their path, in memory. The oldest make room for new ones. */
public final class MediaStore {

  /** What media_conn gives out and an upload must show. */
  public static final String AUTH = "sandbox";

  static final long MOST_BYTES = 256L << 20;
  private static final String FOLDER = "/v/t62.7118-24/";

  private final Map<String, Buffer> byPath = new LinkedHashMap<>();
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

  public int size() {
    return byPath.size();
  }

  public void clear() {
    byPath.clear();
    bytes = 0;
  }
}
