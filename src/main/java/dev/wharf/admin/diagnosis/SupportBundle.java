package dev.wharf.admin.diagnosis;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.wharf.account.TimelineEntry;
import dev.wharf.account.TimelineFilter;
import dev.wharf.account.Timelines;
import dev.wharf.event.HistoryConfig;
import dev.wharf.identity.AccountId;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Everything that somebody who helps wants to see of one account, in one file, without secrets. */
@Singleton
class SupportBundle {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Diagnosis diagnosis;
  private final Timelines timelines;
  private final AccountLogs logs;
  private final ConfigurationShown configuration;
  private final HistoryConfig history;
  private final Clock clock;
  private final ObjectWriter json;

  SupportBundle(
      Diagnosis diagnosis,
      Timelines timelines,
      AccountLogs logs,
      ConfigurationShown configuration,
      HistoryConfig history,
      Clock clock,
      ObjectMapper mapper) {
    this.diagnosis = diagnosis;
    this.timelines = timelines;
    this.logs = logs;
    this.configuration = configuration;
    this.history = history;
    this.clock = clock;
    this.json = mapper.writerWithDefaultPrettyPrinter();
  }

  /** A zip of some 100 KB at most. Fails as {@link Diagnosis#of} does. */
  Uni<byte[]> of(AccountId account) {
    Instant since = clock.instant().minus(history.keep());
    return diagnosis
        .of(account)
        .chain(
            body ->
                past(account, since)
                    .emitOn(Infrastructure.getDefaultWorkerPool())
                    .map(entries -> zip(account, body, since, entries)));
  }

  private Uni<Optional<List<TimelineEntry>>> past(AccountId account, Instant since) {
    return timelines
        .read(account, TimelineFilter.newest(TimelineFilter.MAX_LIMIT).since(since))
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .map(Optional::of)
        .onFailure()
        .recoverWithItem(Optional.empty());
  }

  private byte[] zip(
      AccountId account,
      DiagnosticsBody body,
      Instant since,
      Optional<List<TimelineEntry>> entries) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      put(zip, body.at(), "README.txt", Readme.text(body).getBytes(StandardCharsets.UTF_8));
      put(zip, body.at(), "diagnostics.json", json.writeValueAsBytes(body));
      put(zip, body.at(), "timeline.json", json.writeValueAsBytes(timeline(since, entries)));
      put(zip, body.at(), "account.log", log(account).getBytes(StandardCharsets.UTF_8));
      put(zip, body.at(), "configuration.json", json.writeValueAsBytes(environment()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream zip, Instant at, String name, byte[] content)
      throws IOException {
    var entry = new ZipEntry(name);
    entry.setTime(at.toEpochMilli());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private static Map<String, Object> timeline(
      Instant since, Optional<List<TimelineEntry>> entries) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("since", since);
    shown.put("complete", entries.filter(all -> all.size() < TimelineFilter.MAX_LIMIT).isPresent());
    shown.put("items", entries.orElse(List.of()).stream().map(SupportBundle::shortened).toList());
    entries.ifPresentOrElse(all -> {}, () -> shown.put("problem", "The database did not answer."));
    return shown;
  }

  private static TimelineEntry shortened(TimelineEntry entry) {
    return new TimelineEntry(
        entry.id(),
        entry.at(),
        entry.kind(),
        entry.status(),
        entry.state(),
        DiagnosticsBody.shortened(entry.reason()),
        entry.link(),
        entry.step(),
        entry.durationMs(),
        Shortened.orNull(entry.outcome()));
  }

  private String log(AccountId account) {
    var text = new StringBuilder();
    logs.of(account).forEach(line -> text.append(Shortened.text(line)).append('\n'));
    return text.toString();
  }

  private Map<String, Object> environment() {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("settings", configuration.all());
    shown.put("java", Runtime.version().toString());
    shown.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    shown.put("processors", Runtime.getRuntime().availableProcessors());
    shown.put("maxMemoryMb", Runtime.getRuntime().maxMemory() / (1024 * 1024));
    return shown;
  }
}
