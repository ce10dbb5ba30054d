package dev.rulekeeper.workflow;

import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.ruleset.RuleRepository;
import java.util.Map;

/** Texts of files that a command writes and leaves to the user to commit. */
public final class UncommittedFiles {
  private UncommittedFiles() {}

  /** Takes out of {@code texts} what the files of {@code repository} have already. */
  public static void leaveOutUnchanged(RuleRepository repository, Map<String, String> texts) {
    texts
        .entrySet()
        .removeIf(file -> repository.files().text(file.getKey()).equals(file.getValue()));
  }

  /** Writes {@code texts}, by path in {@code repository}: all of them, or none. */
  public static void write(RuleRepository repository, Map<String, String> texts) {
    try (WorkTree workTree = WorkTree.open(repository.root())) {
      workTree.write(
          FileChanges.writing(texts).at(path -> workTree.pathOf(repository.root().resolve(path))));
    }
  }
}
