package dev.wharf.admin.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wharf.identity.AccountId;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code wharf}: the list of commands. */
@Command(
    name = "wharf",
    mixinStandardHelpOptions = true,
    versionProvider = WharfCommand.Version.class,
    usageHelpAutoWidth = true,
    header = "Keeps many WhatsApp accounts connected. Without a command, the server starts.",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:fine",
      "1:could not be done; the message says why and what to do",
      "2:the command line is not understood",
      "3:done, and problems were found"
    },
    footerHeading = "%n",
    footer = {
      "Configuration is by environment variables, the same as of the server: WHARF_DATABASE_URL,"
          + " WHARF_MASTER_KEY or WHARF_MASTER_KEY_FILE, WHARF_DATA_DIR. wharf help COMMAND says"
          + " more of a command."
    })
public final class WharfCommand implements Runnable {

  private static final JsonMapper JSON = new JsonMapper();

  @Spec @Nullable CommandSpec spec;

  private WharfCommand() {}

  /**
   * The command line.
   *
   * @param environment variables, for what can be set by them
   */
  public static CommandLine line(Store store, Map<String, String> environment, Clock clock) {
    return new CommandLine(new WharfCommand())
        .addSubcommand(new DiagnosticsCommand(environment))
        .addSubcommand(new CleanupCommand(environment))
        .addSubcommand(new TestQrCommand(environment, clock))
        .addSubcommand(new BackupCommand(store))
        .addSubcommand(new RestoreCommand(store))
        .addSubcommand(new RotateMasterKeyCommand(store, environment))
        .addSubcommand(new CommandLine.HelpCommand())
        .registerConverter(AccountId.class, WharfCommand::account)
        .setParameterExceptionHandler(Misread::explain)
        .setExecutionExceptionHandler(WharfCommand::failed);
  }

  /** Only called without a command, with an option of its own: there is none but help. */
  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "Name a command");
    }
  }

  private static AccountId account(String text) {
    try {
      return AccountId.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("'" + text + "' is not the id of an account");
    }
  }

  private static int failed(Exception failure, CommandLine line, ParseResult parsed)
      throws Exception {
    String message =
        failure instanceof CommandFailure
            ? String.valueOf(failure.getMessage())
            : "Something failed inside this command (%s): please report it.".formatted(failure);
    if (line.getCommand() instanceof Task task && task.json) {
      PrintWriter out = line.getOut();
      out.println(JSON.writeValueAsString(Map.of("error", message)));
      out.flush();
    } else {
      line.getErr().println(message);
      line.getErr().flush();
    }
    return Exit.FAILED;
  }

  /** The version of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = WharfCommand.class.getPackage().getImplementationVersion();
      return new String[] {"wharf " + (version == null ? "(built from source)" : version)};
    }
  }
}
