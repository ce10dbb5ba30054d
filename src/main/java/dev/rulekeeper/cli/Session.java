package dev.rulekeeper.cli;

import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.atlassian.Progress;
import dev.rulekeeper.atlassian.Repeat;
import dev.rulekeeper.atlassian.SiteConnection;
import dev.rulekeeper.git.Base;
import dev.rulekeeper.git.GitException;
import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.BaseRule;
import dev.rulekeeper.ruleset.BaseRules;
import dev.rulekeeper.ruleset.Configuration;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.ruleset.SiteRules;
import dev.rulekeeper.secret.SecretValue;
import dev.rulekeeper.secret.fingerprint.Fingerprints;
import dev.rulekeeper.secret.known.Rendering;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.map.SecretMap;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a command works with: the rule repository, the site it is for, and the way there. */
final class Session implements AutoCloseable {
  private final Console console;
  private final CommonOptions options;
  private final RuleRepository repository;
  private final Configuration configuration;
  private final Configuration.Site site;
  private final WorkTree workTree;
  private final Repeats repeats = new Repeats();

  private Session(
      Console console,
      CommonOptions options,
      RuleRepository repository,
      Configuration configuration,
      Configuration.Site site,
      WorkTree workTree) {
    this.console = console;
    this.options = options;
    this.repository = repository;
    this.configuration = configuration;
    this.site = site;
    this.workTree = workTree;
  }

  /** Opens the rule repository that the user stands in; no site is asked yet. */
  static Session open(Console console, CommonOptions options) {
    return open(console, options, options.site());
  }

  /** As {@link #open(Console, CommonOptions)}, for the site of this name. */
  static Session open(Console console, CommonOptions options, Optional<String> site) {
    RuleRepository repository = RuleRepository.open(options.directory(console));
    Configuration configuration = repository.configuration();
    return new Session(
        console,
        options,
        repository,
        configuration,
        choose(configuration, site),
        WorkTree.open(repository.root()));
  }

  private static Configuration.Site choose(Configuration configuration, Optional<String> wanted) {
    if (wanted.isEmpty() && configuration.defaultSite().isEmpty()) {
      throw new CliException(
          ExitCode.USAGE,
          "rulekeeper.yaml has several sites and no default",
          "name one with --site: " + configuration.sites().keySet());
    }
    SiteName name = wanted.map(SiteName::new).or(configuration::defaultSite).orElseThrow();
    Configuration.Site site = configuration.sites().get(name);
    if (site == null) {
      throw new CliException(
          ExitCode.USAGE,
          "rulekeeper.yaml has no site '" + name + "'",
          "it has: " + configuration.sites().keySet());
    }
    return site;
  }

  RuleRepository repository() {
    return repository;
  }

  Configuration configuration() {
    return configuration;
  }

  Configuration.Site site() {
    return site;
  }

  WorkTree workTree() {
    return workTree;
  }

  /** The rule files that belong to the site, with its ids. */
  List<RuleFile> ruleFiles() {
    return siteRules().files(repository.ruleFiles());
  }

  /** Which rule files belong to the site, and how. */
  SiteRules siteRules() {
    return new SiteRules(configuration, repository.mappings(configuration), site);
  }

  Ledger ledger() {
    return repository.ledger().map(Ledger::read).orElseGet(Ledger::empty);
  }

  /** The exact text of {@code secrets.yaml}, where there is one. */
  Optional<String> ledgerText() {
    Path ledger = repository.root().resolve(RuleRepository.LEDGER);
    try {
      return Files.exists(ledger) ? Optional.of(Files.readString(ledger)) : Optional.empty();
    } catch (IOException e) {
      throw new CliException(
          ExitCode.FAILED, "cannot read secrets.yaml", "check that it can be read and is UTF-8");
    }
  }

  /** The names for which an environment variable may hold a value. */
  Set<SecretName> secretNames(List<RuleFile> files) {
    Set<SecretName> names = new TreeSet<>(ledger().entries().keySet());
    files.forEach(file -> names.addAll(Rendering.secretsIn(file.rule())));
    return names;
  }

  SecretMap secrets(SecretOptions sources, List<RuleFile> files) {
    Set<SiteName> others = new TreeSet<>(configuration.sites().keySet());
    others.remove(site.name());
    Ledger ledger = ledger();
    return sources
        .read(console, options.directory(console), secretNames(files), site.name(), others)
        .reserving(ledger.notFor(site.name()));
  }

  Rendering rendering(SecretMap secrets) {
    return new Rendering(secrets, site.variables());
  }

  /** Fingerprints that can be compared between runs, where the environment has a key for them. */
  Optional<Fingerprints> stateKey() {
    Optional<SecretValue> key = console.variable("RULEKEEPER_STATE_KEY").map(SecretValue::of);
    key.ifPresent(value -> console.redactor().learn(Set.of(value)));
    return key.map(Fingerprints::keyedBy);
  }

  /** The way to the site; the credentials are asked of the environment here. */
  SiteConnection connection() {
    String email = credential("ATLASSIAN_EMAIL");
    String token = credential("ATLASSIAN_API_TOKEN");
    console.redactor().learn(Set.of(SecretValue.of(token)));
    SiteVariables variables = variables();
    URI apiUrl =
        URI.create(variables.get("RULEKEEPER_API_URL").orElse("https://api.atlassian.com"));
    SiteAddress address = SiteAddress.of(variables, site);
    return new SiteConnection(
        address.url(),
        apiUrl,
        site.product(),
        address.cloudId(),
        email,
        new SiteConnection.ApiToken(token),
        options.jobs(),
        options.requestTimeout(),
        new Requests());
  }

  /** The URL of the site; a value may be sent there. */
  URI siteUrl() {
    return SiteAddress.of(variables(), site).url();
  }

  private SiteVariables variables() {
    return new SiteVariables(console, configuration, site);
  }

  private String credential(String name) {
    return variables()
        .get(name)
        .orElseThrow(
            () ->
                new CliException(
                    ExitCode.USAGE,
                    "no credentials for the site " + site.name() + ": " + name + " is not set",
                    "set ATLASSIAN_EMAIL and ATLASSIAN_API_TOKEN (a classic API token of a Jira "
                        + "administrator, without scopes) in the environment"));
  }

  /** The requests of this run that were repeated. */
  Repeats repeats() {
    return repeats;
  }

  /** What becomes of what is heard of requests. */
  private final class Requests implements SiteConnection.Listener {
    @Override
    public void answered(String method, String path, int status, int attempt, long milliseconds) {
      if (options.verbose()) {
        console.say(
            method
                + " "
                + path
                + " "
                + (status == 0 ? "no answer" : status)
                + (attempt > 1 ? ", try " + attempt : "")
                + ", "
                + milliseconds
                + " ms");
      }
    }

    @Override
    public void repeating(Repeat repeat) {
      repeats.add(repeat);
    }
  }

  AutomationApi open(SiteConnection connection) {
    return connection.open();
  }

  Progress progress() {
    return options.progress(console)
        ? new TerminalProgress(
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8))
        : Progress.SILENT;
  }

  /**
   * The base as the remote has it; where that cannot be reached, as this clone last saw it. For a
   * checkout that is behind, an earlier one.
   */
  Optional<Base> base() {
    Optional<Base> base = fetchedBase();
    base.flatMap(Base::missing)
        .ifPresent(
            commit ->
                console.say(
                    "Note: Git and site last agreed on commit "
                        + commit.substring(0, 10)
                        + ", which is not in this checkout: what came with it counts as edited on "
                        + "the site. Pull or merge it first."));
    return base;
  }

  private Optional<Base> fetchedBase() {
    try {
      return workTree.base(site.name()).fetch();
    } catch (GitException e) {
      console.say(
          "Note: the base could not be fetched, so the one of this clone is used: "
              + e.getMessage());
      return workTree.base(site.name()).read();
    }
  }

  static BaseRules rules(Optional<Base> base) {
    if (base.isEmpty()) {
      return BaseRules.none();
    }
    Set<RuleId> ids = new HashSet<>();
    base.get().paths().forEach(path -> ids.add(BaseRule.idAt(path)));
    return new BaseRules(
        true,
        ids,
        id ->
            base.get()
                .read(BaseRule.pathOf(id))
                .map(content -> BaseRule.read(BaseRule.pathOf(id), content)));
  }

  /** {@code path}, which is relative to the rule repository, relative to the Git work tree. */
  String inWorkTree(String path) {
    return workTree.pathOf(repository.root().resolve(path));
  }

  @Override
  public void close() {
    workTree.close();
  }
}
