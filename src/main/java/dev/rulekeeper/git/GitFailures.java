package dev.rulekeeper.git;

import dev.rulekeeper.rule.ForeignText;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.LockFailedException;

/** Turns what JGit and the file system throw into a {@link GitException}. */
final class GitFailures {
  private static final int CAUSES = 6;

  private GitFailures() {}

  /**
   * {@code what} failed because of {@code cause}. The cause is told in words and not attached: its
   * text may quote what was sent, and credentials of a URL.
   */
  static GitException of(String what, Exception cause) {
    if (cause instanceof GitException already) {
      return already;
    }
    if (cause instanceof LockFailedException locked) {
      return new GitException(
          what + ": " + locked.getFile() + " is locked by another Git process",
          "wait for it to end; if none runs, delete that file with the ending .lock");
    }
    return new GitException(
        GitException.Kind.FAILED, what, Optional.of(words(cause)), "see that Git itself can do it");
  }

  /** What {@code cause} and its causes say, each sentence once. */
  static ForeignText words(Throwable cause) {
    Set<String> sentences = new LinkedHashSet<>();
    Throwable current = cause;
    for (int i = 0; current != null && i < CAUSES; i++) {
      String message = current.getMessage();
      String sentence =
          message == null || message.isBlank() ? current.getClass().getSimpleName() : message;
      if (sentences.stream().noneMatch(said -> said.contains(sentence))) {
        sentences.add(sentence);
      }
      current = current.getCause();
    }
    return ForeignText.of(String.join(": ", sentences));
  }
}
