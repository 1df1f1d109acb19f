package dev.wharf.admin.diagnosis;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;

/** Keeps the log lines that name an account. Looks at a line, and at nothing else of a record. */
final class AccountLogHandler extends Handler {

  private static final String MARK = "accountId=";
  private static final Pattern NAMED =
      Pattern.compile(
          MARK + "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?![0-9a-fA-F-])");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  private final AccountLog log;
  private final Predicate<UUID> exists;

  /**
   * @param exists whether there is an account of that id; lines of others are not kept
   */
  AccountLogHandler(AccountLog log, Predicate<UUID> exists) {
    this.log = log;
    this.exists = exists;
  }

  @Override
  public void publish(LogRecord entry) {
    String message = message(entry);
    if (message == null || !message.contains(MARK)) {
      return;
    }
    Matcher named = NAMED.matcher(message);
    if (named.find()) {
      UUID account = UUID.fromString(named.group(1));
      if (exists.test(account)) {
        log.add(account, line(entry, message));
      }
    }
  }

  private static @Nullable String message(LogRecord entry) {
    return entry instanceof ExtLogRecord formatted
        ? formatted.getFormattedMessage()
        : entry.getMessage();
  }

  private static String line(LogRecord entry, String message) {
    String logger = entry.getLoggerName();
    Throwable thrown = entry.getThrown();
    return "%s %-5s [%s] %s%s"
        .formatted(
            TIME.format(entry.getInstant()),
            entry.getLevel().getName(),
            logger == null ? "" : logger.substring(logger.lastIndexOf('.') + 1),
            message.lines().findFirst().orElse(""),
            thrown == null ? "" : " thrown=" + thrown.getClass().getName());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
