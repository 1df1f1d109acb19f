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

  MediaServices(MediaHosts hosts, MediaTransfer transfer, Shelf shelf, MessageFiles files) {
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
}
