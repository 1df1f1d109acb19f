package dev.wharf.api.account;

import dev.wharf.api.qr.QrPicture;
import dev.wharf.event.Qr;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A QR code that is showing, in every form a page could want. */
@Schema(name = "Qr", description = "The QR code that is showing.")
public record QrBody(
    @Schema(description = "What the code says; a secret while it lives.") String text,
    @Schema(description = "A PNG to put into an img element.") String dataUrl,
    @Schema(description = "A whole SVG document.") String svg,
    @Schema(description = "Which code of this pairing, from 1.") int attempt,
    int maxAttempts,
    @Schema(description = "When the next code takes its place.") Instant expiresAt) {

  static QrBody of(Qr qr, QrPicture picture) {
    return new QrBody(
        qr.text(),
        picture.dataUrl(),
        picture.svg(),
        qr.attempt(),
        qr.maxAttempts(),
        qr.expiresAt());
  }

  @Override
  public String toString() {
    return "QrBody[]";
  }
}
