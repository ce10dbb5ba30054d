package dev.rulekeeper.setup;

import dev.rulekeeper.git.WorkTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** Runs before every commit, by whomever: the leak guard of export sees only its own commits. */
final class PreCommitHook {
  private PreCommitHook() {}

  /**
   * Installs it for the rule repository at {@code root}.
   *
   * @param command how a shell starts this program
   * @return what was there already and stays, if anything
   */
  static Optional<String> install(WorkTree workTree, Path root, String command) {
    try {
      Path folder = workTree.root().relativize(root.toRealPath());
      return workTree.installHook("pre-commit", text(command, folder));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the folder " + root.getFileName(), e);
    }
  }

  private static String text(String command, Path folder) {
    return """
    #!/bin/sh
    # Written by rulekeeper init: no credential in clear may be committed.
    %s lint --secrets -C %s || {
      echo 'To commit without this check: git commit --no-verify' >&2
      exit 1
    }
    """
        .formatted(command, ShellWord.quoted("./" + folder));
  }
}
