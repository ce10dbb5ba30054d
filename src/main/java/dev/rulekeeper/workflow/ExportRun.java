package dev.rulekeeper.workflow;

import dev.rulekeeper.adopt.SecretMapTemplate;
import dev.rulekeeper.adopt.UnnamedCredential;
import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.atlassian.SiteConnection;
import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.base.Baseline;
import dev.rulekeeper.base.ReadFreshness;
import dev.rulekeeper.export.ConflictPolicy;
import dev.rulekeeper.export.Export;
import dev.rulekeeper.export.ExportException;
import dev.rulekeeper.export.RepositorySnapshot;
import dev.rulekeeper.export.RuleExporter;
import dev.rulekeeper.export.RuleImport;
import dev.rulekeeper.export.SiteReading;
import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.git.EarlyContents;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.ruleset.IdOrigins;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleFolders;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.yaml.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** One export: what is read, and what becomes of it in Git, in the ledger and in the base. */
public final class ExportRun implements AutoCloseable {
  private final Instant begun;
  private final Environment environment;
  private final Session session;
  private final List<RuleFile> files;
  private final SecretMap secrets;
  private final ConflictPolicy onConflict;
  private final SiteBase base;
  private final Baseline before;
  private final RepositorySnapshot git;
  private final EarlyContents contents;
  private FolderMoves moves = FolderMoves.NONE;

  /**
   * Prepares one.
   *
   * @param desired what Git has
   * @param onConflict what becomes of places edited on both sides
   */
  public ExportRun(Session session, Desired desired, ConflictPolicy onConflict) {
    PlanInputs.refuseUnknownProjects(desired.files());
    this.environment = session.environment();
    this.begun = environment.clock().instant();
    this.session = session;
    this.files = desired.files();
    this.secrets = desired.secrets();
    this.onConflict = onConflict;
    this.base = session.base(files);
    this.before = base.baseline();
    this.git = snapshot();
    this.contents = session.workTree().earlyContents();
  }

  /** Drops what was not written. */
  @Override
  public void close() {
    contents.close();
  }

  /**
   * What the site has, in clear nowhere.
   *
   * @param full whether rules are read that did not change
   * @param redacted whether every rule is read as the site redacts it too
   * @param naming whether what has no name or no value gets one
   */
  public Export ofSite(RuleFilter select, boolean full, boolean redacted, boolean naming) {
    SiteConnection connection = session.connection();
    CloudId cloud = connection.resolveCloudId();
    try (AutomationApi api = session.open(connection)) {
      SiteReading reading =
          new SiteReading(
              git,
              cloud,
              select.selection(session),
              full,
              redacted || session.site().redactedRead());
      if (naming) {
        reading.completing(secrets);
      }
      SiteReading.Read read = reading.from(api, session.progress());
      select.refuseNothing(session.site().name(), reading.foundNothing());
      read.notes().forEach(note -> environment.say("Note: " + note));
      return dated(
          new RuleExporter(
                  cloud,
                  git,
                  secrets,
                  session.site().variables(),
                  environment.redactor(),
                  onConflict,
                  session.stateKey(),
                  contents::store)
              .export(session.site().name(), read));
    }
  }

  /** Lets files move to folders by the keys of their projects, where those are known. */
  public void nameFolders() {
    moves = FolderMoves.of(session, files, git.folders(), git.uncommitted());
    environment.say(
        moves.paths().isEmpty()
            ? "No file lies in a folder by the number of a project whose key is known."
            : Count.of(moves.paths().size(), "file") + " moved to folders by keys of projects.");
  }

  /** What an export of the UI or a body of the API has. */
  public Export ofFile(Path file) {
    CloudId cloud =
        environment
            .variable("RULEKEEPER_CLOUD_ID")
            .or(session.site()::cloudId)
            .map(CloudId::new)
            .orElse(new CloudId("unknown"));
    try {
      List<ApiRule> rules =
          RuleImport.read(file.getFileName().toString(), Files.readString(file), cloud);
      return dated(
          new RuleExporter(cloud, git, secrets, session.site().variables(), environment.redactor())
              .export(session.site().name(), rules));
    } catch (IOException e) {
      throw new WorkflowException(
          WorkflowException.Kind.FAILED,
          "cannot read " + file.getFileName(),
          "check that the file is there, is readable and is UTF-8");
    }
  }

  private Export dated(Export export) {
    return export.dated(git, secrets, environment.today());
  }

  /**
   * Writes {@code export} and what it says of secrets, and commits and pushes what is to be.
   *
   * @param out receives the values of secrets that had no name or no value
   * @param everyPlace whether a refusal lists every place that a credential stands in
   * @param agreed whether the rules are those of the site, so that Git and site agree on them now
   * @return the commit, where one was made
   * @throws ExportException if there are such values and nothing receives them
   */
  public Optional<String> write(
      Export export,
      Optional<SecretsOutFile> out,
      CommitRequest commit,
      boolean everyPlace,
      boolean agreed) {
    refuseUnnamed(export, out.isPresent(), everyPlace);
    out.ifPresent(file -> file.add(export.adopted().with(export.recovered())));
    FileChanges written =
        new IdOrigins(session.siteRules())
            .noted(moves.in(export.files(), files), export.fresh())
            .with(SecretMapTemplate.adding(names(export), session.repository().files()));
    Optional<String> id =
        commit.apply(session, written, moves.in(export.message(), export.files().isEmpty()));
    if (agreed && commit.commits()) {
      agree(export, written, commit, id);
    }
    return id;
  }

  private void agree(
      Export export, FileChanges written, CommitRequest commit, Optional<String> id) {
    Map<RuleId, BaseRule> agreed =
        new TreeMap<>(ReadFreshness.remembered(export.base(), before, begun));
    agreed.entrySet().removeIf(entry -> isKept(entry, before));
    base.agree(
        new SiteBase.News(
            agreed,
            Map.of(),
            removed(written),
            commits(files, written.paths(), commit.holder(session, id))),
        "Export " + session.site().name(),
        commit.pushes());
  }

  /** The names that the ledger has now, where this export changes it. */
  private static Set<SecretName> names(Export export) {
    return export
        .files()
        .text(RuleRepository.LEDGER)
        .map(text -> Ledger.read(Yaml.read(RuleRepository.LEDGER, text)).entries().keySet())
        .orElse(Set.of());
  }

  private RepositorySnapshot snapshot() {
    String prefix = session.inWorkTree("rules");
    Set<String> uncommitted = new TreeSet<>();
    for (String path : session.workTree().changed(prefix)) {
      uncommitted.add(path.substring(prefix.length() - "rules".length()));
    }
    return new RepositorySnapshot(
        files,
        before,
        session.ledger(),
        session.ledgerFile().text(),
        Set.copyOf(session.repository().rulePaths()),
        uncommitted,
        session.notSecrets(),
        RuleFolders.beside(files, NamesCache.of(session)::keyOf));
  }

  private static void refuseUnnamed(Export export, boolean hasPlace, boolean everyPlace) {
    if (export.adopted().names().isEmpty() || hasPlace) {
      return;
    }
    throw new ExportException(
        ExportException.Kind.SECRET,
        "found "
            + Count.of(export.adopted().names().size(), "credential")
            + " in "
            + Count.of(export.found().size(), "place")
            + " that must not go into Git; nothing was written",
        everyPlace
            ? export.found().stream().map(UnnamedCredential::line).toList()
            : UnnamedCredential.byName(export.found()),
        "Run the command again with --secrets-out FILE (a file outside of Git, such as"
            + " ../secrets.env): it names them as listed and writes their values to FILE. -v lists"
            + " every place.");
  }

  /** What the base said of a rule before is nothing that was agreed now. */
  private static boolean isKept(Map.Entry<RuleId, BaseRule> entry, Baseline before) {
    return before.read().apply(entry.getKey()).equals(Optional.of(entry.getValue()));
  }

  private Set<RuleId> removed(FileChanges written) {
    Set<RuleId> ids = new TreeSet<>();
    files.stream()
        .filter(file -> written.removes(file.path()))
        .filter(file -> !moves.paths().containsKey(file.path()))
        .forEach(file -> ids.add(file.rule().id()));
    return ids;
  }

  /** Files that were written are in the commit that holds them; all others where HEAD is. */
  private static Function<RuleId, Optional<String>> commits(
      List<RuleFile> files, Set<String> written, Optional<String> holder) {
    Set<RuleId> untouched = new TreeSet<>();
    files.stream()
        .filter(file -> !written.contains(file.path()))
        .forEach(file -> untouched.add(file.rule().id()));
    return id -> untouched.contains(id) ? Optional.empty() : holder;
  }
}
