package dev.wharf.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  @Test
  void theWaitDoublesUpToFiveSeconds() {
    List<Long> delays =
        Stream.iterate(Backoff.NONE.failed(), Backoff::failed)
            .limit(8)
            .map(Backoff::delay)
            .map(Duration::toMillis)
            .toList();

    assertEquals(List.of(250L, 500L, 1000L, 2000L, 4000L, 5000L, 5000L, 5000L), delays);
  }

  @Test
  void aLongOutageDoesNotOverflow() {
    assertEquals(Duration.ofSeconds(5), new Backoff(Integer.MAX_VALUE).delay());
    assertFalse(Backoff.NONE.isFailing());
  }
}
