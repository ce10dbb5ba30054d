package dev.rulekeeper.workflow;

import dev.rulekeeper.file.PrivateFile;
import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.map.SecretSources;
import dev.rulekeeper.yaml.Yaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The file that receives the values of adopted secrets: for its owner only, and never in Git. */
public final class SecretsOutFile {
  private final Path file;
  private final WorkTree workTree;
  private final Environment environment;

  /**
   * Checks that {@code file} may hold secrets.
   *
   * @throws WorkflowException if Git tracks it, or it is no plain file
   */
  SecretsOutFile(Path file, WorkTree workTree, Environment environment) {
    this.file = file;
    this.workTree = workTree;
    this.environment = environment;
    if (!PrivateFile.isPlainOrAbsent(file)) {
      throw new WorkflowException(
          WorkflowException.Kind.USAGE,
          file.getFileName()
              + " is not a plain file but a link, a pipe, a folder or a device, and"
              + " receives no secrets; nothing was written",
          "name the file itself, or one that is not there yet");
    }
    if (workTree.tracks(file, false)) {
      throw new WorkflowException(
          WorkflowException.Kind.LEAK,
          file.getFileName() + " is tracked by Git, so it must not receive secrets",
          "choose another file, or run: git rm --cached " + file.getFileName());
    }
  }

  /** The file that the user calls {@code path}; see the constructor. */
  public static SecretsOutFile named(Path path, Session session) {
    return new SecretsOutFile(
        session.options().directory().resolve(path), session.workTree(), session.environment());
  }

  /**
   * Adds {@code secrets} to what the file holds; the old or the new text is there at any time.
   * Afterwards the file is there, even where there is nothing to add: it can be given to any
   * command.
   */
  void add(SecretMap secrets) {
    if (secrets.names().isEmpty() && Files.exists(file)) {
      return;
    }
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    Path fresh = folder.resolve(freshPrefix() + ProcessHandle.current().pid());
    // Should the process be killed in between, git add must not find this one either.
    workTree.exclude(fresh);
    if (workTree.exclude(file)) {
      environment.say(
          "Warning: "
              + file.getFileName()
              + " lies in the Git work tree and was not ignored; it is in .git/info/exclude now, so"
              + " that git add leaves it alone. A place outside of the work tree is safer.");
    }
    SecretSources.Format format = SecretSources.Format.ofFile(String.valueOf(file.getFileName()));
    try {
      SecretMap before =
          Files.exists(file)
              ? SecretSources.read(
                  Optional.of(Files.readString(file)),
                  Map.of(),
                  List.of(),
                  text -> Yaml.readText(file.toString(), text))
              : SecretMap.of(Map.of());
      byte[] content =
          SecretSources.write(before.with(secrets), format).getBytes(StandardCharsets.UTF_8);
      Files.createDirectories(folder);
      removeLeftovers(folder);
      PrivateFile.replace(file, fresh, content);
    } catch (IOException e) {
      throw new WorkflowException(
          WorkflowException.Kind.FAILED,
          "cannot write " + file.getFileName() + "; nothing else was written either",
          "check that its folder can be written to");
    }
  }

  private String freshPrefix() {
    return "." + file.getFileName() + ".";
  }

  /** What processes left that were killed while they wrote: it holds values, and is in the way. */
  private void removeLeftovers(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.filter(this::isLeftover).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }

  private boolean isLeftover(Path other) {
    String name = other.getFileName().toString();
    if (!name.startsWith(freshPrefix())
        || !name.substring(freshPrefix().length()).matches("\\d{1,18}")) {
      return false;
    }
    long process = Long.parseLong(name.substring(freshPrefix().length()));
    return process == ProcessHandle.current().pid() || ProcessHandle.of(process).isEmpty();
  }
}
