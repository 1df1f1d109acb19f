package dev.wharf.admin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The running Wharf, over its REST API. */
final class Service {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /**
   * @param body as JSON; a missing node where there is none
   */
  record Reply(int status, JsonNode body) {

    boolean isFine() {
      return status / 100 == 2;
    }

    /** The sentence of a problem document. */
    String detail() {
      String detail = body.path("detail").asText();
      return detail.isEmpty() ? "It answered with the HTTP status %d.".formatted(status) : detail;
    }
  }

  private final URI base;
  private final Optional<String> apiKey;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  private Service(URI base, Optional<String> apiKey) {
    this.base = base;
    this.apiKey = apiKey;
  }

  static Service at(String url, Optional<String> apiKey) {
    try {
      URI uri = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
      String scheme = String.valueOf(uri.getScheme());
      if (uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
        return new Service(uri, apiKey);
      }
    } catch (IllegalArgumentException e) {
      // As below.
    }
    throw new CommandFailure(
        "'%s' is no address of a Wharf: write it as http://127.0.0.1:8080.".formatted(url));
  }

  /** Fails with what the service says, unless it did what it was asked. */
  JsonNode done(String method, String path, @Nullable Object body, Duration patience) {
    Reply reply = send(method, path, body, patience);
    if (!reply.isFine()) {
      throw new CommandFailure(reply.detail());
    }
    return reply.body();
  }

  /** Any answer, except that it was not us to ask. */
  Reply send(String method, String path, @Nullable Object body, Duration patience) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(base + path))
              .timeout(patience)
              .header("Accept", "application/json")
              .header("Content-Type", "application/json")
              .method(
                  method,
                  body == null
                      ? BodyPublishers.noBody()
                      : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
      apiKey.ifPresent(key -> request.header("X-Api-Key", key));
      return reply(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    } catch (ConnectException e) {
      throw new CommandFailure(
          "Nothing answers at %s: start Wharf, or name its address with --url or WHARF_URL."
              .formatted(base));
    } catch (HttpTimeoutException e) {
      throw new CommandFailure(
          "%s did not answer within %d seconds: look into its log."
              .formatted(base, patience.toSeconds()));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("The API key holds characters that no key has: check it.");
    } catch (IOException e) {
      throw new CommandFailure(
          "The connection to %s failed (%s): check the address."
              .formatted(base, e.getClass().getSimpleName()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("Interrupted.");
    }
  }

  private Reply reply(HttpResponse<byte[]> response) {
    JsonNode body;
    try {
      body = JSON.readTree(response.body());
    } catch (IOException e) {
      body = JSON.missingNode();
    }
    if (response.statusCode() == 401) {
      throw new CommandFailure(
          apiKey.isPresent()
              ? "%s does not know this API key: check WHARF_API_KEY, --api-key or --api-key-file."
                  .formatted(base)
              : "%s needs an API key: set WHARF_API_KEY, or give --api-key-file.".formatted(base));
    }
    return new Reply(response.statusCode(), body);
  }
}
