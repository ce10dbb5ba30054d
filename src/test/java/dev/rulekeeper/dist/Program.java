package dev.rulekeeper.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A program of the machine, in an environment that holds only what is given. */
record Program(List<String> command, Map<String, String> environment, Path directory) {
  /** How a run ended and what it said. */
  record Result(int exit, String out, String err) {
    Result succeeded() {
      assertThat(exit).as("exit code; stdout:%n%s%nstderr:%n%s", out, err).isZero();
      return this;
    }
  }

  Program in(Path folder) {
    return new Program(command, environment, folder);
  }

  Program with(String variable, String value) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put(variable, value);
    return new Program(command, more, directory);
  }

  Program with(Map<String, String> variables) {
    Map<String, String> more = new TreeMap<>(environment);
    more.putAll(variables);
    return new Program(command, more, directory);
  }

  /** Runs it to its end. */
  Result run(String... arguments) {
    return finish(start(arguments));
  }

  Running start(String... arguments) {
    try {
      Path out = Files.createTempFile("program", ".out");
      Path err = Files.createTempFile("program", ".err");
      List<String> all = new ArrayList<>(command);
      all.addAll(List.of(arguments));
      ProcessBuilder builder = new ProcessBuilder(all).directory(directory.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      builder.redirectOutput(out.toFile()).redirectError(err.toFile());
      return new Running(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A program that runs. */
  record Running(Process process, Path out, Path err) {}

  static Result finish(Running running) {
    try {
      assertThat(running.process().waitFor(5, TimeUnit.MINUTES)).as("ended").isTrue();
      Result result =
          new Result(
              running.process().exitValue(),
              Files.readString(running.out(), UTF_8),
              Files.readString(running.err(), UTF_8));
      Files.delete(running.out());
      Files.delete(running.err());
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
