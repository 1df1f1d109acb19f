package dev.wharf.sandbox.link;

/** Where the sandbox listens, known once it does. */
public final class Ports {

  private volatile int plain;
  private volatile int secure;

  public void taken(int plain, int secure) {
    this.plain = plain;
    this.secure = secure;
  }

  public int plain() {
    return plain;
  }

  public int secure() {
    return secure;
  }
}
