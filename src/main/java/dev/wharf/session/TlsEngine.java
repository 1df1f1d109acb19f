package dev.wharf.session;

/** What does the TLS of the links. */
public enum TlsEngine {
  /** BoringSSL where it can be loaded, for it holds less per connection; else the JDK's. */
  AUTO,
  JDK,
  OPENSSL
}
