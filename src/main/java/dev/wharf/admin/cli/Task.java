package dev.wharf.admin.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands have in common: help, exit codes, and an answer as text or as JSON. */
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = WharfCommand.Version.class,
    usageHelpAutoWidth = true,
    sortOptions = false,
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:fine",
      "1:could not be done; the message says why and what to do",
      "2:the command line is not understood",
      "3:done, and problems were found"
    },
    footerHeading = "%n")
abstract class Task implements Callable<Integer> {

  private static final JsonMapper JSON = new JsonMapper();

  @Option(names = "--json", description = "Answer as one JSON object on standard output.")
  boolean json;

  @Spec @Nullable CommandSpec spec;

  /** Prints the answer in the form that is wanted. */
  void answer(Object asJson, String asText) {
    var out = commandSpec().commandLine().getOut();
    try {
      out.println(json ? JSON.writeValueAsString(asJson) : asText.stripTrailing());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
    out.flush();
  }

  CommandSpec commandSpec() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets it before it calls");
    }
    return spec;
  }
}
