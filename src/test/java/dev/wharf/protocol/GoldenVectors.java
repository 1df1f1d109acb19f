package dev.wharf.protocol;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Properties;

/** Known answers from outside of this code base; each file says where they come from. */
public final class GoldenVectors {

  private final Properties values = new Properties();

  private GoldenVectors() {}

  /** Loads {@code vectors/<name>.properties} from the test resources. */
  public static GoldenVectors load(String name) {
    var vectors = new GoldenVectors();
    String path = "/vectors/" + name + ".properties";
    try (var in = GoldenVectors.class.getResourceAsStream(path)) {
      vectors.values.load(
          new InputStreamReader(Objects.requireNonNull(in, path), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return vectors;
  }

  public String text(String name) {
    return Objects.requireNonNull(values.getProperty(name), name);
  }

  public byte[] bytes(String name) {
    return HexFormat.of().parseHex(text(name));
  }
}
