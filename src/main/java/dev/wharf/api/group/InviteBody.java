package dev.wharf.api.group;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The link with which anybody can join. */
@Schema(name = "InviteLink", description = "With it anybody can join, until it is revoked.")
public record InviteBody(
    String code,
    @Schema(examples = "https://chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv") String link) {

  static InviteBody of(String code) {
    return new InviteBody(code, link(code));
  }

  static String link(String code) {
    return "https://chat.whatsapp.com/" + code;
  }

  /** Whoever has it gets in. */
  @Override
  public String toString() {
    return "InviteBody[]";
  }
}
