package dev.rulekeeper.cli;

import dev.rulekeeper.secret.known.Redactor;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * What surrounds a run: streams, environment, folder and clock. Everything that is printed passes
 * the redactor.
 *
 * @param environment the environment variables
 * @param directory the folder the user stands in
 * @param out for results
 * @param err for everything else
 * @param terminal whether a person sees {@code err} and can answer
 */
record Console(
    Map<String, String> environment,
    Path directory,
    InputStream in,
    PrintWriter out,
    PrintWriter err,
    boolean terminal,
    Clock clock,
    Redactor redactor) {

  /** The value of an environment variable that is set and not empty. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /** Prints a result. */
  void print(String text) {
    out.print(text);
    out.flush();
  }

  /** Says something beside the result. */
  void say(String line) {
    err.println(line);
    err.flush();
  }
}
