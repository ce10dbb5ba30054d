package dev.rulekeeper.cli;

import dev.rulekeeper.atlassian.ApiException;
import dev.rulekeeper.export.ExportException;
import dev.rulekeeper.git.GitException;
import dev.rulekeeper.plan.PlanException;
import dev.rulekeeper.rule.RuleException;
import dev.rulekeeper.ruleset.RulesetException;
import dev.rulekeeper.secret.SecretException;
import dev.rulekeeper.sync.SyncException;
import dev.rulekeeper.template.TemplateException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExitCodeExceptionMapper;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place where an exception becomes a message and an exit code. */
final class ErrorReport
    implements IExecutionExceptionHandler, IExitCodeExceptionMapper, IParameterExceptionHandler {
  private static final int MOST_DETAILS = 50;
  private final Console console;

  ErrorReport(Console console) {
    this.console = console;
  }

  private record Message(ExitCode exit, String what, List<String> details, String hint) {}

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine commandLine, ParseResult parseResult) {
    Message message = message(exception);
    console.say("rulekeeper: " + message.what());
    message.details().stream().limit(MOST_DETAILS).forEach(line -> console.say("  " + line));
    if (message.details().size() > MOST_DETAILS) {
      console.say("  … and " + (message.details().size() - MOST_DETAILS) + " more");
    }
    if (!message.hint().isEmpty()) {
      console.say(message.hint());
    }
    if (console.variable("RULEKEEPER_STACKTRACE").isPresent()) {
      StringWriter trace = new StringWriter();
      exception.printStackTrace(new PrintWriter(trace));
      console.say(trace.toString());
    }
    return message.exit().number();
  }

  /** Says what is wrong; the help of a command is a page, and would push that away. */
  @Override
  public int handleParseException(CommandLine.ParameterException exception, String[] arguments) {
    CommandLine line = exception.getCommandLine();
    console.say("rulekeeper: " + text(exception));
    UnmatchedArgumentException.printSuggestions(exception, console.err());
    if (line.getSubcommands().isEmpty()) {
      console.say("see: " + line.getCommandSpec().qualifiedName() + " --help");
    } else {
      line.usage(console.err());
    }
    return ExitCode.USAGE.number();
  }

  @Override
  public int getExitCode(Throwable exception) {
    return exception instanceof CommandLine.ParameterException
        ? ExitCode.USAGE.number()
        : message(exception).exit().number();
  }

  private static Message message(Throwable exception) {
    if (exception instanceof CliException e) {
      return new Message(e.exitCode(), text(e), e.details(), e.hint());
    }
    if (exception instanceof RulesetException e) {
      return ruleset(e);
    }
    if (exception instanceof ApiException e) {
      return new Message(
          e.kind() == ApiException.Kind.UNSAFE ? ExitCode.LEAK : ExitCode.FAILED,
          text(e),
          List.of(),
          e.hint());
    }
    if (exception instanceof ExportException e) {
      ExitCode exit =
          switch (e.kind()) {
            case SECRET -> ExitCode.LEAK;
            case CONFLICT -> ExitCode.STALE;
            case INPUT -> ExitCode.USAGE;
          };
      return new Message(exit, text(e), e.details(), e.hint());
    }
    if (exception instanceof SyncException e) {
      ExitCode exit =
          switch (e.kind()) {
            case GUARD -> ExitCode.BLOCKED;
            case STALE -> ExitCode.STALE;
          };
      return new Message(exit, text(e), e.reasons(), "");
    }
    if (exception instanceof PlanException e) {
      return new Message(ExitCode.USAGE, text(e), e.problems(), e.hint());
    }
    if (exception instanceof GitException e) {
      ExitCode exit =
          switch (e.kind()) {
            case LOCKED, MOVED -> ExitCode.STALE;
            case FAILED, REJECTED -> ExitCode.FAILED;
          };
      return new Message(exit, text(e), List.of(), e.hint());
    }
    if (exception instanceof SecretException || exception instanceof RuleException) {
      return new Message(ExitCode.USAGE, text(exception), List.of(), "");
    }
    if (exception instanceof TemplateException e) {
      return new Message(ExitCode.USAGE, text(e), List.of(), e.hint());
    }
    return new Message(
        ExitCode.FAILED,
        "failed unexpectedly: " + exception.getClass().getSimpleName() + ": " + text(exception),
        List.of(),
        "Set RULEKEEPER_STACKTRACE=1 to see where, and please report it.");
  }

  private static Message ruleset(RulesetException e) {
    List<String> lines = new ArrayList<>();
    for (RulesetException.Problem problem : e.problems()) {
      lines.add(
          problem.where()
              + ": "
              + problem.what()
              + (problem.hint().isEmpty() ? "" : ". " + problem.hint()));
    }
    return lines.size() == 1
        ? new Message(ExitCode.USAGE, lines.get(0), List.of(), "")
        : new Message(
            ExitCode.USAGE, lines.size() + " problems in the rule repository:", lines, "");
  }

  private static String text(Throwable exception) {
    return exception.getMessage() == null ? "no message" : exception.getMessage();
  }
}
