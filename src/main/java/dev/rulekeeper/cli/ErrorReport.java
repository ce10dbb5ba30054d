package dev.rulekeeper.cli;

import dev.rulekeeper.adopt.AdoptionException;
import dev.rulekeeper.atlassian.ApiException;
import dev.rulekeeper.export.ExportException;
import dev.rulekeeper.git.GitException;
import dev.rulekeeper.json.JsonException;
import dev.rulekeeper.placeholder.PlaceholderException;
import dev.rulekeeper.plan.PlanException;
import dev.rulekeeper.report.DoctorReport;
import dev.rulekeeper.rule.ForeignText;
import dev.rulekeeper.rule.Refusal;
import dev.rulekeeper.rule.RuleException;
import dev.rulekeeper.secret.SecretException;
import dev.rulekeeper.setup.SetupException;
import dev.rulekeeper.sync.SyncException;
import dev.rulekeeper.workflow.SyncReadiness;
import dev.rulekeeper.workflow.WorkflowException;
import dev.rulekeeper.yaml.InvalidFileException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
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
  private static final int MOST_IN_FINDING = 3;
  private final Console console;

  ErrorReport(Console console) {
    this.console = console;
  }

  record Message(ExitCode exit, String what, List<String> details, String hint) {}

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
      console.say(console.redactor().read(ForeignText.trace(exception)));
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

  /** What {@code exception} means to a user. */
  Message message(Throwable exception) {
    if (exception instanceof Refusal e) {
      return new Message(exit(e), text(e), e.details(), e.hint());
    }
    if (exception instanceof InvalidFileException e) {
      return ruleset(e);
    }
    if (exception instanceof ApiException e) {
      return new Message(
          e.kind() == ApiException.Kind.UNSAFE ? ExitCode.LEAK : ExitCode.FAILED,
          e.told(console.redactor()::read),
          List.of(),
          e.hint());
    }
    if (exception instanceof SyncException e) {
      ExitCode exit =
          switch (e.kind()) {
            case GUARD -> ExitCode.BLOCKED;
            case STALE -> ExitCode.STALE;
          };
      return new Message(exit, text(e), e.reasons(), "");
    }
    if (exception instanceof SetupException e) {
      return new Message(ExitCode.USAGE, text(e), List.of(), e.hint());
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
      return new Message(exit, e.told(console.redactor()::read), List.of(), e.hint());
    }
    if (exception instanceof SecretException
        || exception instanceof RuleException
        || exception instanceof JsonException) {
      return new Message(ExitCode.USAGE, text(exception), List.of(), "");
    }
    if (exception instanceof PlaceholderException e) {
      return new Message(ExitCode.USAGE, text(e), List.of(), e.hint());
    }
    if (exception instanceof InvalidPathException e) {
      return new Message(
          ExitCode.FAILED,
          "the name of a file cannot be written in the locale of this process: " + e.getInput(),
          List.of(),
          "set LC_ALL=C.UTF-8 and run it again");
    }
    if (exception instanceof UncheckedIOException e) {
      return new Message(
          ExitCode.FAILED,
          text(e)
              + ": "
              + console
                  .redactor()
                  .read(ForeignText.of(text(Objects.requireNonNullElse(e.getCause(), e)))),
          List.of(),
          "see that the disk has room and that this user may write there, and run it again");
    }
    return new Message(
        ExitCode.FAILED,
        "failed unexpectedly: "
            + exception.getClass().getSimpleName()
            + ": "
            + console.redactor().read(ForeignText.of(text(exception))),
        List.of(),
        "Set RULEKEEPER_STACKTRACE=1 to see where, and please report it.");
  }

  private static ExitCode exit(Refusal refusal) {
    if (refusal instanceof CliException e) {
      return e.exitCode();
    }
    if (refusal instanceof WorkflowException e) {
      return ExitCode.of(e.kind());
    }
    if (refusal instanceof ExportException e) {
      return switch (e.kind()) {
        case SECRET -> ExitCode.LEAK;
        case CONFLICT -> ExitCode.STALE;
        case INPUT -> ExitCode.USAGE;
      };
    }
    return refusal instanceof AdoptionException e && e.kind() == AdoptionException.Kind.LEAK
        ? ExitCode.LEAK
        : ExitCode.USAGE;
  }

  /** What an examination says of {@code exception}. */
  SyncReadiness.Finding finding(RuntimeException exception) {
    Message message = message(exception);
    String details =
        message.details().stream().limit(MOST_IN_FINDING).collect(Collectors.joining("; "));
    return new SyncReadiness.Finding(
        DoctorReport.State.WRONG,
        message.what() + (details.isEmpty() ? "" : ": " + details),
        message.hint());
  }

  private static Message ruleset(InvalidFileException e) {
    List<String> lines = new ArrayList<>();
    for (InvalidFileException.Problem problem : e.problems()) {
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
