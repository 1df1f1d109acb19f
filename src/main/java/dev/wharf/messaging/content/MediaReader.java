package dev.wharf.messaging.content;

import com.google.protobuf.ByteString;
import dev.wharf.messaging.content.Content.Looks;
import dev.wharf.messaging.content.Content.Media;
import dev.wharf.protocol.Opaque;
import dev.wharf.protocol.proto.MessageProto.AudioMessage;
import dev.wharf.protocol.proto.MessageProto.DocumentMessage;
import dev.wharf.protocol.proto.MessageProto.ImageMessage;
import dev.wharf.protocol.proto.MessageProto.StickerMessage;
import dev.wharf.protocol.proto.MessageProto.VideoMessage;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The five media messages of the wire as one. */
final class MediaReader {

  private static final int HASH = 32;
  private static final OptionalInt NO_INT = OptionalInt.empty();
  private static final Optional<Opaque> NO_BYTES = Optional.empty();

  private MediaReader() {}

  static Media image(ImageMessage image) {
    return new Media(
        MediaType.IMAGE,
        ref(
            image.hasUrl() ? image.getUrl() : image.getStaticUrl(),
            image.getDirectPath(),
            new Sealing(image.getMediaKey(), image.getFileSha256(), image.getFileEncSha256()),
            image.getFileLength(),
            image.getMediaKeyTimestamp()),
        Wire.text(image.getMimetype()),
        Wire.filled(image.getCaption()),
        Optional.empty(),
        new Looks(
            Wire.number(image.getWidth()),
            Wire.number(image.getHeight()),
            NO_INT,
            NO_INT,
            Wire.opaque(image.getJpegThumbnail()),
            NO_BYTES,
            false));
  }

  static Media video(VideoMessage video, boolean note) {
    MediaType plain = video.getGifPlayback() ? MediaType.GIF : MediaType.VIDEO;
    return new Media(
        note ? MediaType.VIDEO_NOTE : plain,
        ref(
            video.hasUrl() ? video.getUrl() : video.getStaticUrl(),
            video.getDirectPath(),
            new Sealing(video.getMediaKey(), video.getFileSha256(), video.getFileEncSha256()),
            video.getFileLength(),
            video.getMediaKeyTimestamp()),
        Wire.text(video.getMimetype()),
        Wire.filled(video.getCaption()),
        Optional.empty(),
        new Looks(
            Wire.number(video.getWidth()),
            Wire.number(video.getHeight()),
            Wire.number(video.getSeconds()),
            NO_INT,
            Wire.opaque(video.getJpegThumbnail()),
            NO_BYTES,
            false));
  }

  static Media audio(AudioMessage audio) {
    return new Media(
        audio.getPtt() ? MediaType.VOICE : MediaType.AUDIO,
        ref(
            audio.getUrl(),
            audio.getDirectPath(),
            new Sealing(audio.getMediaKey(), audio.getFileSha256(), audio.getFileEncSha256()),
            audio.getFileLength(),
            audio.getMediaKeyTimestamp()),
        Wire.text(audio.getMimetype()),
        Optional.empty(),
        Optional.empty(),
        new Looks(
            NO_INT,
            NO_INT,
            Wire.number(audio.getSeconds()),
            NO_INT,
            NO_BYTES,
            Wire.opaque(audio.getWaveform()),
            false));
  }

  static Media document(DocumentMessage document) {
    return new Media(
        MediaType.DOCUMENT,
        ref(
            document.getUrl(),
            document.getDirectPath(),
            new Sealing(
                document.getMediaKey(), document.getFileSha256(), document.getFileEncSha256()),
            document.getFileLength(),
            document.getMediaKeyTimestamp()),
        Wire.text(document.getMimetype()),
        Wire.filled(document.getCaption()),
        Wire.filled(document.getFileName()).or(() -> Wire.filled(document.getTitle())),
        new Looks(
            NO_INT,
            NO_INT,
            NO_INT,
            Wire.number(document.getPageCount()),
            Wire.opaque(document.getJpegThumbnail()),
            NO_BYTES,
            false));
  }

  static Media sticker(StickerMessage sticker) {
    return new Media(
        MediaType.STICKER,
        ref(
            sticker.getUrl(),
            sticker.getDirectPath(),
            new Sealing(sticker.getMediaKey(), sticker.getFileSha256(), sticker.getFileEncSha256()),
            sticker.getFileLength(),
            sticker.getMediaKeyTimestamp()),
        Wire.text(sticker.getMimetype()),
        Optional.empty(),
        Optional.empty(),
        new Looks(
            Wire.number(sticker.getWidth()),
            Wire.number(sticker.getHeight()),
            NO_INT,
            NO_INT,
            Wire.opaque(sticker.getPngThumbnail()),
            NO_BYTES,
            sticker.getIsAnimated() || sticker.getIsLottie()));
  }

  record Sealing(ByteString key, ByteString fileSha256, ByteString fileEncSha256) {}

  static MediaRef ref(String url, String path, Sealing sealing, long size, long keyedAt) {
    return new MediaRef(
        Wire.filled(url),
        Wire.filled(path),
        Wire.opaque(sealing.key, HASH),
        Wire.opaque(sealing.fileSha256, HASH),
        Wire.opaque(sealing.fileEncSha256, HASH),
        size > 0 ? OptionalLong.of(size) : OptionalLong.empty(),
        Wire.seconds(keyedAt));
  }
}
