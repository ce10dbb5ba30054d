package dev.rulekeeper.cli;

import dev.rulekeeper.git.RealGit;
import dev.rulekeeper.sandbox.Sandbox;
import java.io.IOException;
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
    RealGit.git(folder, "init", "-q", "--bare", "-b", "main", "remote.git");
    RealGit.git(origin.root(), "remote", "add", "origin", shared.remote().toUri().toString());
    RealGit.git(origin.root(), "push", "-q", "-u", "origin", "main");
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
    RealGit.git(home, command.toArray(String[]::new));
    SandboxRepository clone = SandboxRepository.at(sandbox, home);
    Files.copy(origin.secrets(), clone.secrets(), StandardCopyOption.COPY_ATTRIBUTES);
    return clone;
  }

  /** Runs Git in the remote. */
  String git(String... arguments) {
    return RealGit.git(remote(), arguments);
  }

  /** The text of {@code file}, one of {@code clone}, on a branch of the remote. */
  String show(String branch, Path file, SandboxRepository clone) {
    return git("show", branch + ":" + clone.root().relativize(file));
  }

  void commitAndPush(SandboxRepository clone, String message) {
    commit(clone, message);
    RealGit.git(clone.root(), "push", "-q", "origin", "HEAD");
  }

  static void commit(SandboxRepository clone, String message) {
    RealGit.git(clone.root(), "add", "-A");
    RealGit.git(clone.root(), "commit", "-q", "--no-verify", "-m", message);
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
}
