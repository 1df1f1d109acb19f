package dev.wharf.protocol.history;

import dev.wharf.protocol.MutatedBytes;
import dev.wharf.protocol.Onslaught;
import java.io.ByteArrayInputStream;
import java.util.random.RandomGenerator;

/** Histories turned before they are compressed, or after. */
public final class HistoryOnslaught implements Onslaught {

  private final RandomGenerator random;
  private final MutatedBytes mutated;
  private final byte[] plain = HistoryReaderTest.sample().toByteArray();
  private final byte[] compressed = HistoryReaderTest.compressed(plain);

  public HistoryOnslaught(RandomGenerator random) {
    this.random = random;
    this.mutated = new MutatedBytes(random);
  }

  @Override
  public Attempt next() {
    return switch (random.nextInt(6)) {
      case 0 -> Attempt.of(mutated.next(compressed), HistoryOnslaught::read);
      case 1 -> Attempt.of(mutated.next(plain), HistoryOnslaught::again);
      default ->
          Attempt.of(HistoryReaderTest.compressed(mutated.next(plain)), HistoryOnslaught::read);
    };
  }

  private static boolean read(byte[] bytes) {
    var reader = new HistoryReader(new ByteArrayInputStream(bytes));
    for (var part = reader.next(); part.isPresent(); part = reader.next()) {
      part.get().toString();
    }
    return true;
  }

  private static boolean again(byte[] bytes) {
    return HistoryValues.resent(bytes).isPresent();
  }

  @Override
  public void check() {
    read(compressed);
  }
}
