package dev.wharf.protocol.noise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wharf.protocol.KeyPair;
import dev.wharf.protocol.MutatedBytes;
import dev.wharf.protocol.Onslaught;
import dev.wharf.protocol.ProtocolFault;
import java.time.Duration;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Sealed frames that were turned, and, since that costs more, now and then a server's hello. */
public final class TransportOnslaught implements Onslaught {

  private static final int HELLO_OF = 50;
  private static final byte[] PAYLOAD = {1, 2, 3};

  private final RandomGenerator random;
  private final MutatedBytes mutated;
  private final Chains chains = new Chains();
  private final ClientHandshake.AwaitServer handshake =
      ClientHandshake.start(Chains.pair(0x11), Chains.pair(0x22));
  private final byte[] hello;

  public TransportOnslaught(RandomGenerator random) {
    this.random = random;
    this.mutated = new MutatedBytes(random);
    KeyPair ephemeral = Chains.pair(0x33);
    this.hello =
        ServerHandshake.accept(handshake.hello(), ephemeral, chains.server, chains.issued())
            .message();
  }

  @Override
  public Attempt next() {
    if (random.nextInt(HELLO_OF) == 0) {
      return Attempt.of(mutated.next(hello), this::greet);
    }
    byte[] plain = new byte[random.nextInt(300)];
    random.nextBytes(plain);
    var sender = new TransportCipher(new byte[32]);
    byte[] sealed = sender.encrypt(plain);
    return Attempt.of(mutated.next(sealed), bytes -> open(bytes, sealed, plain));
  }

  private boolean greet(byte[] answer) {
    handshake.receive(answer, PAYLOAD, chains.anchor, Chains.NOW, Duration.ZERO);
    return true;
  }

  private static boolean open(byte[] turned, byte[] sealed, byte[] plain) {
    var receiver = new TransportCipher(new byte[32]);
    if (Arrays.equals(turned, sealed)) {
      assertArrayEquals(plain, receiver.decrypt(turned));
      return true;
    }
    assertThrows(ProtocolFault.class, () -> receiver.decrypt(turned));
    assertThrows(ProtocolFault.class, () -> receiver.decrypt(sealed));
    return false;
  }

  @Override
  public void check() {
    greet(hello);
  }
}
