package dev.wharf.protocol.noise;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.proto.ClientFinish;
import dev.wharf.protocol.proto.ClientHello;
import dev.wharf.protocol.proto.HandshakeMessage;
import dev.wharf.protocol.proto.ServerHello;

/** The three handshake messages (connection.md 2.2). */
final class Messages {

  private Messages() {}

  static byte[] of(ClientHello.Builder hello) {
    return HandshakeMessage.newBuilder().setClientHello(hello).build().toByteArray();
  }

  static byte[] of(ServerHello.Builder hello) {
    return HandshakeMessage.newBuilder().setServerHello(hello).build().toByteArray();
  }

  static byte[] of(ClientFinish.Builder finish) {
    return HandshakeMessage.newBuilder().setClientFinish(finish).build().toByteArray();
  }

  static ClientHello clientHello(byte[] bytes) {
    var message = parse(bytes);
    require(message.hasClientHello(), "clientHello");
    require(message.getClientHello().hasEphemeral(), "clientHello.ephemeral");
    return message.getClientHello();
  }

  static ServerHello serverHello(byte[] bytes) {
    var message = parse(bytes);
    require(message.hasServerHello(), "serverHello");
    require(message.getServerHello().hasEphemeral(), "serverHello.ephemeral");
    require(message.getServerHello().hasPayload(), "serverHello.payload");
    return message.getServerHello();
  }

  static ClientFinish clientFinish(byte[] bytes) {
    var message = parse(bytes);
    require(message.hasClientFinish(), "clientFinish");
    require(message.getClientFinish().hasStatic(), "clientFinish.static");
    require(message.getClientFinish().hasPayload(), "clientFinish.payload");
    return message.getClientFinish();
  }

  static void require(boolean present, String path) {
    if (!present) {
      throw new ProtocolFault(ProtocolFault.Kind.MISSING, path, "is not there");
    }
  }

  static ByteString bytes(byte[] bytes) {
    return ByteString.copyFrom(bytes);
  }

  private static HandshakeMessage parse(byte[] bytes) {
    try {
      return HandshakeMessage.parseFrom(bytes);
    } catch (InvalidProtocolBufferException _) {
      throw new ProtocolFault(ProtocolFault.Kind.MALFORMED, "handshake", "not a handshake message");
    }
  }
}
