package dev.wharf.session.media;

import dev.wharf.messaging.MessageFiles;
import dev.wharf.messaging.spool.Shelf;
import jakarta.enterprise.context.ApplicationScoped;

/** What links need for files, of all accounts. */
@ApplicationScoped
public class MediaServices {

  private final MediaHosts hosts;
  private final MediaTransfer transfer;
  private final Shelf shelf;
  private final MessageFiles files;
  private final MediaRetries retries;

  MediaServices(
      MediaHosts hosts,
      MediaTransfer transfer,
      Shelf shelf,
      MessageFiles files,
      MediaRetries retries) {
    this.retries = retries;
    this.hosts = hosts;
    this.transfer = transfer;
    this.shelf = shelf;
    this.files = files;
  }

  public MediaHosts hosts() {
    return hosts;
  }

  public MediaTransfer transfer() {
    return transfer;
  }

  public Shelf shelf() {
    return shelf;
  }

  public MessageFiles files() {
    return files;
  }

  public MediaRetries retries() {
    return retries;
  }
}
