package dev.rulekeeper.workflow;

import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.ruleset.Configuration;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.yaml.InvalidFileException;
import dev.rulekeeper.yaml.Yaml;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The files of a rule repository as they are checked out, beside what commits say of them. */
record Checkout(RuleRepository repository, WorkTree workTree) {
  /**
   * Whether deleted files delete rules without being asked to: as the default branch says, so that
   * a pull request cannot allow it to itself; where this clone does not know that, as the files do.
   *
   * @param inFiles the configuration of the files
   */
  boolean prunes(Configuration inFiles) {
    return workTree
        .onDefaultBranch(inWorkTree(RuleRepository.CONFIGURATION))
        .flatMap(Checkout::readable)
        .orElse(inFiles)
        .prune();
  }

  private static Optional<Configuration> readable(byte[] text) {
    try {
      String yaml = new String(text, StandardCharsets.UTF_8);
      return Optional.of(Configuration.read(Yaml.read(RuleRepository.CONFIGURATION, yaml)));
    } catch (InvalidFileException e) {
      return Optional.empty();
    }
  }

  /** How many files of rules and templates no commit has as they are. */
  int uncommittedFiles() {
    return workTree.changed(inWorkTree("rules")).size()
        + workTree.changed(inWorkTree("templates")).size();
  }

  /** Of {@code files} the rules that no commit has as they are. */
  Set<RuleId> uncommitted(Collection<RuleFile> files) {
    if (files.isEmpty()) {
      return Set.of(); // Of ten thousand files that were just committed, each would be looked at.
    }
    Set<String> paths = new TreeSet<>(workTree.changed(inWorkTree("rules")));
    paths.addAll(workTree.changed(inWorkTree("templates")));
    Set<RuleId> ids = new TreeSet<>();
    if (!paths.isEmpty()) {
      files.stream()
          .filter(
              file ->
                  paths.contains(inWorkTree(file.path()))
                      || file.templatePath()
                          .map(this::inWorkTree)
                          .filter(paths::contains)
                          .isPresent())
          .forEach(file -> ids.add(file.rule().id()));
    }
    return ids;
  }

  /** {@code path}, which is relative to the rule repository, relative to the Git work tree. */
  String inWorkTree(String path) {
    return workTree.pathOf(repository.root().resolve(path));
  }
}
