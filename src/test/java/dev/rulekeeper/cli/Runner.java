package dev.rulekeeper.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Plays the runner of a host: runs scripts with the real git, bash, curl and jq, in an environment
 * that has only what a runner gives, and with stand-ins for some commands.
 */
final class Runner {
  private final Path commands;
  private final Path home;

  /** Keeps what it needs below {@code folder}. */
  Runner(Path folder) throws IOException {
    this.commands = Files.createDirectories(folder.resolve("commands"));
    this.home = Files.createDirectories(folder.resolve("home"));
  }

  /** What a script said, and how it ended. */
  record Step(int exit, String said) {
    Step endedWith(int code) {
      if (exit != code) {
        throw new AssertionError("exit " + exit + ", not " + code + ":\n" + said);
      }
      return this;
    }
  }

  /** Puts a command on the path. */
  void command(String name, String script) throws IOException {
    Path file = Files.writeString(commands.resolve(name), script);
    if (!file.toFile().setExecutable(true)) {
      throw new AssertionError("cannot make " + name + " executable");
    }
  }

  /** Runs {@code script} as a host does: with bash, which stops at the first failure. */
  Step run(Path directory, Map<String, String> environment, String script) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script)
            .directory(directory.toFile())
            .redirectErrorStream(true);
    Map<String, String> variables = builder.environment();
    variables.keySet().removeIf(key -> !key.equals("TMPDIR"));
    variables.put("PATH", commands + ":" + System.getenv("PATH"));
    variables.put("HOME", home.toString());
    variables.put("GIT_CONFIG_NOSYSTEM", "1");
    variables.put("LC_ALL", "C.UTF-8");
    variables.put("CI", "true");
    variables.put("RULEKEEPER_SETTLE_SECONDS", "0");
    variables.putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        throw new AssertionError("still running: " + script);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    return new Step(process.exitValue(), said);
  }
}
