package dev.rulekeeper.cli;

import dev.rulekeeper.secret.guard.Redactor;
import dev.rulekeeper.workflow.Environment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * What surrounds a run: streams, environment, folder and clock. Everything that is printed passes
 * the redactor.
 *
 * @param variables the environment variables
 * @param directory the folder the user stands in
 * @param out for results
 * @param err for everything else
 * @param terminal whether a person sees {@code err} and can answer
 */
record Console(
    Map<String, String> variables,
    Path directory,
    InputStream in,
    PrintWriter out,
    PrintWriter err,
    boolean terminal,
    Clock clock,
    Redactor redactor)
    implements Environment {

  /** Whether colours may be used: on a terminal that has some, unless {@code NO_COLOR} is set. */
  boolean colour() {
    return colour(variables, terminal);
  }

  static boolean colour(Map<String, String> environment, boolean terminal) {
    return terminal
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  /**
   * What a person types after {@code question}, unseen where the terminal can do that.
   *
   * @throws CliException if nothing is typed
   */
  String askUnseen(String question) {
    java.io.Console real = in == System.in ? System.console() : null;
    if (real != null) {
      char[] typed = real.readPassword("%s: ", question);
      return nonEmpty(typed == null ? "" : new String(typed));
    }
    say(question + ":");
    try {
      StringBuilder line = new StringBuilder();
      InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
      for (int read = reader.read(); read >= 0 && read != '\n'; read = reader.read()) {
        line.append((char) read);
      }
      return nonEmpty(line.toString());
    } catch (IOException e) {
      throw nothingTyped();
    }
  }

  /**
   * The line that a person answers to {@code question}, without the blanks around it.
   *
   * @throws CliException if it cannot be read
   */
  String ask(String question) {
    say(question);
    try {
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      return Optional.ofNullable(reader.readLine()).orElse("").strip();
    } catch (IOException e) {
      throw new CliException(
          ExitCode.FAILED, "cannot read the answer", "give it as an option, see --help");
    }
  }

  private static String nonEmpty(String typed) {
    if (typed.isEmpty()) {
      throw nothingTyped();
    }
    return typed;
  }

  private static CliException nothingTyped() {
    return new CliException(
        ExitCode.USAGE, "no value was typed; nothing was sent", "run it again and type the value");
  }

  /** Prints a result. */
  void print(String text) {
    out.print(text);
    out.flush();
  }

  @Override
  public void say(String line) {
    err.println(line);
    err.flush();
  }
}
