package dev.rulekeeper.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.util.SystemReader;

/**
 * Whose a repository is. As Git does since 2.35.2, that of another user is not opened: its
 * configuration names programs that would run as us. {@code safe.directory} of the user's or the
 * system's configuration allows it; that of the repository itself counts for nothing.
 */
final class RepositoryOwner {
  private static final String UID = "unix:uid";
  private final Map<String, String> environment;

  RepositoryOwner(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Checks the repository whose Git folder is {@code gitFolder}, found from {@code directory}.
   *
   * @throws GitException if it is another user's
   */
  void require(Path directory, Path gitFolder) {
    Path root = workTreeOf(directory).orElse(gitFolder);
    try {
      Optional<Integer> process = uid(Path.of("/proc/self"));
      Optional<Integer> me =
          process.isPresent() ? process : uid(Path.of(System.getProperty("user.home", "/")));
      if (me.isEmpty()) {
        return;
      }
      for (Path each : List.of(root, gitFolder)) {
        Optional<Integer> owner = uid(each);
        if (owner.isPresent() && !isOurs(owner.get(), me.get()) && !isSafe(root)) {
          throw new GitException(
              "the repository in "
                  + root
                  + " belongs to another user of this machine, whose"
                  + " configuration could have programs run here",
              "if you trust it, run: git config --global --add safe.directory " + root);
        }
      }
    } catch (IOException | ConfigInvalidException e) {
      throw GitFailures.of("cannot tell whose the repository in " + root + " is", e);
    }
  }

  /** With {@code sudo}, also what belongs to the user who called it. */
  private boolean isOurs(int owner, int me) {
    return owner == me || (me == 0 && String.valueOf(owner).equals(environment.get("SUDO_UID")));
  }

  private static Optional<Integer> uid(Path path) throws IOException {
    return Files.exists(path) && path.getFileSystem().supportedFileAttributeViews().contains("unix")
        ? Optional.of((Integer) Files.getAttribute(path, UID))
        : Optional.empty();
  }

  private static Optional<Path> workTreeOf(Path directory) {
    for (Path folder = directory; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }

  private static boolean isSafe(Path root) throws IOException, ConfigInvalidException {
    SystemReader reader = SystemReader.getInstance();
    Path real = root.toRealPath();
    boolean safe = false;
    for (Config config : List.of(reader.getSystemConfig(), reader.getUserConfig())) {
      for (String allowed : own(config)) {
        // An empty entry takes back those before it.
        safe = !allowed.isEmpty() && (safe || covers(allowed, real));
      }
    }
    return safe;
  }

  /** Without what the configuration inherits: that is asked for itself. */
  private static List<String> own(Config config) {
    Config alone = new Config();
    try {
      alone.fromText(config.toText());
    } catch (ConfigInvalidException e) {
      return List.of();
    }
    return List.of(alone.getStringList("safe", null, "directory"));
  }

  private static boolean covers(String allowed, Path root) {
    if (allowed.equals("*")) {
      return true;
    }
    boolean below = allowed.endsWith("/*");
    Path path = Path.of(below ? allowed.substring(0, allowed.length() - 2) : allowed).normalize();
    return below ? root.startsWith(path) : root.equals(path);
  }
}
