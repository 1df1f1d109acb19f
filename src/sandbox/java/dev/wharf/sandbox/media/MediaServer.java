package dev.wharf.sandbox.media;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/**
 * Uploads and downloads over HTTP (messaging.md 8). Whatever a client appends to a path, after a
 * question mark or an ampersand, is not part of the name.
 */
public final class MediaServer {

  private static final int MOST_BYTES = 100 << 20;
  private static final String UPLOADS = "/mms/";
  private static final String DOWNLOADS = "/v/";

  private final MediaStore store;

  public MediaServer(MediaStore store) {
    this.store = store;
  }

  /** Whether that path belongs to media. */
  public static boolean serves(String path) {
    return path.startsWith(UPLOADS) || path.startsWith(DOWNLOADS);
  }

  public void handle(HttpServerRequest request) {
    String path = name(request.uri());
    switch (request.method().name()) {
      case "POST" -> receive(request, path);
      case "GET", "HEAD" -> send(request, path);
      case "DELETE" -> {
        String stored = path.startsWith(UPLOADS) ? MediaStore.path(token(path)) : path;
        request.response().setStatusCode(store.remove(stored) ? 200 : 404).end();
      }
      default -> request.response().setStatusCode(405).end();
    }
  }

  /** The path up to the first question mark or ampersand. */
  static String name(String uri) {
    int end = uri.length();
    for (char mark : new char[] {'?', '&'}) {
      int at = uri.indexOf(mark);
      end = at >= 0 ? Math.min(end, at) : end;
    }
    return uri.substring(0, end);
  }

  /** The last part of a path, decoded, without padding. */
  static String token(String path) {
    String last = path.substring(path.lastIndexOf('/') + 1);
    try {
      last = URLDecoder.decode(last, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return "";
    }
    return last.replaceAll("=+$", "");
  }

  private void receive(HttpServerRequest request, String path) {
    String token = token(path);
    if (!path.startsWith(UPLOADS)) {
      request.response().setStatusCode(405).end();
    } else if (!MediaStore.AUTH.equals(request.getParam("auth"))) {
      request.response().setStatusCode(401).end();
    } else if (request.getParam("resume") != null) {
      resume(request, token);
    } else {
      var upload = new Upload();
      request.handler(upload::take);
      request.endHandler(_ -> keep(request, token, upload));
    }
  }

  /** Nothing is ever half there. */
  private void resume(HttpServerRequest request, String token) {
    if (store.get(MediaStore.path(token)).isPresent()) {
      answer(request, token, new JsonObject().put("resume", "complete"));
    } else {
      request.response().setStatusCode(404).end();
    }
  }

  private void keep(HttpServerRequest request, String token, Upload upload) {
    if (upload.tooLarge()) {
      request.response().setStatusCode(413).end();
    } else if (!upload.token().equals(token)) {
      // What is stored under a hash must have it.
      request.response().setStatusCode(400).end();
    } else {
      store.put(MediaStore.path(token), upload.body);
      answer(request, token, new JsonObject());
    }
  }

  private static void answer(HttpServerRequest request, String token, JsonObject answer) {
    String path = MediaStore.path(token);
    String scheme = request.isSSL() ? "https://" : "http://";
    request
        .response()
        .putHeader("content-type", "application/json")
        .end(
            answer
                .put("url", scheme + request.authority() + path)
                .put("direct_path", path)
                .put("handle", token)
                .encode());
  }

  private void send(HttpServerRequest request, String path) {
    HttpServerResponse response = request.response();
    Optional<Buffer> found = store.get(path);
    if (found.isEmpty()) {
      response.setStatusCode(404).end();
      return;
    }
    Buffer body = found.get();
    String header = request.getHeader("range");
    if (header != null) {
      Optional<ByteRange> range = ByteRange.of(header, body.length());
      if (range.isEmpty()) {
        response.setStatusCode(416).putHeader("content-range", "bytes */" + body.length()).end();
        return;
      }
      int first = range.get().first();
      int last = range.get().last();
      response
          .setStatusCode(206)
          .putHeader("content-range", "bytes " + first + '-' + last + '/' + body.length());
      body = body.slice(first, last + 1);
    }
    response
        .putHeader("content-type", "application/octet-stream")
        .putHeader("accept-ranges", "bytes")
        .putHeader("content-length", Integer.toString(body.length()));
    if (request.method().name().equals("HEAD")) {
      response.end();
    } else {
      response.end(body);
    }
  }

  /** A body as it comes in, hashed on the way. */
  private static final class Upload {
    private final Buffer body = Buffer.buffer();
    private final MessageDigest sha256;

    Upload() {
      try {
        sha256 = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("this JDK has no SHA-256", e);
      }
    }

    void take(Buffer chunk) {
      if (body.length() <= MOST_BYTES) {
        body.appendBuffer(chunk);
        sha256.update(chunk.getBytes());
      }
    }

    boolean tooLarge() {
      return body.length() > MOST_BYTES;
    }

    String token() {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256.digest());
    }
  }
}
