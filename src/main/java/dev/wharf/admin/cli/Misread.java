package dev.wharf.admin.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, and how it is written. */
final class Misread {

  private Misread() {}

  static int explain(ParameterException mistake, String[] args) {
    CommandLine line = mistake.getCommandLine();
    PrintWriter err = line.getErr();
    boolean isCommand = line.getCommand() instanceof WharfCommand;
    if (isCommand && mistake instanceof UnmatchedArgumentException unknown) {
      err.println("There is no command '%s'.".formatted(unknown.getUnmatched().getFirst()));
    } else {
      err.println(mistake.getMessage());
      UnmatchedArgumentException.printSuggestions(mistake, err);
    }
    err.println();
    if (isCommand) {
      line.usage(err);
    } else {
      Help help = line.getHelp();
      err.print("Usage: " + help.synopsis("Usage: ".length()));
      err.println("More: " + line.getCommandSpec().qualifiedName() + " --help");
    }
    err.flush();
    return Exit.USAGE;
  }
}
