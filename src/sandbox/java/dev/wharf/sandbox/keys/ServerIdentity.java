package dev.wharf.sandbox.keys;

import dev.wharf.protocol.KeyPair;

/** What a handshake is answered with: a static key and the serialized chain that vouches for it. */
public record ServerIdentity(KeyPair serverStatic, byte[] chain) {}
