package dev.wharf.messaging.content;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.wharf.protocol.ProtocolFault;
import dev.wharf.protocol.proto.MessageProto.Message;
import java.util.Optional;

/**
 * Where a file lies at WhatsApp: what its message lacks until it is uploaded.
 *
 * @param directPath on whichever media host
 */
public record FilePlace(Optional<String> url, String directPath) {

  /**
   * The same message with this place of its file.
   *
   * @param payload protobuf, unpadded
   * @throws ProtocolFault if it has no file
   */
  public byte[] writeInto(byte[] payload) {
    try {
      var message = Message.parseFrom(payload).toBuilder();
      if (!write(message)) {
        throw new ProtocolFault(ProtocolFault.Kind.MISSING, "message.media", "is not there");
      }
      return message.build().toByteArray();
    } catch (InvalidProtocolBufferException _) {
      throw new ProtocolFault(ProtocolFault.Kind.MALFORMED, "message", "is not protobuf");
    }
  }

  private boolean write(Message.Builder message) {
    if (message.hasDocumentWithCaptionMessage()) {
      var wrapper = message.getDocumentWithCaptionMessage().toBuilder();
      var inside = wrapper.getMessage().toBuilder();
      boolean written = write(inside);
      message.setDocumentWithCaptionMessage(wrapper.setMessage(inside));
      return written;
    }
    return writePicture(message) || writeOther(message);
  }

  private boolean writePicture(Message.Builder message) {
    if (message.hasImageMessage()) {
      var image = message.getImageMessage().toBuilder().setDirectPath(directPath);
      url.ifPresent(image::setUrl);
      message.setImageMessage(image);
    } else if (message.hasVideoMessage()) {
      var video = message.getVideoMessage().toBuilder().setDirectPath(directPath);
      url.ifPresent(video::setUrl);
      message.setVideoMessage(video);
    } else if (message.hasPtvMessage()) {
      var note = message.getPtvMessage().toBuilder().setDirectPath(directPath);
      url.ifPresent(note::setUrl);
      message.setPtvMessage(note);
    } else if (message.hasStickerMessage()) {
      var sticker = message.getStickerMessage().toBuilder().setDirectPath(directPath);
      url.ifPresent(sticker::setUrl);
      message.setStickerMessage(sticker);
    } else {
      return false;
    }
    return true;
  }

  private boolean writeOther(Message.Builder message) {
    if (message.hasAudioMessage()) {
      var audio = message.getAudioMessage().toBuilder().setDirectPath(directPath);
      url.ifPresent(audio::setUrl);
      message.setAudioMessage(audio);
    } else if (message.hasDocumentMessage()) {
      var document = message.getDocumentMessage().toBuilder().setDirectPath(directPath);
      url.ifPresent(document::setUrl);
      message.setDocumentMessage(document);
    } else {
      return false;
    }
    return true;
  }
}
