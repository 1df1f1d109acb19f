package dev.wharf.protocol.node;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A stanza of the size of a message. */
@State(Scope.Thread)
public class NodeBenchmark {

  private static final int CIPHERTEXT = 300;

  private final Node message =
      Node.of("message")
          .with("id", "3EB0A9D7C4F1E2B38D55")
          .with("to", "5511987654321@s.whatsapp.net")
          .with("type", "text")
          .children(
              Node.of("participants")
                  .children(
                      Node.of("to")
                          .with("jid", "5511987654321:2@s.whatsapp.net")
                          .children(
                              Node.of("enc")
                                  .with("v", "2")
                                  .with("type", "msg")
                                  .bytes(new byte[CIPHERTEXT]))));
  private final byte[] encoded = NodeEncoder.encode(message);

  @Benchmark
  public byte[] encode() {
    return NodeEncoder.encode(message);
  }

  @Benchmark
  public Node decode() {
    return NodeDecoder.decode(encoded);
  }
}
