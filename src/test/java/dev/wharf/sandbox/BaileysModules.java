package dev.wharf.sandbox;

import java.io.IOException;

/** The Node modules of Baileys, for tests elsewhere that use a part of them. */
public final class BaileysModules {

  private BaileysModules() {}

  public static void install() throws IOException, InterruptedException {
    BaileysClient.install();
  }
}
