package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** One run of the command line in this process: how it ended and what it said. */
record CommandRun(int exit, String out, String err) {
  /** Runs {@code rulekeeper} with these arguments. */
  static CommandRun of(Map<String, String> environment, Path directory, String... arguments) {
    return run(environment, directory, "", false, arguments);
  }

  /** Runs {@code rulekeeper} on a terminal where somebody types {@code input}. */
  static CommandRun typing(
      String input, Map<String, String> environment, Path directory, String... arguments) {
    return run(environment, directory, input, true, arguments);
  }

  private static CommandRun run(
      Map<String, String> environment,
      Path directory,
      String input,
      boolean terminal,
      String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Main.run(
            environment,
            directory,
            new StandardStreams(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                out,
                err,
                terminal),
            arguments);
    return new CommandRun(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Fails with everything that was said unless the run ended with {@code code}. */
  CommandRun exitedWith(int code) {
    assertThat(exit).as("exit code; stdout:%n%s%nstderr:%n%s", out, err).isEqualTo(code);
    return this;
  }

  CommandRun succeeded() {
    return exitedWith(0);
  }

  /** Everything that left the process. */
  String said() {
    return out + err;
  }
}
