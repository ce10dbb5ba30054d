package dev.rulekeeper.git;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The {@code git} that is installed, which knows the way to a remote as its user set it up:
 * credential helpers, extra headers, SSH agent and configuration, proxies, certificates. It is
 * never let ask anybody anything.
 */
final class GitProgram {
  /** Names another program, or {@code builtin} for none: then JGit does it all. */
  static final String VARIABLE = "RULEKEEPER_GIT";

  /** The first one that takes configuration from the environment. */
  private static final int MAJOR = 2;

  private static final int MINOR = 31;

  private static final Pattern VERSION =
      Pattern.compile("git version (\\d+)\\.(\\d+).*", Pattern.DOTALL);
  private static final int LONGEST_MINUTES = 15;

  /** What a hook has set for its own repository and index must not reach another command. */
  private static final List<String> OF_ANOTHER_COMMAND =
      List.of(
          "GIT_DIR",
          "GIT_WORK_TREE",
          "GIT_INDEX_FILE",
          "GIT_OBJECT_DIRECTORY",
          "GIT_ALTERNATE_OBJECT_DIRECTORIES",
          "GIT_QUARANTINE_PATH",
          "GIT_PREFIX",
          "GIT_NAMESPACE");

  /** What a program needs to run at all, where the caller does not say it. */
  private static final Set<String> OF_THE_MACHINE =
      Set.of("PATH", "HOME", "USERPROFILE", "SYSTEMROOT", "SystemRoot", "TMP", "TEMP", "TMPDIR");

  private final String program;
  private final Path folder;
  private final Map<String, String> environment;

  private GitProgram(String program, Path folder, Map<String, String> environment) {
    this.program = program;
    this.folder = folder;
    this.environment = environment;
  }

  /**
   * How a call ended.
   *
   * @param said what it printed, for a program to read
   * @param words what it printed for a person
   */
  record Result(int exit, String said, String words) {
    boolean succeeded() {
      return exit == 0;
    }
  }

  /** The program for the repository at {@code folder}; nothing where there is none or it is old. */
  static Optional<GitProgram> find(Path folder, Map<String, String> environment) {
    String wanted = environment.getOrDefault(VARIABLE, "git");
    if (wanted.equals("builtin") || !isThere(wanted, environment)) {
      return Optional.empty();
    }
    GitProgram found = new GitProgram(wanted, folder, environment);
    return found.isRecent() ? Optional.of(found) : Optional.empty();
  }

  private static boolean isThere(String program, Map<String, String> environment) {
    String path = environment.getOrDefault("PATH", System.getenv().getOrDefault("PATH", ""));
    return program.contains(File.separator)
        || Stream.of(path.split(File.pathSeparator))
            .filter(entry -> !entry.isEmpty())
            .flatMap(entry -> Stream.of(Path.of(entry, program), Path.of(entry, program + ".exe")))
            .anyMatch(Files::isExecutable);
  }

  private boolean isRecent() {
    try {
      Matcher version = VERSION.matcher(run(Map.of(), "version").said());
      if (!version.matches()) {
        return false;
      }
      int major = Integer.parseInt(version.group(1));
      int minor = Integer.parseInt(version.group(2));
      return major > MAJOR || (major == MAJOR && minor >= MINOR);
    } catch (GitException e) {
      return false;
    }
  }

  /**
   * Runs {@code git arguments} in the repository.
   *
   * @param more variables for this call
   * @throws GitException if it cannot be started, or does not end
   */
  Result run(Map<String, String> more, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    try {
      // Files and not pipes: a helper that stays in the background would keep a pipe open.
      Path said = Files.createTempFile("rulekeeper-git-", ".out");
      Path words = Files.createTempFile("rulekeeper-git-", ".err");
      try {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(new File(nothing())));
        builder.redirectOutput(said.toFile()).redirectError(words.toFile());
        prepare(builder.environment());
        builder.environment().putAll(more);
        Process process = builder.start();
        if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
          process.destroyForcibly();
          throw new GitException(
              "git " + arguments[0] + " did not end within " + LONGEST_MINUTES + " minutes",
              "see that git fetch works from here, then run the same command again");
        }
        return new Result(process.exitValue(), text(said), text(words));
      } finally {
        Files.deleteIfExists(said);
        Files.deleteIfExists(words);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GitException("git " + arguments[0] + " was interrupted", "run it again");
    } catch (IOException e) {
      throw GitFailures.of("cannot run git " + arguments[0], e);
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static String nothing() {
    return File.separatorChar == '\\' ? "NUL" : "/dev/null";
  }

  private void prepare(Map<String, String> variables) {
    variables.keySet().removeIf(name -> !OF_THE_MACHINE.contains(name));
    variables.putAll(environment);
    ChildProcessFileSystem.withoutSecrets(variables);
    variables.keySet().removeAll(OF_ANOTHER_COMMAND);
    variables.put("LC_ALL", "C");
    variables.put("GIT_TERMINAL_PROMPT", "0");
    variables.put("GCM_INTERACTIVE", "never");
    variables.put("GIT_ASKPASS", "true");
    variables.put("SSH_ASKPASS", "true");
    variables.putIfAbsent("GIT_HTTP_LOW_SPEED_LIMIT", "1");
    variables.putIfAbsent("GIT_HTTP_LOW_SPEED_TIME", "120");
  }

  /** The environment that the caller gave. */
  Map<String, String> environment() {
    return environment;
  }
}
