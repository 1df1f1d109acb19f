package dev.wharf.bench;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** Accounts that are renamed to make events, and how to hear of them. */
final class Tellers {

  private final Rest rest;
  private final List<String> ids;

  Tellers(Rest rest, List<String> ids) {
    this.rest = rest;
    this.ids = ids;
  }

  /** Renames so many accounts, in groups, and tells in the name when that was. */
  void tell(int events, long pauseMillis) throws Exception {
    for (int sent = 0; sent < events; sent += ids.size()) {
      long begin = System.nanoTime();
      var answers = new ArrayList<CompletableFuture<HttpResponse<Void>>>();
      for (String id : ids) {
        answers.add(
            rest.client().sendAsync(
                rest.request("/whatsapp/accounts/" + id)
                    .method(
                        "PATCH",
                        HttpRequest.BodyPublishers.ofString(
                            "{\"name\":\"@%d@\"}".formatted(System.nanoTime())))
                    .build(),
                HttpResponse.BodyHandlers.discarding()));
      }
      for (var answer : answers) {
        if (answer.get().statusCode() != 200) {
          throw new IllegalStateException("rename: " + answer.get().statusCode());
        }
      }
      long left = pauseMillis * 1_000_000 - (System.nanoTime() - begin);
      if (left > 0) {
        LockSupport.parkNanos(left);
      }
    }
  }

  RawReaders.Protocol protocol() {
    return new RawReaders.Protocol() {
      @Override
      public String path() throws Exception {
        return "/ws/events?ticket=" + rest.ticket();
      }

      @Override
      public String greeting() {
        return "{\"subscribe\":{\"accounts\":[\"%s\"],\"types\":[\"account\"]}}"
            .formatted(String.join("\",\"", ids));
      }
    };
  }
}
