package dev.wharf.sandbox.link;

import dev.wharf.protocol.frame.IntroReader;
import dev.wharf.protocol.noise.ServerHandshake;
import dev.wharf.protocol.noise.TransportCipher;

/** How far a connection has come, with what is needed to go on from there. */
sealed interface Stage {

  record AwaitIntro(IntroReader reader) implements Stage {}

  record AwaitHello() implements Stage {}

  record AwaitFinish(ServerHandshake.Reply.AwaitFinish handshake) implements Stage {}

  record Open(TransportCipher send, TransportCipher receive, Peer peer) implements Stage {}

  /** The last word was said; what still arrives is not looked at. */
  record Over() implements Stage {}
}
