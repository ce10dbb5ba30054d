package dev.rulekeeper.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.ignore.IgnoreNode;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * Whether Git ignores a path, also one where no file is yet: JGit's own iterators ask the disk
 * first.
 */
final class Ignores {
  private final Repository repository;
  private final Path root;

  Ignores(Repository repository) {
    this.repository = repository;
    this.root = repository.getWorkTree().toPath();
  }

  /** Whether {@code path}, relative to the root with {@code /}, or a folder above it is ignored. */
  boolean ignored(String path) {
    try {
      List<Scope> scopes = new ArrayList<>(shared());
      for (int slash = path.indexOf('/'); ; slash = path.indexOf('/', slash + 1)) {
        boolean folder = slash >= 0;
        String prefix = folder ? path.substring(0, slash) : path;
        String parent = prefix.substring(0, prefix.lastIndexOf('/') + 1);
        add(scopes, root.resolve(parent).resolve(Constants.DOT_GIT_IGNORE), parent);
        if (matches(scopes, prefix, folder)) {
          return true;
        }
        if (!folder) {
          return false;
        }
      }
    } catch (IOException e) {
      throw GitFailures.of("cannot read the ignore rules of " + root, e);
    }
  }

  /** Adds the one file {@code path} to the ignore rules of this clone, which no commit holds. */
  static void exclude(Repository repository, String path) {
    Path file = repository.getCommonDirectory().toPath().resolve(Constants.INFO_EXCLUDE);
    try {
      Files.createDirectories(file.getParent());
      String before = Files.exists(file) ? Files.readString(file) : "";
      String separator = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
      Files.writeString(file, before + separator + "/" + escaped(path) + "\n");
    } catch (IOException e) {
      throw GitFailures.of("cannot write the ignore rules " + file, e);
    }
  }

  /** The pattern that matches this path only (gitignore). */
  private static String escaped(String path) {
    String pattern = path.replaceAll("[\\\\*?\\[]", "\\\\$0");
    return pattern.endsWith(" ") ? pattern.substring(0, pattern.length() - 1) + "\\ " : pattern;
  }

  private List<Scope> shared() throws IOException {
    List<Scope> scopes = new ArrayList<>();
    add(scopes, userFile(), "");
    Path common = repository.getCommonDirectory().toPath();
    add(scopes, common.resolve(Constants.INFO_EXCLUDE), "");
    return scopes;
  }

  /** {@code core.excludesFile}, else {@code $XDG_CONFIG_HOME/git/ignore} (gitignore). */
  private Path userFile() throws IOException {
    FS files = repository.getFS();
    Path configured =
        repository.getConfig().getPath("core", null, "excludesFile", files, null, null);
    return configured != null
        ? configured
        : SystemReader.getInstance().getXdgConfigDirectory(files).resolve("git/ignore");
  }

  private static void add(List<Scope> scopes, Path file, String base) throws IOException {
    if (Files.isRegularFile(file)) {
      IgnoreNode node = new IgnoreNode();
      try (InputStream in = Files.newInputStream(file)) {
        node.parse(file.toString(), in);
      }
      scopes.add(new Scope(base, node));
    }
  }

  /** The last file that has an opinion wins. */
  private static boolean matches(List<Scope> scopes, String path, boolean folder) {
    for (int i = scopes.size() - 1; i >= 0; i--) {
      Scope scope = scopes.get(i);
      Boolean ignored = scope.node().checkIgnored(path.substring(scope.base().length()), folder);
      if (ignored != null) {
        return ignored;
      }
    }
    return false;
  }

  private record Scope(String base, IgnoreNode node) {}
}
