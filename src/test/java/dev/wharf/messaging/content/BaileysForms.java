package dev.wharf.messaging.content;

import static dev.wharf.messaging.content.Samples.filled;

import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** The samples as Baileys names their fields, in the order of {@link Samples#contents}. */
final class BaileysForms {

  private static final String FILE =
      """
      "url": "https://mmg.example.org/v/t62/file", "directPath": "/v/t62/file?ccb=1",
      "mediaKey": "%s", "fileSha256": "%s", "fileEncSha256": "%s", "fileLength": "4711000000",
      "mediaKeyTimestamp": "1700000000", "mimetype": "application/x-test\""""
          .formatted(base64(32, 1), base64(32, 2), base64(32, 3));

  private static final String CAPTION = "\"caption\": \"look: ütf-8 🙂\"";
  private static final String SIZE = "\"width\": 640, \"height\": 480";
  private static final String JPEG = "\"jpegThumbnail\": \"" + base64(40, 9) + "\"";
  private static final String SECRET =
      "\"messageContextInfo\": {\"messageSecret\": \"" + base64(32, 7) + "\"}";

  private static final String OWN =
      "{\"remoteJid\": \"111222333444555@lid\", \"fromMe\": true, \"id\": \"3EB0AA\"}";
  private static final String IN_GROUP =
      """
      {"remoteJid": "120363000000000001@g.us", "fromMe": false, "id": "3EB0BB",
       "participant": "15551234567@s.whatsapp.net"}""";
  private static final String AT = "\"1769860800123\"";
  private static final String BOX =
      "\"encPayload\": \"" + base64(48, 4) + "\", \"encIv\": \"" + base64(12, 5) + "\"";

  private BaileysForms() {}

  static List<JsonObject> all() {
    return Stream.of(plain(), media(), rest(), about(), addOns())
        .flatMap(List::stream)
        .map(text -> new JsonObject("{" + text + "}"))
        .toList();
  }

  private static List<String> plain() {
    return List.of(
        "\"conversation\": \"Hello, Wörld 🙂\", " + SECRET,
        """
        "extendedTextMessage": {"text": "see https://example.org/x",
         "matchedText": "https://example.org/x", "title": "Title", "description": "Description",
         "jpegThumbnail": "%s"}, %s"""
            .formatted(base64(30, 8), SECRET));
  }

  private static List<String> media() {
    String image = String.join(",", FILE, CAPTION, SIZE, JPEG);
    String video = String.join(",", FILE, CAPTION, SIZE, JPEG, "\"seconds\": 17");
    String note = String.join(",", FILE, SIZE, JPEG, "\"seconds\": 17");
    String audio = FILE + ", \"seconds\": 17";
    String waves = "\"waveform\": \"" + base64(64, 50) + "\"";
    String document =
        String.join(
            ",",
            FILE,
            CAPTION,
            JPEG,
            "\"pageCount\": 3, \"fileName\": \"report.pdf\", \"title\": \"report.pdf\"");
    String png = "\"pngThumbnail\": \"" + base64(40, 9) + "\"";
    return List.of(
        message("imageMessage", image),
        message("videoMessage", video),
        message("ptvMessage", note),
        message("videoMessage", video + ", \"gifPlayback\": true"),
        message("audioMessage", audio),
        message("audioMessage", audio + ", \"ptt\": true, " + waves),
        message(
            "documentWithCaptionMessage", "\"message\": {\"documentMessage\": {" + document + "}}"),
        message("stickerMessage", String.join(",", FILE, SIZE, png, "\"isAnimated\": true")));
  }

  private static List<String> rest() {
    String ada = card("Ada");
    String options =
        """
        "name": "When?", "options": [{"optionName": "Monday"}, {"optionName": "Tuesday"},
         {"optionName": "nie 🙃"}], "selectableOptionsCount": """;
    return List.of(
        message(
            "locationMessage",
            """
            "degreesLatitude": 48.137154, "degreesLongitude": -11.576124, "name": "Square",
            "address": "Marienplatz 1", "url": "https://example.org/place", "accuracyInMeters": 12"""),
        message(
            "liveLocationMessage",
            """
            "degreesLatitude": -48.5, "degreesLongitude": 170.25, "accuracyInMeters": 5,
            "caption": "here", "sequenceNumber": "42\""""),
        message("contactMessage", ada),
        message(
            "contactsArrayMessage",
            "\"displayName\": \"2 contacts\", \"contacts\": [{" + ada + "}, {" + card("Bo") + "}]"),
        message("pollCreationMessageV3", options + 1),
        message("pollCreationMessage", options + 0));
  }

  private static List<String> about() {
    return List.of(
        reaction(IN_GROUP, "👍🏽"),
        reaction(OWN, ""),
        edit("\"conversation\": \"better\""),
        edit("\"imageMessage\": {" + String.join(",", FILE, CAPTION, SIZE, JPEG) + "}"),
        "\"protocolMessage\": {\"type\": 0, \"key\": " + OWN + "}",
        "\"protocolMessage\": {\"type\": 0, \"key\": " + IN_GROUP + "}",
        "\"messageContextInfo\": {\"messageAddOnDurationInSecs\": 604800}, " + pin(IN_GROUP, 1),
        pin(OWN, 2),
        message(
            "groupInviteMessage",
            """
            "groupJid": "120363000000000001@g.us", "inviteCode": "AbCdEf", "groupName": "Rowing",
            "inviteExpiration": "1800000000", "caption": "join us\""""));
  }

  private static List<String> addOns() {
    String target = "\"targetMessageKey\": " + IN_GROUP + ", " + BOX;
    return List.of(
        "\"pollUpdateMessage\": {\"pollCreationMessageKey\": %s, \"vote\": {%s}, \"senderTimestampMs\": %s}"
            .formatted(IN_GROUP, BOX, AT),
        "\"encReactionMessage\": {" + target + "}",
        "\"encCommentMessage\": {" + target + "}",
        "\"encEventResponseMessage\": {\"eventCreationMessageKey\": " + IN_GROUP + ", " + BOX + "}",
        "\"secretEncryptedMessage\": {" + target + ", \"secretEncType\": 1}",
        "\"secretEncryptedMessage\": {" + target + ", \"secretEncType\": 2}");
  }

  private static String message(String name, String fields) {
    return "\"" + name + "\": {" + fields + "}, " + SECRET;
  }

  private static String card(String name) {
    return "\"displayName\": \"%s\", \"vcard\": \"BEGIN:VCARD\\nVERSION:3.0\\nFN:%s\\nEND:VCARD\""
        .formatted(name, name);
  }

  private static String reaction(String key, String text) {
    return "\"reactionMessage\": {\"key\": %s, \"text\": \"%s\", \"senderTimestampMs\": %s}"
        .formatted(key, text, AT);
  }

  private static String edit(String message) {
    return "\"protocolMessage\": {\"type\": 14, \"key\": %s, \"editedMessage\": {%s}, \"timestampMs\": %s}"
        .formatted(OWN, message, AT);
  }

  private static String pin(String key, int type) {
    return "\"pinInChatMessage\": {\"key\": %s, \"type\": %d, \"senderTimestampMs\": %s}"
        .formatted(key, type, AT);
  }

  static String base64(int length, int with) {
    return Base64.getEncoder().encodeToString(filled(length, with));
  }
}
