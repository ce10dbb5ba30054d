package dev.rulekeeper.workflow;

import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.Configuration;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleFolders;
import dev.rulekeeper.ruleset.Selection;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Rule files that move from {@code rules/project-10336} to {@code rules/SHOP}: old path, to new
 * path. The content of a file stays, so that Git follows it.
 */
record FolderMoves(SortedMap<String, String> paths) {
  /** Nothing moves. */
  static final FolderMoves NONE = new FolderMoves(new TreeMap<>());

  /**
   * Those of {@code files} that can move; what somebody edits just now and what came from another
   * site stays.
   *
   * @throws WorkflowException where a site of the configuration selects files by their paths, and
   *     would lose or gain one
   */
  static FolderMoves of(
      Session session, List<RuleFile> files, RuleFolders folders, Collection<String> uncommitted) {
    Set<String> staying = new HashSet<>(session.repository().rulePaths());
    Map<String, RuleFile> movable = new TreeMap<>();
    for (RuleFile file : files) {
      if (!file.isForeign() && !uncommitted.contains(file.path())) {
        movable.put(file.path(), file);
        staying.remove(file.path());
      }
    }
    SortedMap<String, String> moves = folders.renamed(movable.keySet());
    moves.values().removeIf(staying::contains);
    refuseLosing(session.configuration(), moves, movable);
    return new FolderMoves(moves);
  }

  private static void refuseLosing(
      Configuration configuration, Map<String, String> moves, Map<String, RuleFile> files) {
    for (Map.Entry<SiteName, Configuration.Site> site : configuration.sites().entrySet()) {
      if (site.getValue().select().isEmpty()) {
        continue;
      }
      Selection selection = Selection.of(site.getValue().select());
      moves.forEach(
          (from, to) -> {
            RuleFile file = files.get(from);
            if (file != null
                && selection.has(file) != selection.has(new RuleFile(to, file.rule(), ""))) {
              throw new WorkflowException(
                  WorkflowException.Kind.USAGE,
                  "rulekeeper.yaml selects the rules of the site "
                      + site.getKey()
                      + " by their paths, and "
                      + from
                      + " would move to "
                      + to
                      + "; nothing was written",
                  "select by scope:project/ID or label:NAME instead, then name the folders");
            }
          });
    }
  }

  /** {@code changes}, of which those of files that move are at their new paths. */
  FileChanges in(FileChanges changes, List<RuleFile> files) {
    FileChanges.Builder moved = FileChanges.builder();
    for (RuleFile file : files) {
      String to = paths.get(file.path());
      if (to != null && !changes.removes(file.path())) {
        moved.remove(file.path());
        moved.write(to, changes.text(file.path()).orElseGet(file::text));
      }
    }
    return changes.with(moved.build());
  }

  /** {@code message}, the message of the commit, that says so too. */
  String in(String message, boolean alone) {
    String moved = paths.size() + " moved";
    return paths.isEmpty()
        ? message
        : alone
            ? message.replaceFirst(": .*", ": " + moved)
            : message.replaceFirst("\n", ", " + moved + "\n");
  }
}
