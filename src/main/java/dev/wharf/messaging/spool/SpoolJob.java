package dev.wharf.messaging.spool;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jboss.logging.Logger;

/** Deletes files that nobody sends or asks for any more, so that the folder stays bounded. */
@ApplicationScoped
public class SpoolJob {

  private static final Logger LOG = Logger.getLogger(SpoolJob.class);

  private final Vertx vertx;
  private final Spool spool;
  private final Shelf shelf;
  private final MediaConfig config;
  private final Clock clock;

  SpoolJob(Vertx vertx, Spool spool, Shelf shelf, MediaConfig config, Clock clock) {
    this.vertx = vertx;
    this.spool = spool;
    this.shelf = shelf;
    this.config = config;
    this.clock = clock;
  }

  private record Lying(String name, long size, Instant at) {}

  public Uni<Void> run() {
    Instant now = clock.instant();
    return shelf
        .dropBefore(now.minus(config.keepUploads()))
        .chain(files -> delete(Spool.OUT, files))
        .chain(() -> orphans(now))
        .chain(() -> received(now))
        .chain(() -> unfinished(now));
  }

  /** What was sealed and never noted, or whose account is gone. */
  private Uni<Void> orphans(Instant now) {
    Instant limit = now.minus(config.keepUploads());
    return list(Spool.OUT)
        .chain(all -> shelf.unknown(names(all, limit)))
        .chain(files -> delete(Spool.OUT, files));
  }

  /** What was not asked for in a while, and the oldest if it is too much. */
  private Uni<Void> received(Instant now) {
    Instant limit = now.minus(config.keepReceived());
    return list(Spool.IN)
        .chain(
            all -> {
              var gone = new ArrayList<String>();
              long left = config.cache().asLongValue();
              for (Lying file : all) {
                left -= file.size();
                if (left < 0 || file.at().isBefore(limit)) {
                  gone.add(file.name());
                }
              }
              return delete(Spool.IN, gone);
            });
  }

  private Uni<Void> unfinished(Instant now) {
    Instant limit = now.minus(config.keepUploads());
    return list(Spool.UNFINISHED).chain(all -> delete(Spool.UNFINISHED, names(all, limit)));
  }

  private static List<String> names(List<Lying> files, Instant limit) {
    return files.stream().filter(it -> it.at().isBefore(limit)).map(Lying::name).toList();
  }

  /** The youngest first. */
  private Uni<List<Lying>> list(String folder) {
    Path path = config.folder().resolve(folder);
    return UniHelper.toUni(vertx.executeBlocking(() -> read(path), false));
  }

  private static List<Lying> read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    var found = new ArrayList<Lying>();
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        try {
          found.add(
              new Lying(
                  file.getFileName().toString(),
                  Files.size(file),
                  Files.getLastModifiedTime(file).toInstant()));
        } catch (IOException _) {
          LOG.debugf("gone meanwhile file=%s", file.getFileName());
        }
      }
    }
    found.sort(Comparator.comparing(Lying::at).reversed());
    return found;
  }

  private Uni<Void> delete(String folder, Collection<String> names) {
    if (names.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    LOG.infof("spool swept folder=%s files=%d", folder, names.size());
    Future<Void> all = Future.succeededFuture();
    for (String name : names) {
      all = all.compose(done -> spool.delete(folder, name));
    }
    return UniHelper.toUni(all);
  }
}
