package dev.rulekeeper.workflow;

import dev.rulekeeper.adopt.LedgerFile;
import dev.rulekeeper.adopt.NotSecrets;
import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.atlassian.Progress;
import dev.rulekeeper.atlassian.SiteConnection;
import dev.rulekeeper.base.RenamedSecrets;
import dev.rulekeeper.git.Base;
import dev.rulekeeper.git.StateSignature;
import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.plan.PlanOptions;
import dev.rulekeeper.report.RetryLog;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.Configuration;
import dev.rulekeeper.ruleset.FileText;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.ruleset.RulesOfSite;
import dev.rulekeeper.ruleset.ScopeSpelling;
import dev.rulekeeper.secret.fingerprint.Fingerprints;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.map.SecretDemand;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.render.Rendering;
import dev.rulekeeper.yaml.InvalidFileException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a command works with: the rule repository, the site it is for, and the way there. */
public final class Session implements AutoCloseable {
  private final Environment environment;
  private final SessionOptions options;
  private final RuleRepository repository;
  private final Configuration configuration;
  private final Configuration.Site site;
  private final WorkTree workTree;
  private final CachedRuleFiles cache;
  private final CachedSeenFiles seen;
  private final CachedAgreements agreements;
  private final RetryLog repeats = new RetryLog();
  private @Nullable Ledger ledger;
  private @Nullable PrefetchedSite ahead;
  private @Nullable PrefetchedSite aheadOfRules;

  private Session(
      Environment environment,
      SessionOptions options,
      RuleRepository repository,
      Configuration configuration,
      Configuration.Site site) {
    this.environment = environment;
    this.options = options;
    this.workTree =
        WorkTree.open(repository.root())
            .withRefs(configuration.refs())
            .withSignature(signature(environment));
    this.cache = new CachedRuleFiles(workTree);
    this.agreements = new CachedAgreements(workTree);
    this.seen = new CachedSeenFiles(workTree, environment.clock());
    this.repository = repository.knowing(cache, seen);
    this.configuration = configuration;
    this.site = site;
  }

  /** Opens the rule repository that the user stands in; no site is asked yet. */
  public static Session open(Environment environment, SessionOptions options) {
    RuleRepository repository = RuleRepository.open(options.directory());
    Configuration configuration = repository.configuration();
    return new Session(
        environment, options, repository, configuration, choose(configuration, options.site()));
  }

  private static StateSignature signature(Environment environment) {
    return stateKey(environment)
        .map(key -> StateSignature.keyedBy(key, environment.variable("RULEKEEPER_TRUSTED_BASE")))
        .orElseGet(StateSignature::none);
  }

  private static Optional<SecretValue> stateKey(Environment environment) {
    Optional<SecretValue> key = environment.variable("RULEKEEPER_STATE_KEY").map(SecretValue::of);
    key.ifPresent(value -> environment.redactor().learn(Set.of(value)));
    return key;
  }

  private static Configuration.Site choose(Configuration configuration, Optional<String> wanted) {
    if (wanted.isEmpty() && configuration.defaultSite().isEmpty()) {
      throw new WorkflowException(
          WorkflowException.Kind.USAGE,
          "rulekeeper.yaml has several sites and no default",
          "name one with --site: " + configuration.sites().keySet());
    }
    SiteName name = wanted.map(SiteName::new).or(configuration::defaultSite).orElseThrow();
    Configuration.Site site = configuration.sites().get(name);
    if (site == null) {
      throw new WorkflowException(
          WorkflowException.Kind.USAGE,
          "rulekeeper.yaml has no site '" + name + "'",
          "it has: " + configuration.sites().keySet());
    }
    return site;
  }

  /** The rule repository. */
  public RuleRepository repository() {
    return repository;
  }

  /** The same, for a command that leaves everything as it is, caches too. */
  Session leavingEverything() {
    cache.leaveAsItIs();
    seen.leaveAsItIs();
    agreements.leaveAsItIs();
    return this;
  }

  /** What the entries of the base of this site say. */
  CachedAgreements agreements() {
    return agreements;
  }

  Configuration configuration() {
    return configuration;
  }

  /** The site that the session is for. */
  public Configuration.Site site() {
    return site;
  }

  /** The Git work tree that the rule repository is in. */
  public WorkTree workTree() {
    return workTree;
  }

  /** The rule files that belong to the site, with its ids. */
  public List<RuleFile> ruleFiles() {
    return siteRules().files(repository.ruleFiles(this::readAhead));
  }

  private void readAhead(RuleFile file, FileText text) {
    PrefetchedSite begun = aheadOfRules;
    if (begun != null && !Rendering.secretsIn(file.rule()).isEmpty()) {
      begun.readAhead(file.rule().id());
    }
  }

  /**
   * As {@link #ruleFiles()}, for a command that goes to the site: it is asked for projects that the
   * files give by a key that is not known here.
   */
  public List<RuleFile> ruleFilesAsking() {
    List<RuleFile> files = ruleFiles();
    if (ScopeSpelling.unknown(files).isEmpty()) {
      return files;
    }
    learnProjects();
    return ruleFiles();
  }

  /** Asks a Jira what it calls its projects; where it does not tell, what was known stays. */
  public void learnProjects() {
    if (site.product().equals("jira")) {
      new NamesCache(repository, site.name())
          .learnProjects(access().connection().directory().projects());
    }
  }

  /** As {@link #ruleFiles()}; none where one cannot be read, which keeps nobody from undoing. */
  List<RuleFile> readableRuleFiles() {
    try {
      return ruleFiles();
    } catch (InvalidFileException e) {
      return List.of();
    }
  }

  /** What {@code asked} for may be done: what the configuration allows needs no option. */
  PlanOptions allowed(PlanOptions asked) {
    return asked.with(PlanOptions.Choice.DELETE, checkout().prunes(configuration));
  }

  /** Which rule files belong to the site, and how. */
  public RulesOfSite siteRules() {
    return new RulesOfSite(
        configuration, repository.mappings(configuration), site, NamesCache.keys(repository));
  }

  /** What the commits of this clone say of the rules of the site. */
  RuleHistory ruleHistory() {
    return new RuleHistory(this, siteRules()::idInFile);
  }

  /**
   * The ledger, read once: what decides where a secret may go and what is rendered are the same.
   */
  public Ledger ledger() {
    Ledger read = ledger;
    if (read == null) {
      read = repository.ledger().map(Ledger::read).orElseGet(Ledger::empty);
      ledger = read;
    }
    return read;
  }

  /** What people said is no credential. */
  public NotSecrets notSecrets() {
    return NotSecrets.read(repository.files().textIfThere(NotSecrets.FILE));
  }

  /** The names that secrets had before. */
  RenamedSecrets renamedSecrets() {
    Ledger ledger = ledger();
    return new RenamedSecrets(ledger.renamed(), ledger.entries().keySet());
  }

  /** {@code secrets.yaml}, with its exact text where there is one. */
  public LedgerFile ledgerFile() {
    return new LedgerFile(ledger(), repository.ledgerText());
  }

  /** The names for which an environment variable may hold a value. */
  public Set<SecretName> secretNames(List<RuleFile> files) {
    Set<SecretName> names = new TreeSet<>(ledger().entries().keySet());
    files.forEach(file -> names.addAll(Rendering.secretsIn(file.rule())));
    return names;
  }

  /** The secret map for the site. */
  public SecretMap secrets(SecretMapText given, List<RuleFile> files) {
    Set<SiteName> others = new TreeSet<>(configuration.sites().keySet());
    others.remove(site.name());
    Ledger ledger = ledger();
    return given
        .read(environment, new SecretDemand(secretNames(files), Optional.of(site.name()), others))
        .reserving(ledger.notFor(site.name()));
  }

  /**
   * What Git wants on the site.
   *
   * @param given the secret map
   * @param asking whether the site is going to be asked
   */
  public Desired desired(SecretMapText given, boolean asking) {
    // What is missing here is soon told; reading the files takes its time.
    if (asking) {
      access().connection();
    }
    List<RuleFile> files = asking ? ruleFilesAsking() : ruleFiles();
    return new Desired(files, secrets(given, files));
  }

  /** What surrounds the run. */
  Environment environment() {
    return environment;
  }

  /** How the user wants to work. */
  SessionOptions options() {
    return options;
  }

  Rendering rendering(SecretMap secrets) {
    return new Rendering(secrets, site.variables());
  }

  /** Fingerprints that can be compared between runs, where the environment has a key for them. */
  Optional<Fingerprints> stateKey() {
    return stateKey(environment).map(Fingerprints::keyedBy);
  }

  /** The way to the site of this run. */
  public SiteAccess access() {
    return new SiteAccess(environment, options, configuration, site, repeats);
  }

  /** The requests of this run that were repeated. */
  public RetryLog repeats() {
    return repeats;
  }

  /**
   * Begins to ask the site for its list of rules, for a command that only reads them: what it sees
   * is the list from now on. The base is read before.
   *
   * @param base whether it is needed
   */
  public void readAhead(boolean base) {
    SiteConnection connection = access().connection();
    ahead =
        new PrefetchedSite(
            connection, () -> base ? workTree.base(site.name()).fetch() : Optional.empty());
  }

  /**
   * From now on also begins to read the rules whose files hold secrets, for a command that reads
   * all of those: without a key nothing else says whether the site has today's values. A rule of
   * another site may go by another id, so they are read where there is one site alone.
   */
  void readSecretsAhead() {
    if (stateKey().isEmpty() && configuration().sites().size() == 1) {
      aheadOfRules = ahead;
    }
  }

  /** The way to the site, its cloud id known. */
  SiteConnection connection() {
    PrefetchedSite begun = ahead;
    return begun == null ? access().connection().resolved() : begun.connection();
  }

  AutomationApi open(SiteConnection connection) {
    PrefetchedSite begun = ahead;
    return begun == null ? connection.open() : begun.api(connection);
  }

  Progress progress() {
    return options.progress().get();
  }

  /**
   * The base as the remote has it, for the checkout with these files.
   *
   * @throws dev.rulekeeper.git.GitException if there is a remote that cannot be read: without the
   *     base, an edit in the browser would be taken for one in Git
   */
  SiteBase base(List<RuleFile> files) {
    Optional<Base> base =
        Optional.ofNullable(ahead)
            .flatMap(PrefetchedSite::base)
            .orElseGet(() -> workTree.base(site.name()).fetch());
    return new SiteBase(this, base, files);
  }

  /** The rule of the site that {@code text} would make at {@code path}, if it makes one. */
  Optional<RuleFile> ruleOf(String path, String text) {
    try {
      return repository.ruleFile(path, text).stream()
          .flatMap(file -> siteRules().files(List.of(file)).stream())
          .findFirst();
    } catch (InvalidFileException e) {
      return Optional.empty();
    }
  }

  /** The checkout of the rule repository, beside what its commits say. */
  Checkout checkout() {
    return new Checkout(repository, workTree);
  }

  /** {@code path}, which is relative to the rule repository, relative to the Git work tree. */
  String inWorkTree(String path) {
    return checkout().inWorkTree(path);
  }

  @Override
  public void close() {
    if (ahead != null) {
      ahead.close();
    }
    cache.close();
    seen.close();
    agreements.close();
    workTree.close();
  }
}
