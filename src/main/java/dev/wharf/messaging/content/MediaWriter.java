package dev.wharf.messaging.content;

import dev.wharf.messaging.content.Content.Media;
import dev.wharf.protocol.proto.MessageProto.AudioMessage;
import dev.wharf.protocol.proto.MessageProto.ContextInfo;
import dev.wharf.protocol.proto.MessageProto.DocumentMessage;
import dev.wharf.protocol.proto.MessageProto.FutureProofMessage;
import dev.wharf.protocol.proto.MessageProto.ImageMessage;
import dev.wharf.protocol.proto.MessageProto.Message;
import dev.wharf.protocol.proto.MessageProto.StickerMessage;
import dev.wharf.protocol.proto.MessageProto.VideoMessage;
import java.util.Optional;

/** A file as one of the five media messages of the wire. */
final class MediaWriter {

  private MediaWriter() {}

  static void write(Media it, Optional<ContextInfo> context, Message.Builder message) {
    switch (it.kind()) {
      case IMAGE -> message.setImageMessage(image(it, context));
      case VIDEO, GIF -> message.setVideoMessage(video(it, context));
      case VIDEO_NOTE -> message.setPtvMessage(video(it, context));
      case AUDIO, VOICE -> message.setAudioMessage(audio(it, context));
      case STICKER -> message.setStickerMessage(sticker(it, context));
      case DOCUMENT -> document(it, document(it, context), message);
    }
  }

  /** With a caption it comes in a wrapper, for clients that are older than such captions. */
  private static void document(Media it, DocumentMessage document, Message.Builder message) {
    if (it.caption().isEmpty()) {
      message.setDocumentMessage(document);
    } else {
      message.setDocumentWithCaptionMessage(
          FutureProofMessage.newBuilder()
              .setMessage(Message.newBuilder().setDocumentMessage(document)));
    }
  }

  private static ImageMessage image(Media it, Optional<ContextInfo> context) {
    var image = ImageMessage.newBuilder().setMimetype(it.mimetype());
    it.ref().url().ifPresent(image::setUrl);
    it.ref().directPath().ifPresent(image::setDirectPath);
    it.ref().mediaKey().ifPresent(key -> image.setMediaKey(Wire.bytes(key)));
    it.ref().fileSha256().ifPresent(hash -> image.setFileSha256(Wire.bytes(hash)));
    it.ref().fileEncSha256().ifPresent(hash -> image.setFileEncSha256(Wire.bytes(hash)));
    it.ref().size().ifPresent(image::setFileLength);
    it.ref().keyedAt().ifPresent(at -> image.setMediaKeyTimestamp(at.getEpochSecond()));
    it.caption().ifPresent(image::setCaption);
    it.looks().width().ifPresent(image::setWidth);
    it.looks().height().ifPresent(image::setHeight);
    it.looks().thumbnail().ifPresent(jpeg -> image.setJpegThumbnail(Wire.bytes(jpeg)));
    context.ifPresent(image::setContextInfo);
    return image.build();
  }

  private static VideoMessage video(Media it, Optional<ContextInfo> context) {
    var video = VideoMessage.newBuilder().setMimetype(it.mimetype());
    it.ref().url().ifPresent(video::setUrl);
    it.ref().directPath().ifPresent(video::setDirectPath);
    it.ref().mediaKey().ifPresent(key -> video.setMediaKey(Wire.bytes(key)));
    it.ref().fileSha256().ifPresent(hash -> video.setFileSha256(Wire.bytes(hash)));
    it.ref().fileEncSha256().ifPresent(hash -> video.setFileEncSha256(Wire.bytes(hash)));
    it.ref().size().ifPresent(video::setFileLength);
    it.ref().keyedAt().ifPresent(at -> video.setMediaKeyTimestamp(at.getEpochSecond()));
    it.caption().ifPresent(video::setCaption);
    it.looks().width().ifPresent(video::setWidth);
    it.looks().height().ifPresent(video::setHeight);
    it.looks().seconds().ifPresent(video::setSeconds);
    it.looks().thumbnail().ifPresent(jpeg -> video.setJpegThumbnail(Wire.bytes(jpeg)));
    if (it.kind() == MediaType.GIF) {
      video.setGifPlayback(true);
    }
    context.ifPresent(video::setContextInfo);
    return video.build();
  }

  private static AudioMessage audio(Media it, Optional<ContextInfo> context) {
    var audio = AudioMessage.newBuilder().setMimetype(it.mimetype());
    it.ref().url().ifPresent(audio::setUrl);
    it.ref().directPath().ifPresent(audio::setDirectPath);
    it.ref().mediaKey().ifPresent(key -> audio.setMediaKey(Wire.bytes(key)));
    it.ref().fileSha256().ifPresent(hash -> audio.setFileSha256(Wire.bytes(hash)));
    it.ref().fileEncSha256().ifPresent(hash -> audio.setFileEncSha256(Wire.bytes(hash)));
    it.ref().size().ifPresent(audio::setFileLength);
    it.ref().keyedAt().ifPresent(at -> audio.setMediaKeyTimestamp(at.getEpochSecond()));
    it.looks().seconds().ifPresent(audio::setSeconds);
    it.looks().waveform().ifPresent(waves -> audio.setWaveform(Wire.bytes(waves)));
    if (it.kind() == MediaType.VOICE) {
      audio.setPtt(true);
    }
    context.ifPresent(audio::setContextInfo);
    return audio.build();
  }

  private static DocumentMessage document(Media it, Optional<ContextInfo> context) {
    var document = DocumentMessage.newBuilder().setMimetype(it.mimetype());
    it.ref().url().ifPresent(document::setUrl);
    it.ref().directPath().ifPresent(document::setDirectPath);
    it.ref().mediaKey().ifPresent(key -> document.setMediaKey(Wire.bytes(key)));
    it.ref().fileSha256().ifPresent(hash -> document.setFileSha256(Wire.bytes(hash)));
    it.ref().fileEncSha256().ifPresent(hash -> document.setFileEncSha256(Wire.bytes(hash)));
    it.ref().size().ifPresent(document::setFileLength);
    it.ref().keyedAt().ifPresent(at -> document.setMediaKeyTimestamp(at.getEpochSecond()));
    it.caption().ifPresent(document::setCaption);
    it.fileName().ifPresent(name -> document.setFileName(name).setTitle(name));
    it.looks().pages().ifPresent(document::setPageCount);
    it.looks().thumbnail().ifPresent(jpeg -> document.setJpegThumbnail(Wire.bytes(jpeg)));
    context.ifPresent(document::setContextInfo);
    return document.build();
  }

  private static StickerMessage sticker(Media it, Optional<ContextInfo> context) {
    var sticker = StickerMessage.newBuilder().setMimetype(it.mimetype());
    it.ref().url().ifPresent(sticker::setUrl);
    it.ref().directPath().ifPresent(sticker::setDirectPath);
    it.ref().mediaKey().ifPresent(key -> sticker.setMediaKey(Wire.bytes(key)));
    it.ref().fileSha256().ifPresent(hash -> sticker.setFileSha256(Wire.bytes(hash)));
    it.ref().fileEncSha256().ifPresent(hash -> sticker.setFileEncSha256(Wire.bytes(hash)));
    it.ref().size().ifPresent(sticker::setFileLength);
    it.ref().keyedAt().ifPresent(at -> sticker.setMediaKeyTimestamp(at.getEpochSecond()));
    it.looks().width().ifPresent(sticker::setWidth);
    it.looks().height().ifPresent(sticker::setHeight);
    it.looks().thumbnail().ifPresent(png -> sticker.setPngThumbnail(Wire.bytes(png)));
    if (it.looks().animated()) {
      sticker.setIsAnimated(true);
    }
    context.ifPresent(sticker::setContextInfo);
    return sticker.build();
  }
}
