package dev.rulekeeper.cli;

import dev.rulekeeper.secret.known.Redactor;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;

/** The entry point of the command line. */
public final class Main {
  private Main() {}

  /** Runs the command that {@code args} name, and ends the process with its exit code. */
  public static void main(String[] args) {
    Redactor redactor = new Redactor();
    Thread.setDefaultUncaughtExceptionHandler(uncaught(redactor, System.err));
    System.exit(
        run(
            redactor,
            System.getenv(),
            Path.of("").toAbsolutePath(),
            System.in,
            System.out,
            System.err,
            isTerminal(),
            args));
  }

  /** Says what nobody caught, on whatever thread, as the JVM would, but without values. */
  static Thread.UncaughtExceptionHandler uncaught(Redactor redactor, PrintStream err) {
    return (thread, error) -> {
      StringWriter trace = new StringWriter();
      error.printStackTrace(new PrintWriter(trace));
      err.println(redactor.redact("rulekeeper: " + thread.getName() + ": " + trace));
    };
  }

  /** From JDK 22 on this needs {@code -Djdk.console=java.base}, which the launcher gives. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    return System.console() != null;
  }

  /**
   * Runs a command within the process.
   *
   * @param environment the environment variables
   * @param directory the folder that {@code -C} and relative paths start from
   * @param terminal whether to show progress and ask questions
   * @return the exit code of design section 7
   */
  public static int run(
      Map<String, String> environment,
      Path directory,
      InputStream in,
      OutputStream out,
      OutputStream err,
      boolean terminal,
      String... args) {
    return run(new Redactor(), environment, directory, in, out, err, terminal, args);
  }

  private static int run(
      Redactor redactor,
      Map<String, String> environment,
      Path directory,
      InputStream in,
      OutputStream out,
      OutputStream err,
      boolean terminal,
      String... args) {
    Console console =
        new Console(
            Map.copyOf(environment),
            directory,
            in,
            writer(out, redactor),
            writer(err, redactor),
            terminal,
            Clock.systemUTC(),
            redactor);
    int exit = commandLine(console).execute(args);
    console.out().flush();
    console.err().flush();
    return exit;
  }

  private static PrintWriter writer(OutputStream stream, Redactor redactor) {
    return new PrintWriter(
        new RedactingWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), redactor));
  }

  private static CommandLine commandLine(Console console) {
    CommandLine line =
        new CommandLine(new RulekeeperCommand(), new CommandFactory(console))
            .setOut(console.out())
            .setErr(console.err())
            .setCaseInsensitiveEnumValuesAllowed(true);
    ErrorReport report = new ErrorReport(console);
    line.setExecutionExceptionHandler(report);
    line.setExitCodeExceptionMapper(report);
    line.setParameterExceptionHandler(report);
    return line;
  }
}
