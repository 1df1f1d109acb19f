package dev.wharf.messaging.content;

import dev.wharf.protocol.MutatedBytes;
import dev.wharf.protocol.Onslaught;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Turned messages, as they come out of a ciphertext. */
public final class ContentOnslaught implements Onslaught {

  private final MutatedBytes mutated;
  private final List<byte[]> models = genuine();

  public ContentOnslaught(RandomGenerator random) {
    this.mutated = new MutatedBytes(random);
  }

  /** One of everything, plain and as companions and groups wrap it. */
  public static List<byte[]> genuine() {
    List<byte[]> all = new ArrayList<>();
    for (Content content : Samples.contents()) {
      byte[] plain = ContentCodec.encode(Written.of(content), Samples.SECRET);
      all.add(plain);
      all.add(ContentCodec.encode(Samples.around(content), Samples.SECRET));
      all.add(DeviceSent.wrap(Samples.PETRA, plain));
      all.add(Distribution.with(Samples.GROUP, new byte[30], plain));
    }
    ContentCodecTest.controls().map(ContentCodec::encode).forEach(all::add);
    return List.copyOf(all);
  }

  @Override
  public Attempt next() {
    return Attempt.of(mutated.next(models), ContentOnslaught::read);
  }

  @Override
  public void check() {
    models.forEach(ContentOnslaught::read);
  }

  private static boolean read(byte[] message) {
    var decoded = ContentCodec.decode(message);
    Distribution.in(message);
    DeviceSent.unwrap(message);
    if (decoded.payload() instanceof Decoded.Payload.Said(var written, _)) {
      ContentJson.write(written);
      ContentRules.check(written);
      Shapes.of(written.content());
    }
    return true;
  }
}
