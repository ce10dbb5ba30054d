package dev.rulekeeper.git;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The Git that is installed, looked for when a remote is first reached and once only. */
final class InstalledGit {
  private final Path folder;
  private final Map<String, String> environment;
  private Optional<GitProgram> found = Optional.empty();
  private boolean searched;

  /** The one for the repository at {@code folder}. */
  InstalledGit(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /** The program; nothing where there is none, or an old one. */
  synchronized Optional<GitProgram> program() {
    if (!searched) {
      searched = true;
      found = GitProgram.find(folder, environment);
    }
    return found;
  }
}
