package dev.rulekeeper.setup;

import dev.rulekeeper.adopt.SecretMapTemplate;
import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.ruleset.Configuration;
import dev.rulekeeper.ruleset.Configuration.Site;
import dev.rulekeeper.ruleset.RepositoryFiles;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.ruleset.Schema;
import dev.rulekeeper.yaml.Yaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sets up a rule repository.
 *
 * @param root the folder of the rule repository
 * @param hookCommand how a shell starts this program
 * @param commits whether what is written is committed too
 */
public record RepositorySetup(
    Path root, String hookCommand, Optional<PipelineChoice> pipeline, boolean commits) {
  private static final List<String> IGNORED =
      List.of(".rulekeeper/*", "!.rulekeeper/schema/", "*.env");

  /** Files keep their line ends whatever {@code core.autocrlf} says, as what is sent has them. */
  private static final List<String> ATTRIBUTES =
      List.of(
          "*.yaml text eol=lf", "templates/fragments/* text eol=lf", "*.env.example text eol=lf");

  /**
   * What a person is to know of a setup.
   *
   * @param keptHook says which hook was there already and stays, if one was
   * @param checklist what to set up on the host of the repository; {@code ""} without a pipeline
   */
  public record Done(Optional<String> keptHook, String checklist) {}

  /** Whether there is a rule repository already. */
  public boolean isDone() {
    return Files.exists(root.resolve(RuleRepository.CONFIGURATION));
  }

  /**
   * Makes one for {@code site}, and the Git repository too where there is none.
   *
   * @throws java.io.UncheckedIOException if the folder cannot be written to
   */
  public Done create(NewSite site) {
    try (WorkTree workTree = WorkTree.init(root)) {
      SortedMap<String, String> files = new TreeMap<>();
      files.put(RuleRepository.CONFIGURATION, site.configuration());
      for (Schema schema : Schema.values()) {
        files.put(Schema.FOLDER + "/" + schema.fileName(), schema.text());
      }
      files.put(SecretMapTemplate.PATH, SecretMapTemplate.EMPTY);
      completed(".gitignore", IGNORED).ifPresent(text -> files.put(".gitignore", text));
      completed(".gitattributes", ATTRIBUTES).ifPresent(text -> files.put(".gitattributes", text));
      Collection<Site> sites =
          Configuration.read(Yaml.read(RuleRepository.CONFIGURATION, site.configuration()))
              .sites()
              .values();
      return write(workTree, files, sites, "Set up rulekeeper for " + site.name() + "\n");
    }
  }

  /** Sets up a clone of one that is there: installs the hook, and writes the pipeline asked for. */
  public Done complete() {
    Collection<Site> sites = RuleRepository.open(root).configuration().sites().values();
    try (WorkTree workTree = WorkTree.open(root)) {
      return write(workTree, new TreeMap<>(), sites, "Set up the pipeline of rulekeeper\n");
    }
  }

  /** Writes {@code files}, paths in the rule repository, with the hook and the pipeline. */
  private Done write(
      WorkTree workTree, SortedMap<String, String> files, Collection<Site> sites, String message) {
    FileChanges own = FileChanges.writing(files).at(path -> workTree.pathOf(root.resolve(path)));
    FileChanges changes =
        own.with(
            pipeline
                .map(c -> FileChanges.writing(c.pipeline().path(), c.text(workTree, sites)))
                .orElseGet(FileChanges::none));
    Optional<String> keptHook = PreCommitHook.install(workTree, root, hookCommand);
    if (!commits) {
      workTree.write(changes);
    } else if (!changes.isEmpty()) {
      workTree.commit(changes, message, Optional.empty());
    }
    return new Done(keptHook, pipeline.map(choice -> choice.checklist(workTree, sites)).orElse(""));
  }

  /** The text of the file {@code name} with those of {@code lines} that it lacks, if any. */
  private Optional<String> completed(String name, List<String> lines) {
    String text = new RepositoryFiles(root).textIfThere(name).orElse("");
    List<String> missing = new ArrayList<>(lines);
    missing.removeAll(text.lines().toList());
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    String separator = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
    return Optional.of(text + separator + String.join("\n", missing) + "\n");
  }
}
