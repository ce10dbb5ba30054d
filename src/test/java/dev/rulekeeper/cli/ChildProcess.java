package dev.rulekeeper.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The command line in a process of its own, with its own folder for temporary files. */
final class ChildProcess {
  private final SandboxRepository repository;
  private final Path folder;

  /** For {@code repository}; output and temporary files go below {@code folder}. */
  ChildProcess(SandboxRepository repository, Path folder) {
    this.repository = repository;
    this.folder = folder;
  }

  /** Starts a command with the secret map of the repository. */
  Process start(String name, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--secrets-file", repository.secrets().toString()));
    return start(name, "256m", all);
  }

  private Process start(String name, String heap, List<String> arguments) throws IOException {
    Path temporary = Files.createDirectories(folder.resolve("tmp-of-" + name));
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx" + heap));
    command.addAll(List.of("-Djava.io.tmpdir=" + temporary, "-cp", classes));
    command.add(Main.class.getName());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(repository.root().toFile())
            .redirectOutput(folder.resolve(name + ".out").toFile())
            .redirectError(folder.resolve(name + ".err").toFile());
    // A proxy of this machine leads nowhere from here.
    builder
        .environment()
        .keySet()
        .removeIf(variable -> variable.toLowerCase(Locale.ROOT).endsWith("_proxy"));
    builder.environment().putAll(repository.environment());
    return builder.start();
  }

  /** Runs a command to its end. */
  int run(String name, String... arguments) throws IOException, InterruptedException {
    return ended(name, start(name, arguments));
  }

  /** Runs a command to its end with so much {@code heap}, and with no other arguments. */
  int runWithin(String heap, String name, String... arguments)
      throws IOException, InterruptedException {
    return ended(name, start(name, heap, List.of(arguments)));
  }

  private static int ended(String name, Process process) throws InterruptedException {
    if (!process.waitFor(3, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(name + " did not end");
    }
    return process.exitValue();
  }
}
