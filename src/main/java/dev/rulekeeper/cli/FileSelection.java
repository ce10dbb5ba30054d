package dev.rulekeeper.cli;

import dev.rulekeeper.ruleset.RuleFile;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Files of the rule repository that a user names by paths, from where the user stands. */
record FileSelection(Path root, Path directory) {
  /**
   * Whether one of {@code paths} names the file {@code path}, which need not be there yet; where
   * there are none, every file is meant.
   */
  boolean names(String path, List<Path> paths) {
    Path file = root.resolve(path).normalize();
    return paths.isEmpty()
        || paths.stream()
            .map(named -> directory.resolve(named).toAbsolutePath().normalize())
            .anyMatch(file::startsWith);
  }

  /**
   * Those of {@code files} that {@code paths} name, themselves or by a folder they are in; all
   * where there are no paths; in the order of {@code files}.
   *
   * @param path gives the path of one, relative to the root
   * @throws CliException if a path names none
   */
  <T> List<T> of(List<T> files, Function<T, String> path, List<Path> paths) {
    if (paths.isEmpty()) {
      return files;
    }
    Set<T> selected = new LinkedHashSet<>();
    for (Path wanted : paths) {
      Path absolute = directory.resolve(wanted).toAbsolutePath().normalize();
      List<T> found =
          files.stream()
              .filter(file -> root.resolve(path.apply(file)).normalize().startsWith(absolute))
              .toList();
      if (found.isEmpty()) {
        throw new CliException(
            ExitCode.USAGE,
            wanted + " is no file of this rule repository, and no folder of such files",
            "name files below " + root.getFileName());
      }
      selected.addAll(found);
    }
    return files.stream().filter(selected::contains).toList();
  }

  /**
   * The one of {@code files} that somebody calls {@code called}: by its path, or by the id or the
   * name of its rule.
   *
   * @throws CliException if there is none, or there are several
   */
  static RuleFile one(List<RuleFile> files, String called) {
    List<RuleFile> found =
        files.stream()
            .filter(
                file ->
                    file.path().equals(called)
                        || file.rule().id().toString().equals(called)
                        || file.rule().name().equals(called))
            .toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    throw new CliException(
        ExitCode.USAGE,
        found.isEmpty()
            ? "no rule here is called '" + called + "'"
            : found.size() + " rules here are called '" + called + "'",
        "give the path of its file, such as rules/site/name.yaml");
  }
}
