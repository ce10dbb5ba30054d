package dev.rulekeeper.workflow;

import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.report.Names;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.ProjectKeys;
import dev.rulekeeper.ruleset.RuleRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The names of a site as they were last read; Git does not track them. */
public record NamesCache(RuleRepository repository, SiteName site) {
  private static final String FOLDER = ".rulekeeper/names/";

  /** The names; none where they were not read, or cannot be. */
  Names read() {
    Path file = file();
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          ? ExactJson.parse(Files.readString(file)).map(Names::read).orElse(Names.NONE)
          : Names.NONE;
    } catch (IOException e) {
      return Names.NONE;
    }
  }

  /** Keeps them for the next commands. */
  public void write(Names names) {
    try {
      Files.createDirectories(file().getParent());
      Files.writeString(file(), ExactJson.writePretty(names.write()) + "\n");
    } catch (IOException e) {
      throw new WorkflowException(
          WorkflowException.Kind.FAILED,
          "cannot write " + FOLDER + site + ".json",
          "check that the folder can be written to");
    }
  }

  private Path file() {
    return repository.root().resolve(FOLDER + site + ".json");
  }

  /** Takes over what the site calls its projects; what else is known stays. */
  void learnProjects(Map<String, String> projects) {
    if (projects.isEmpty()) {
      return;
    }
    Names known = read();
    write(
        new Names(
            new TreeMap<>(projects),
            known.people(),
            known.fields(),
            known.statuses(),
            known.complete()));
  }

  /** The keys of projects that {@code names} read, of every site of {@code repository}. */
  public static ProjectKeys keys(RuleRepository repository) {
    Map<SiteName, Names> read = new ConcurrentHashMap<>();
    return (site, scope) ->
        ProjectKeys.isKey(scope)
            ? read.computeIfAbsent(site, name -> new NamesCache(repository, name).read())
                .scopeOfKey(scope)
            : Optional.empty();
  }

  /** The names of the site of {@code session}. */
  public static Names of(Session session) {
    return new NamesCache(session.repository(), session.site().name()).read();
  }

  /**
   * The names of the site that a command is about, where it can be told.
   *
   * @param wanted the site that was named, if one was
   */
  public static Names of(RuleRepository repository, Optional<String> wanted) {
    return wanted
        .filter(SiteName::isValid)
        .map(SiteName::new)
        .or(() -> repository.configuration().defaultSite())
        .map(site -> new NamesCache(repository, site).read())
        .orElse(Names.NONE);
  }
}
