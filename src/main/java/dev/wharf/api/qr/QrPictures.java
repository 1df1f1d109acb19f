package dev.wharf.api.qr;

import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Draws each QR code once, however many readers it has. Keeps the latest few hundred; a code lives
 * for a minute at most.
 */
@Singleton
public class QrPictures {

  private static final int KEPT = 512;

  private final Map<String, QrPicture> drawn =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, QrPicture> eldest) {
          return size() > KEPT;
        }
      };

  public QrPicture of(String text) {
    synchronized (drawn) {
      QrPicture known = drawn.get(text);
      if (known != null) {
        return known;
      }
    }
    // Drawn outside of the lock: two readers may draw the same code, but nobody waits for it.
    QrPicture picture = QrPicture.of(text);
    synchronized (drawn) {
      drawn.put(text, picture);
    }
    return picture;
  }
}
