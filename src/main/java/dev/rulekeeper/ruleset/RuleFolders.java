package dev.rulekeeper.ruleset;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folders of new rule files. Those of one project go where its others are, whatever is known
 * today; the first of a project goes to a folder by its key, such as {@code rules/SHOP}, or by its
 * number where the key is not known. Nothing depends on it: a file may lie anywhere.
 */
public final class RuleFolders {
  /** By numbers, without a look at what is there. */
  public static final RuleFolders BY_NUMBER = new RuleFolders(Map.of(), scope -> Optional.empty());

  private static final String ROOT = "rules/";
  private static final Pattern NUMBERED = Pattern.compile("rules/project-([0-9]+)/(.+)");
  private static final Pattern KEYED = Pattern.compile("rules/([A-Z][A-Z0-9_]+)/.+");

  /** Where file systems do not tell capitals, these would be folders of something else. */
  private static final Set<String> OTHERS = Set.of("SITE", "OTHER", "MULTIPLE");

  private final Map<String, String> inUse;
  private final Function<String, Optional<String>> keys;

  private RuleFolders(Map<String, String> inUse, Function<String, Optional<String>> keys) {
    this.inUse = Map.copyOf(inUse);
    this.keys = keys;
  }

  /**
   * The folders beside {@code files}.
   *
   * @param keys gives the key of the project of a scope, {@code SHOP} for {@code project/10336},
   *     where it is known
   */
  public static RuleFolders beside(
      Collection<RuleFile> files, Function<String, Optional<String>> keys) {
    Map<String, SortedMap<String, Integer>> counts = new HashMap<>();
    for (RuleFile file : files) {
      folderOfProject(file.path())
          .ifPresent(
              folder ->
                  counts
                      .computeIfAbsent(
                          String.join(" ", file.rule().scopes()), scopes -> new TreeMap<>())
                      .merge(folder, 1, Integer::sum));
    }
    Map<String, String> inUse = new HashMap<>();
    counts.forEach((scope, folders) -> inUse.put(scope, mostUsed(folders)));
    return new RuleFolders(inUse, keys);
  }

  private static String mostUsed(SortedMap<String, Integer> folders) {
    String most = folders.firstKey();
    for (Map.Entry<String, Integer> folder : folders.entrySet()) {
      if (folder.getValue() > folders.getOrDefault(most, 0)) {
        most = folder.getKey();
      }
    }
    return most;
  }

  private static Optional<String> folderOfProject(String path) {
    return NUMBERED.matcher(path).matches() || KEYED.matcher(path).matches()
        ? Optional.of(path.substring(ROOT.length(), path.indexOf('/', ROOT.length())))
        : Optional.empty();
  }

  /** The folder below {@code rules/} for a rule with {@code scopes}. */
  String of(List<String> scopes) {
    if (scopes.size() > 1) {
      return "multiple";
    }
    String text = String.join("", scopes);
    if (text.equals("site")) {
      return text;
    }
    Optional<String> project =
        Optional.ofNullable(inUse.get(text)).or(() -> key(text)).filter(name -> !name.isEmpty());
    return project.orElseGet(
        () -> text.matches("(project|space)/[0-9]+") ? text.replace('/', '-') : "other");
  }

  private Optional<String> key(String scope) {
    Optional<String> key =
        ProjectKeys.isKey(scope)
            ? Optional.of(scope.substring(scope.indexOf('/') + 1))
            : keys.apply(scope);
    return key.filter(name -> KEYED.matcher(ROOT + name + "/.").matches())
        .filter(name -> !OTHERS.contains(name) && !RulePath.isDevice(name));
  }

  /**
   * Where files move whose folder has the number of a project with a known key: old path, to new
   * path. A file whose new path is taken stays.
   */
  public SortedMap<String, String> renamed(Collection<String> paths) {
    SortedMap<String, String> moves = new TreeMap<>();
    Set<String> taken = new TreeSet<>(paths);
    for (String path : paths) {
      Matcher folder = NUMBERED.matcher(path);
      if (folder.matches()) {
        key("project/" + folder.group(1))
            .map(key -> ROOT + key + "/" + folder.group(2))
            .filter(taken::add)
            .ifPresent(moved -> moves.put(path, moved));
      }
    }
    return moves;
  }
}
