package dev.rulekeeper.cli;

import dev.rulekeeper.atlassian.WebProxy;
import dev.rulekeeper.git.UserHome;
import dev.rulekeeper.rule.ForeignText;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.guard.Redactor;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** The entry point of the command line. */
public final class Main {
  private static final Pattern CREDENTIAL =
      Pattern.compile("ATLASSIAN_API_TOKEN.*|RULEKEEPER_GIT_PASSWORD|RULEKEEPER_STATE_KEY");

  private Main() {}

  /** Runs the command that {@code args} name, and ends the process with its exit code. */
  public static void main(String[] args) {
    if (RulekeeperCommand.asksForVersion(args)) {
      // Whatever else is set up here takes longer.
      System.out.println(Version.line());
      return;
    }
    UserHome.of(System.getenv());
    WebProxy.becomeDefault(System.getenv());
    Redactor redactor = new Redactor();
    Thread.setDefaultUncaughtExceptionHandler(uncaught(redactor, System.err));
    System.exit(
        run(
            redactor,
            System.getenv(),
            Path.of("").toAbsolutePath(),
            StandardStreams.ofProcess(),
            args));
  }

  /** Says what nobody caught, on whatever thread, as the JVM would, but without values. */
  static Thread.UncaughtExceptionHandler uncaught(Redactor redactor, PrintStream err) {
    return (thread, error) -> {
      String trace = redactor.read(ForeignText.trace(error));
      err.println(new PrintableText(false).of("rulekeeper: " + thread.getName() + ": " + trace));
    };
  }

  /**
   * Runs a command within the process.
   *
   * @param environment the environment variables
   * @param directory the folder that {@code -C} and relative paths start from
   * @return the exit code of design section 7
   */
  public static int run(
      Map<String, String> environment, Path directory, StandardStreams streams, String... args) {
    return run(new Redactor(), environment, directory, streams, args);
  }

  private static int run(
      Redactor redactor,
      Map<String, String> environment,
      Path directory,
      StandardStreams streams,
      String... args) {
    boolean colour = Console.colour(environment, streams.terminal());
    Console console =
        new Console(
            Map.copyOf(environment),
            directory,
            streams.in(),
            writer(streams.out(), redactor, colour),
            writer(streams.err(), redactor, colour),
            streams.terminal(),
            Clock.systemUTC(),
            redactor);
    learnCredentials(redactor, environment);
    int exit = executed(console, args);
    if (console.out().checkError() && exit == ExitCode.DONE.number()) {
      console.say("rulekeeper: the result could not be written in full: is the disk full?");
      exit = ExitCode.FAILED.number();
    }
    console.err().flush();
    return exit;
  }

  /** What the environment holds for others than a secret map. */
  private static void learnCredentials(Redactor redactor, Map<String, String> environment) {
    redactor.learn(
        environment.entrySet().stream()
            .filter(entry -> CREDENTIAL.matcher(entry.getKey()).matches())
            .map(Map.Entry::getValue)
            .filter(value -> !value.isEmpty())
            .map(SecretValue::of)
            .toList());
    redactor.learn(WebProxy.passwords(environment));
  }

  /** A stack trace helps nobody here, and the stack or the memory is too small for more. */
  private static int executed(Console console, String... args) {
    try {
      return commandLine(console, args).execute(args);
    } catch (OutOfMemoryError e) {
      console.say("rulekeeper: the memory is used up");
      console.say("give it more, such as with JAVA_TOOL_OPTIONS=-Xmx2g, or work on fewer rules");
    } catch (StackOverflowError e) {
      console.say("rulekeeper: something it was given is nested too deeply");
      console.say("see which file or rule is new; an earlier state of it will do");
    }
    return ExitCode.FAILED.number();
  }

  private static PrintWriter writer(OutputStream stream, Redactor redactor, boolean colour) {
    return new PrintWriter(
        new RedactingWriter(
            new OutputStreamWriter(stream, StandardCharsets.UTF_8), redactor, colour));
  }

  private static CommandLine commandLine(Console console, String... args) {
    CommandLine line =
        RulekeeperCommand.line(new CommandFactory(console), args)
            .setOut(console.out())
            .setErr(console.err())
            .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
            .setCaseInsensitiveEnumValuesAllowed(true);
    ErrorReport report = new ErrorReport(console);
    line.setExecutionExceptionHandler(report);
    line.setExitCodeExceptionMapper(report);
    line.setParameterExceptionHandler(report);
    return line;
  }
}
