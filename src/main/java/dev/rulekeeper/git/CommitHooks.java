package dev.rulekeeper.git;

import dev.rulekeeper.rule.ForeignText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;

/**
 * The hooks that {@code git commit --only} runs: {@code pre-commit}, which sees an index with
 * exactly what will be committed, and {@code commit-msg}, which may change the message. The one
 * that {@code rulekeeper init} wrote is left out: what it looks for was looked for already.
 */
final class CommitHooks {
  private static final String OURS = "# Written by rulekeeper init:";
  private static final int LINES_OF_OURS = 6;

  private final Repository repository;
  private final Map<String, String> environment;

  CommitHooks(Repository repository, Map<String, String> environment) {
    this.repository = repository;
    this.environment = environment;
  }

  /**
   * Lets {@code pre-commit} look at {@code tree}.
   *
   * @throws GitException if it refuses, in its words
   */
  void beforeCommit(ObjectId tree) throws IOException {
    if (!isThere("pre-commit")) {
      return;
    }
    Path folder = Files.createDirectories(repository.getDirectory().toPath().resolve("rulekeeper"));
    Path index = folder.resolve("commit-index");
    try {
      write(index, tree);
      run("pre-commit", Map.of("GIT_INDEX_FILE", index.toString(), "GIT_EDITOR", ":"));
    } finally {
      Files.deleteIfExists(index);
    }
  }

  /** The message of the commit, as {@code commit-msg} leaves {@code message}. */
  String message(String message) throws IOException {
    if (!isThere("commit-msg")) {
      return message;
    }
    Path folder = Files.createDirectories(repository.getDirectory().toPath().resolve("rulekeeper"));
    Path file = Files.createTempFile(folder, "COMMIT_EDITMSG-", "");
    try {
      Files.writeString(file, message);
      run("commit-msg", Map.of("GIT_EDITOR", ":"), file.toString());
      return Files.readString(file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private void write(Path index, ObjectId tree) throws IOException {
    DirCache content = DirCache.lock(index.toFile(), repository.getFS());
    try (ObjectReader reader = repository.newObjectReader()) {
      DirCacheBuilder builder = content.builder();
      builder.addTree(new byte[0], DirCacheEntry.STAGE_0, reader, tree);
      builder.finish();
      content.write();
      if (!content.commit()) {
        throw new IOException("the index for the hook could not be written");
      }
    } finally {
      content.unlock();
    }
  }

  private boolean isThere(String name) throws IOException {
    Path hook = Hooks.folder(repository).resolve(name);
    if (!Files.isRegularFile(hook) || !Files.isExecutable(hook)) {
      return false;
    }
    List<String> lines = Files.readString(hook, StandardCharsets.ISO_8859_1).lines().toList();
    boolean ours =
        lines.size() <= LINES_OF_OURS && lines.stream().anyMatch(line -> line.startsWith(OURS));
    return !ours;
  }

  private void run(String name, Map<String, String> more, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("os.name", "").startsWith("Windows")) {
      command.add("sh");
    }
    command.add(Hooks.folder(repository).resolve(name).toString());
    command.addAll(List.of(arguments));
    Path words = Files.createTempFile("rulekeeper-hook-", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(repository.getWorkTree()).redirectErrorStream(true);
      builder.redirectOutput(words.toFile());
      builder.environment().putAll(environment);
      ChildProcessFileSystem.withoutSecrets(builder.environment());
      builder.environment().putAll(more);
      Process process = builder.start();
      process.getOutputStream().close();
      if (process.waitFor() != 0) {
        throw refused(name, new String(Files.readAllBytes(words), StandardCharsets.UTF_8));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refused(name, "interrupted");
    } finally {
      Files.deleteIfExists(words);
    }
  }

  private static GitException refused(String name, String words) {
    return new GitException(
        GitException.Kind.FAILED,
        "the " + name + " hook of this clone refused the commit",
        Optional.of(ForeignText.of(words).prefixed(name + ": ")),
        name.equals("commit-msg")
            ? "give a message that it takes with --message TEXT"
            : "settle what it asks for, or commit the files, which are written and staged, by"
                + " hand");
  }
}
