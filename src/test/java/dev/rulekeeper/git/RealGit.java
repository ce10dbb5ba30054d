package dev.rulekeeper.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.file.FileChanges;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The user's hand: the real {@code git} command, without the configuration of this machine. */
public final class RealGit {
  static final Map<String, String> NOBODY = Map.of();
  static final Map<String, String> ALICE =
      Map.of(
          "GIT_AUTHOR_NAME", "Alice",
          "GIT_AUTHOR_EMAIL", "alice@example.com",
          "GIT_COMMITTER_NAME", "Alice",
          "GIT_COMMITTER_EMAIL", "alice@example.com");

  private RealGit() {}

  /** What a failure says to a person, with the words of others. */
  static String told(Throwable failure) {
    return ((GitException) failure).told(text -> text.read(UnaryOperator.identity()));
  }

  /** Runs {@code git args} in {@code folder} and gives what it printed. */
  public static String git(Path folder, String... args) {
    StringBuilder said = new StringBuilder();
    assertThat(exit(said, folder, args)).as("git %s: %s", List.of(args), said).isZero();
    return said.toString().strip();
  }

  /** How {@code git args} ends in {@code folder}. */
  public static int exit(Path folder, String... args) {
    return exit(new StringBuilder(), folder, args);
  }

  private static int exit(StringBuilder said, Path folder, String... args) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    builder.environment().putAll(ALICE);
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

  /** A repository with one commit that holds {@code README}. */
  static Path repository(Path folder) {
    git(folder.resolveSibling("."), "init", "-q", "-b", "main", folder.toString());
    write(folder, "README", "hello\n");
    git(folder, "add", "README");
    git(folder, "commit", "-q", "-m", "Begin");
    return folder;
  }

  /** A bare repository {@code remote.git} beside a clone of it with one commit. */
  static Path cloneWithRemote(Path folder) {
    Path remote = folder.resolve("remote.git");
    git(folder, "init", "-q", "--bare", "-b", "main", remote.toString());
    Path clone = repository(folder.resolve("clone"));
    git(clone, "remote", "add", "origin", remote.toUri().toString());
    git(clone, "push", "-q", "-u", "origin", "main");
    return clone;
  }

  static Path anotherClone(Path folder, String name) {
    git(folder, "clone", "-q", folder.resolve("remote.git").toUri().toString(), name);
    return folder.resolve(name);
  }

  static void write(Path folder, String path, String text) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static String read(Path folder, String path) {
    try {
      return Files.readString(folder.resolve(path));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A hook of a repository, a shell script. */
  static void hook(Path gitFolder, String name, String script) {
    Path file = gitFolder.resolve("hooks").resolve(name);
    write(gitFolder, "hooks/" + name, "#!/bin/sh\n" + script + "\n");
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Path, text, path, text… as {@link WorkTree#commit} takes it. */
  static FileChanges files(String... pathsAndTexts) {
    FileChanges.Builder files = FileChanges.builder();
    for (int i = 0; i < pathsAndTexts.length; i += 2) {
      files.write(pathsAndTexts[i], pathsAndTexts[i + 1]);
    }
    return files.build();
  }
}
