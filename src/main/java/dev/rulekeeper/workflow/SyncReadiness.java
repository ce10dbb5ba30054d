package dev.rulekeeper.workflow;

import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.atlassian.OrganizationToken;
import dev.rulekeeper.atlassian.SiteConnection;
import dev.rulekeeper.atlassian.SiteProbe;
import dev.rulekeeper.git.RemoteCheck;
import dev.rulekeeper.report.DoctorReport;
import dev.rulekeeper.report.DoctorReport.State;
import dev.rulekeeper.report.DoctorReport.Step;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.map.SecretMap;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Looks at everything that a sync needs, one thing after the other, and changes nothing. */
public final class SyncReadiness {
  private static final Duration MOST_SKEW = Duration.ofMinutes(2);
  private static final int SOON_DAYS = 30;
  private final Environment environment;
  private final Supplier<Session> opening;
  private final Supplier<SecretMapText> secretMap;
  private final Function<RuntimeException, Finding> explaining;
  private final List<Step> steps = new ArrayList<>();

  /**
   * Prepares one.
   *
   * @param opening opens the session
   * @param secretMap reads the secret map
   * @param explaining says what is wrong where something throws
   */
  public SyncReadiness(
      Environment environment,
      Supplier<Session> opening,
      Supplier<SecretMapText> secretMap,
      Function<RuntimeException, Finding> explaining) {
    this.environment = environment;
    this.opening = opening;
    this.secretMap = secretMap;
    this.explaining = explaining;
  }

  /** What was found. */
  public DoctorReport report() {
    Optional<Session> opened =
        look("configuration", () -> opening.get().leavingEverything(), this::configuration);
    if (opened.isEmpty()) {
      return new DoctorReport(steps);
    }
    try (Session session = opened.get()) {
      Optional<List<RuleFile>> files =
          look("rule files", session::ruleFiles, read -> ok(Count.of(read.size(), "rule")));
      look("ledger", session::ledger, ledger -> ledger(ledger, files.orElse(List.of()), session));
      files.ifPresent(
          read ->
              look(
                  "secret map",
                  () -> session.secrets(secretMap.get(), read),
                  map -> secretMap(map, session, read)));
      look("work tree", () -> session.workTree().branch(), branch -> workTree(branch, session));
      look("remote", () -> session.workTree().checkRemote(session.site().name()), this::remote);
      look("hook", () -> session.workTree().hook("pre-commit"), SyncReadiness::hook);
      site(session);
    }
    return new DoctorReport(steps);
  }

  /**
   * What is to be said of one thing.
   *
   * @param found what was found there; no value of a secret
   * @param hint what to do, or {@code ""}
   */
  public record Finding(State state, String found, String hint) {}

  private interface Judge<T> {
    Finding of(T seen);
  }

  private static Finding ok(String found) {
    return new Finding(State.OK, found, "");
  }

  private static Finding note(String found, String hint) {
    return new Finding(State.NOTE, found, hint);
  }

  /** Adds a step; nothing where it does not work. */
  private <T> Optional<T> look(String what, Supplier<T> see, Judge<T> judge) {
    try {
      T seen = see.get();
      add(what, judge.of(seen));
      return Optional.of(seen);
    } catch (RuntimeException e) {
      add(what, explaining.apply(e));
      return Optional.empty();
    }
  }

  private void add(String what, Finding finding) {
    steps.add(new Step(what, finding.state(), finding.found(), finding.hint()));
  }

  private Finding configuration(Session session) {
    int others = session.configuration().sites().size() - 1;
    return ok(
        "site "
            + session.site().name()
            + ", "
            + session.site().product()
            + (others > 0 ? "; " + Count.of(others, "other site") : ""));
  }

  private Finding ledger(Ledger ledger, List<RuleFile> files, Session session) {
    Set<SecretName> undeclared = new TreeSet<>(session.secretNames(files));
    undeclared.removeAll(ledger.entries().keySet());
    long soon =
        ledger.entries().values().stream()
            .filter(
                entry ->
                    entry
                        .expires()
                        .filter(day -> !day.isAfter(environment.today().plusDays(SOON_DAYS)))
                        .isPresent())
            .count();
    String found = Count.of(ledger.entries().size(), "secret");
    if (!undeclared.isEmpty()) {
      return new Finding(
          State.WRONG,
          found + "; rules use, and it does not know: " + joined(undeclared),
          "declare them in secrets.yaml, or run export");
    }
    return soon == 0
        ? ok(found)
        : note(
            found + "; within " + Count.of(SOON_DAYS, "day") + " expire or expired: " + soon,
            "rulekeeper secrets expiring");
  }

  private static Finding secretMap(SecretMap map, Session session, List<RuleFile> files) {
    Set<SecretName> missing = new TreeSet<>(session.secretNames(files));
    missing.removeAll(map.names());
    missing.removeAll(session.ledger().notFor(session.site().name()));
    return missing.isEmpty()
        ? ok("every secret has a value")
        : note(
            "without a value here: " + joined(missing),
            "sync leaves their rules out; give values with --secrets-file FILE, RULEKEEPER_SECRETS"
                + " or RULEKEEPER_SECRET_<NAME>");
  }

  private static Finding workTree(Optional<String> branch, Session session) {
    int changed = session.workTree().changed(session.inWorkTree("rules")).size();
    String found = branch.map(name -> "branch " + name).orElse("no branch: a detached HEAD");
    if (session.workTree().head().isEmpty()) {
      return note(found + ", without a commit", "commit what init wrote");
    }
    return changed == 0
        ? ok(found)
        : note(
            found + ", not committed: " + Count.of(changed, "rule file"),
            "a sync from another checkout takes what is not committed off the site again");
  }

  private Finding remote(Optional<RemoteCheck> seen) {
    if (seen.isEmpty()) {
      return note(
          "none, so base and lock are in this clone only",
          "add one before a second clone or CI syncs");
    }
    RemoteCheck remote = seen.get();
    String found = remote.remote() + (remote.hasBase() ? ", has the base" : ", has no base yet");
    if (remote.mayPush().filter(may -> !may).isPresent()) {
      return new Finding(
          State.WRONG,
          found + ", takes no push",
          "give this account the right to push: a sync keeps base, lock and journals there");
    }
    return ok(found);
  }

  private static Finding hook(Optional<String> text) {
    return text.filter(hook -> hook.contains("rulekeeper")).isPresent()
        ? ok("looks for credentials before each commit")
        : note(
            "no pre-commit hook that looks for credentials",
            "rulekeeper init installs it in this clone");
  }

  private void site(Session session) {
    Optional<URI> url =
        look("address", session.access()::siteUrl, address -> ok(String.valueOf(address)));
    if (url.isEmpty()) {
      return;
    }
    SiteProbe probe = new SiteProbe(url.get());
    look("proxy", probe::proxy, proxy -> ok(proxy.map(host -> "by " + host).orElse("none")));
    look("clock", probe::time, this::clock);
    Optional<SiteConnection> connection =
        look(
            "credentials",
            session.access()::connection,
            made -> token(session.access().tokenKind()));
    if (connection.isPresent()) {
      expiry(session);
    }
    Optional<SiteConnection> resolved =
        connection.flatMap(
            made ->
                look("cloud id", made::resolved, known -> ok(known.resolveCloudId().toString())));
    resolved.ifPresent(this::account);
  }

  private static Finding token(SiteTokenKind kind) {
    return kind.usable()
        ? ok(kind.told())
        : new Finding(
            State.WRONG,
            kind.told() + ", which the rule API does not take",
            "make a classic API token, without scopes, with the account of a Jira administrator");
  }

  /** The token of the site itself dies within a year, too. */
  private void expiry(Session session) {
    if (environment.variable(OrganizationAccess.KEY).isEmpty()) {
      steps.add(
          new Step(
              "token expiry",
              State.SKIPPED,
              "not known: ATLASSIAN_ORG_ID and ATLASSIAN_ORG_API_KEY let the organization say it",
              ""));
      return;
    }
    look(
        "token expiry",
        () -> OrganizationAccess.tokens(environment),
        tokens -> {
          List<OrganizationToken> own =
              tokens.stream()
                  .filter(each -> each.user().equalsIgnoreCase(session.access().email()))
                  .filter(OrganizationToken::allowed)
                  .toList();
          Optional<LocalDate> first =
              own.stream()
                  .flatMap(each -> each.expiresAt().stream())
                  .min(Instant::compareTo)
                  .map(end -> LocalDate.ofInstant(end, ZoneOffset.UTC));
          if (first.isEmpty()) {
            return note(
                "the organization lists no token of this account that works",
                "look whether the account is managed by the organization");
          }
          String found =
              (own.size() == 1 ? "on " : "of " + Count.of(own.size(), "token") + " the first on ")
                  + first.get();
          return first.get().isAfter(environment.today().plusDays(SOON_DAYS))
              ? ok(found)
              : note(found, "make a new one in time and change ATLASSIAN_API_TOKEN in CI");
        });
  }

  private void account(SiteConnection connection) {
    look(
        "account",
        () -> {
          try (AutomationApi api = connection.open()) {
            return api.accountId();
          }
        },
        account ->
            account
                .map(id -> ok("the site knows it as " + id))
                .orElseGet(
                    () ->
                        new Finding(
                            State.WRONG,
                            "the site does not accept e-mail and token",
                            "check ATLASSIAN_EMAIL and ATLASSIAN_API_TOKEN; API tokens expire"
                                + " after a year at most")));
    look(
        "permission",
        () -> {
          connection.readOnePage();
          return true;
        },
        read -> ok("may read the rules of the site"));
  }

  private Finding clock(Optional<Instant> site) {
    if (site.isEmpty()) {
      return new Finding(
          State.WRONG, "the site does not answer", "check its address, the network and the proxy");
    }
    Duration skew = Duration.between(site.get(), environment.clock().instant()).abs();
    return skew.compareTo(MOST_SKEW) <= 0
        ? ok("as the site's")
        : note(
            "differs from the site's by " + Count.of(skew.toMinutes(), "minute"),
            "set the clock of this machine: journals and days of expiry go by it");
  }

  private static String joined(Set<SecretName> names) {
    int more = names.size() - 5;
    return names.stream().limit(5).map(SecretName::value).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }
}
