package dev.wharf.messaging.spool;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** How large files may be, how long they lie here, and what is fetched for callers. */
@ConfigMapping(prefix = "wharf.media")
public interface MediaConfig {

  /** Where files lie, sealed. */
  @WithDefault("${wharf.data-dir:.wharf}/spool")
  Path folder();

  /** Of an image. */
  @WithDefault("16M")
  MemorySize maxImage();

  /** Of a video or a GIF. */
  @WithDefault("16M")
  MemorySize maxVideo();

  /** Of audio or a voice message. */
  @WithDefault("16M")
  MemorySize maxAudio();

  /** Of a sticker. */
  @WithDefault("1M")
  MemorySize maxSticker();

  /** Of a document. */
  @WithDefault("100M")
  MemorySize maxDocument();

  /** Of a file that comes within a request, as base64. */
  @WithDefault("5M")
  MemorySize maxInline();

  /** Of a file that came, whatever its message says. */
  @WithDefault("2G")
  MemorySize maxReceived();

  /** How long a file that was given to Wharf can be sent after it was last asked for. */
  @WithDefault("P1D")
  Duration keepUploads();

  /** How long a file that came is kept ready after it was last fetched. */
  @WithDefault("PT6H")
  Duration keepReceived();

  /** How much of such files is kept ready. */
  @WithDefault("1G")
  MemorySize cache();

  /** How often what is kept no longer is looked for; {@code off} keeps everything. */
  @WithDefault("10m")
  String sweep();

  /** How long whoever fetches a file that WhatsApp has no more waits for the phone's answer. */
  @WithDefault("PT20S")
  Duration phoneAnswersWithin();

  /** Until a file that is named by an address must be here. */
  @WithDefault("PT60S")
  Duration fetchTimeout();

  /** Whether addresses may lead into private networks: for tests and closed installations. */
  @WithDefault("false")
  boolean fetchPrivate();
}
