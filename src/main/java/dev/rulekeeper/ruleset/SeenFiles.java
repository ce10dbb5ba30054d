package dev.rulekeeper.ruleset;

import java.util.Optional;

/**
 * Files that were read before and that nobody changed since, as the file system tells. To know one
 * saves reading it, which for files that did not change is most of what a command does.
 */
public interface SeenFiles {
  /** Knows none, and learns none. */
  SeenFiles NONE =
      new SeenFiles() {
        @Override
        public Optional<String> key(String path, FileStamp stamp) {
          return Optional.empty();
        }

        @Override
        public void learn(String path, FileStamp stamp, FileText text) {
          // As its name says.
        }
      };

  /**
   * The {@link FileText#key} of the file at {@code path}, where it was read when it had this stamp.
   * Called by many threads.
   */
  Optional<String> key(String path, FileStamp stamp);

  /**
   * That the file at {@code path}, which had this stamp before it was read, has this text. Called
   * by many threads.
   */
  void learn(String path, FileStamp stamp, FileText text);
}
