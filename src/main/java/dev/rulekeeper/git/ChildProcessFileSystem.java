package dev.rulekeeper.git;

import java.util.Map;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FS_POSIX;

/**
 * The file system as JGit sees it, which is also what starts its programs: hooks, filters and the
 * Git on the other side of a remote on this disk. They get no secret of ours along: a hook may be a
 * file that a pull request brings.
 */
final class ChildProcessFileSystem extends FS_POSIX {
  private ChildProcessFileSystem(FS detected) {
    super(detected);
  }

  /** That of this machine. */
  static FS detected() {
    return FS.DETECTED instanceof FS_POSIX ? new ChildProcessFileSystem(FS.DETECTED) : FS.DETECTED;
  }

  /** Takes out of {@code environment} what only this program is to know. */
  static void withoutSecrets(Map<String, String> environment) {
    environment
        .keySet()
        .removeIf(name -> name.startsWith("RULEKEEPER_") || name.startsWith("ATLASSIAN_"));
  }

  @Override
  public FS newInstance() {
    return new ChildProcessFileSystem(this);
  }

  @Override
  public ProcessBuilder runInShell(String command, String[] arguments) {
    ProcessBuilder builder = super.runInShell(command, arguments);
    withoutSecrets(builder.environment());
    return builder;
  }
}
