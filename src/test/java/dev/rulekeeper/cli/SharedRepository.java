package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A rule repository with a bare remote, and the clones that people and runners make of it. */
final class SharedRepository {
  private final Sandbox sandbox;
  private final Path folder;
  private final SandboxRepository origin;

  private SharedRepository(Sandbox sandbox, Path folder, SandboxRepository origin) {
    this.sandbox = sandbox;
    this.folder = folder;
    this.origin = origin;
  }

  /** Exports the sandbox and shares that. */
  static SharedRepository of(Sandbox sandbox, Path folder) {
    SandboxRepository origin = SandboxRepository.exported(sandbox, folder.resolve("origin"));
    SharedRepository shared = new SharedRepository(sandbox, folder, origin);
    run(folder, "init", "-q", "--bare", "-b", "main", "remote.git");
    run(origin.root(), "remote", "add", "origin", shared.remote().toUri().toString());
    run(origin.root(), "push", "-q", "-u", "origin", "main");
    origin.runWithSecrets("export", "--push").succeeded();
    origin.runWithSecrets("sync").succeeded();
    return shared;
  }

  Path remote() {
    return folder.resolve("remote.git");
  }

  SandboxRepository origin() {
    return origin;
  }

  /** A fresh clone, as a runner has it, with the secret map beside it. */
  SandboxRepository cloned(String... options) throws IOException {
    Path home = Files.createTempDirectory(folder, "clone");
    List<String> command = new ArrayList<>(List.of("clone", "-q"));
    command.addAll(List.of(options));
    command.addAll(List.of(remote().toUri().toString(), "rules"));
    run(home, command.toArray(String[]::new));
    SandboxRepository clone = SandboxRepository.at(sandbox, home);
    Files.copy(origin.secrets(), clone.secrets(), StandardCopyOption.COPY_ATTRIBUTES);
    return clone;
  }

  /** Runs Git in the remote. */
  String git(String... arguments) {
    return run(remote(), arguments);
  }

  /** The text of {@code file}, one of {@code clone}, on a branch of the remote. */
  String show(String branch, Path file, SandboxRepository clone) {
    return git("show", branch + ":" + clone.root().relativize(file));
  }

  void commitAndPush(SandboxRepository clone, String message) {
    commit(clone, message);
    run(clone.root(), "push", "-q", "origin", "HEAD");
  }

  static void commit(SandboxRepository clone, String message) {
    run(clone.root(), "add", "-A");
    run(clone.root(), "commit", "-q", "--no-verify", "-m", message);
  }

  /** One of {@code names} that several rules use, none of them a part of another name. */
  String secretOf(SandboxRepository clone, Collection<String> names) throws IOException {
    for (String name : new TreeSet<>(names)) {
      int users = 0;
      for (Path file : ruleFiles(clone)) {
        users += Files.readString(file).contains("<<secret:" + name + ">>") ? 1 : 0;
      }
      if (users > 1) {
        return name;
      }
    }
    throw new AssertionError("no secret is used twice");
  }

  List<Path> ruleFiles(SandboxRepository clone) throws IOException {
    try (Stream<Path> files = Files.walk(clone.root().resolve("rules"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** Runs the real Git, without the configuration of this machine. */
  static String run(Path folder, String... arguments) {
    StringBuilder said = new StringBuilder();
    assertThat(exit(said, folder, arguments)).as("git %s: %s", List.of(arguments), said).isZero();
    return said.toString().strip();
  }

  /** How the real Git ends. */
  static int exit(Path folder, String... arguments) {
    return exit(new StringBuilder(), folder, arguments);
  }

  private static int exit(StringBuilder said, Path folder, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    for (String role : new String[] {"AUTHOR", "COMMITTER"}) {
      builder.environment().put("GIT_" + role + "_NAME", "Robin");
      builder.environment().put("GIT_" + role + "_EMAIL", "robin@example.com");
    }
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    builder.environment().put("GIT_EDITOR", "true");
    try {
      Process process = builder.start();
      said.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      return process.waitFor();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
