package dev.rulekeeper.workflow;

import dev.rulekeeper.atlassian.ValidityCheck;
import dev.rulekeeper.plan.Change;
import dev.rulekeeper.plan.ChangeKind;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.plan.PlanOptions;
import dev.rulekeeper.plan.PlanResult;
import dev.rulekeeper.report.CiSecretAdvice;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.Selection;
import dev.rulekeeper.secret.expiry.Expiry;
import dev.rulekeeper.secret.expiry.ExpirySource;
import dev.rulekeeper.secret.expiry.ValueExpiry;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.ledger.LedgerEntry;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.render.Rendering;
import dev.rulekeeper.sync.Outcome;
import dev.rulekeeper.sync.SecretArrival;
import dev.rulekeeper.sync.SyncReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** One rotation: what check, sync, verify and undo do, one after the other. */
public final class RotationRun {
  private final Environment environment;
  private final Session session;
  private final RunOptions options;
  private final List<RuleFile> files;
  private final RotationValues values;
  private final Map<SecretName, Expiry> said = new TreeMap<>();

  /**
   * What is to be rotated.
   *
   * @param map the secret map
   * @param newValues where the new values come from
   * @param old where old values are, as options name it
   */
  public record Request(
      SortedSet<SecretName> names, SecretMapText map, NewValues newValues, List<String> old) {}

  /** Where new values come from. */
  public interface NewValues {
    /** The new values of {@code names}; {@code map} has values that may be the new ones. */
    SortedMap<SecretName, SecretValue> of(SortedSet<SecretName> names, SecretMap map);
  }

  private RotationRun(
      Session session, RunOptions options, List<RuleFile> files, RotationValues values) {
    this.environment = session.environment();
    this.session = session;
    this.options = options;
    this.files = files;
    this.values = values;
  }

  /** Reads the values; the site is not asked yet. */
  public static RotationRun prepare(Session session, Request request, RunOptions options) {
    List<RuleFile> files = session.ruleFilesAsking();
    Set<SecretName> known = session.secretNames(files);
    for (SecretName name : request.names()) {
      if (!known.contains(name)
          || !session
              .ledger()
              .entries()
              .getOrDefault(name, LedgerEntry.empty())
              .isFor(session.site().name())) {
        throw new WorkflowException(
            WorkflowException.Kind.USAGE,
            "no rule and no ledger entry of "
                + session.site().name()
                + " has the secret '"
                + name
                + "'",
            "rulekeeper secrets list has the names");
      }
    }
    SecretMap map = session.secrets(request.map(), files);
    SortedMap<SecretName, SecretValue> young = request.newValues().of(request.names(), map);
    Map<SecretName, SecretValue> old =
        ValuesBeforeRotation.of(session.environment(), request.names(), request.old(), map, young);
    return new RotationRun(session, options, files, new RotationValues(map, young, old));
  }

  /**
   * Tries the new values out where the ledger says how.
   *
   * @throws WorkflowException if one is refused, or it cannot be told
   */
  public void check() {
    Ledger ledger = session.ledger();
    values
        .young()
        .forEach(
            (name, value) -> {
              Optional<String> declared =
                  Optional.ofNullable(ledger.entries().get(name)).flatMap(LedgerEntry::check);
              if (declared.isEmpty()) {
                environment.say(
                    "Not tried out: secrets.yaml says no check for "
                        + name
                        + ", such as check: atlassian bot@acme.com for a token of Atlassian.");
              } else {
                check(name, value, ValidityCheck.parse(declared.get(), session.access().siteUrl()));
              }
            });
  }

  private void check(SecretName name, SecretValue value, ValidityCheck check) {
    ValidityCheck.Reply reply = check.send(value);
    String host = check.url().getHost();
    switch (reply.answer()) {
      case ACCEPTED -> {
        environment.say("The new value of " + name + " is accepted by " + host + ".");
        reply
            .end()
            .flatMap(end -> Expiry.at(end, ExpirySource.SERVICE))
            .ifPresent(expiry -> said.put(name, expiry));
      }
      case REFUSED ->
          throw new WorkflowException(
              WorkflowException.Kind.FOUND,
              "the new value of " + name + " is REFUSED by " + host + "; nothing was written",
              "look whether it was copied whole, and is for that service");
      case UNCLEAR ->
          throw new WorkflowException(
              WorkflowException.Kind.FAILED,
              host
                  + " said neither yes nor no to the new value of "
                  + name
                  + "; nothing was written",
              "try again later, or rotate without: --skip-check");
    }
  }

  /**
   * Writes one rule, then the others, reads the whole site, and notes in the ledger when the new
   * values expire.
   *
   * @param keeps whether rules that took the value keep it where others did not
   * @param commit how the ledger is left in Git
   */
  public RotationResult rotate(boolean keeps, CommitRequest commit) {
    RotationResult result = rotated(keeps);
    return result.written() ? result.dated(keepExpiry(commit)) : result;
  }

  /** What else is to be done after {@code result}: CI has to get the new values, too. */
  public String advice(RotationResult result) {
    Set<SecretName> unknown = values.unknownToMap();
    return !result.written() || unknown.isEmpty()
        ? ""
        : CiSecretAdvice.text(CiSecretAdvice.variables(unknown, environment.variables().keySet()));
  }

  private RotationResult rotated(boolean keeps) {
    Instant begun = environment.clock().instant();
    SecretMap secrets = values.now();
    SyncReport report;
    OverwrittenValues overwritten = new OverwrittenValues(values.before(), keeps);
    try (SyncSession run = SyncSession.begin(session, options)) {
      PlanInputs inputs = run.inputs(files, secrets);
      SiteBase base = run.base(files);
      PlanResult all = run.plan(inputs, base.baseline(), asked());
      PlanResult planned = onlyRotations(all);
      run.refuse(planned, false);
      try (BaseUpdate update =
          new BaseUpdate(inputs, base, Selection.ofIds(ids(planned.plan())), begun)) {
        update.lookAhead(planned);
        report = run.write(inputs, planned, false, "rotate", overwritten);
        update.settle(planned, report, CommitRequest.usual());
      }
    }
    boolean failed = report.count(Outcome.Status.FAILED) > 0;
    boolean putBack = failed && (!keeps || report.count(Outcome.Status.APPLIED) == 0);
    return new RotationResult(
        report,
        session.repeats(),
        putBack ? Optional.of(putBack(report, overwritten)) : Optional.empty(),
        failed ? new TreeMap<>() : verified(secrets),
        List.copyOf(values.old().keySet()),
        Map.of());
  }

  private PlanOptions asked() {
    Map<SecretName, Set<SecretValue>> older = new TreeMap<>();
    values.old().forEach((name, value) -> older.put(name, Set.of(value)));
    return PlanOptions.careful()
        .rotating(values.names())
        .with(PlanOptions.Choice.SAMPLE)
        .knowing(older);
  }

  /** Of a plan what only rotates these secrets; what else is pending is for sync. */
  private PlanResult onlyRotations(PlanResult all) {
    Set<SecretName> names = values.names();
    List<Change> rotations = new ArrayList<>();
    int waiting = 0;
    for (Change change : all.plan().changes()) {
      boolean carries = Rendering.secretsIn(change.rule()).stream().anyMatch(names::contains);
      boolean rotates =
          change.kind() == ChangeKind.ROTATE && change.secrets().stream().anyMatch(names::contains);
      if (rotates) {
        rotations.add(change);
      } else if (carries && !(change instanceof Change.Create)) {
        waiting++;
        environment.say(
            "Left to sync: "
                + change.kind().label()
                + "  "
                + change.name()
                + change.reason().map(reason -> ": " + reason).orElse(""));
      }
    }
    if (rotations.isEmpty()) {
      environment.say("No rule holds another value, so there is nothing to write.");
    } else {
      environment.say("To rotate: " + Count.of(rotations.size(), "rule") + ", one first.");
    }
    if (waiting > 0) {
      environment.say(
          "More than a rotation is due in "
              + Count.of(waiting, "rule")
              + ", which rotate leaves alone: run sync with the new value in the secret map.");
    }
    Plan plan = all.plan();
    return new PlanResult(
        new Plan(plan.site(), rotations, plan.unchanged(), plan.notes()),
        all.agreed(),
        all.unsettled(),
        all.rules());
  }

  private static Set<RuleId> ids(Plan plan) {
    Set<RuleId> ids = new TreeSet<>();
    plan.changes().forEach(change -> ids.add(change.id()));
    return ids;
  }

  private RotationResult.PutBack putBack(SyncReport report, OverwrittenValues overwritten) {
    String way = "undo " + report.run() + " --with-old FILE, a map with the old values";
    environment.say(
        Count.of(report.count(Outcome.Status.FAILED), "rule")
            + " did not take the new value: putting back what was written. Should that be"
            + " interrupted, do it with "
            + way
            + ".");
    Set<RuleId> left = new RotationUndo(session, options).putBack(report.run(), overwritten);
    return new RotationResult.PutBack(
        report.count(Outcome.Status.APPLIED) == 0, overwritten.size(), left, way);
  }

  private SortedMap<SecretName, SecretArrival> verified(SecretMap secrets) {
    return SiteVerification.of(session, files, secrets, values.gone());
  }

  /** Writes into the ledger when the new values expire; a date of the old one is none of theirs. */
  private Map<SecretName, Expiry> keepExpiry(CommitRequest commit) {
    Map<SecretName, Expiry> known = new TreeMap<>(said);
    values
        .young()
        .forEach(
            (name, value) ->
                ValueExpiry.of(value, environment.today())
                    .ifPresent(expiry -> known.putIfAbsent(name, expiry)));
    Ledger ledger = session.ledger();
    for (SecretName name : values.names()) {
      LedgerEntry entry = ledger.entries().get(name);
      if (entry == null) {
        continue;
      }
      Expiry expiry = known.get(name);
      if (expiry == null) {
        entry
            .expires()
            .ifPresent(
                day ->
                    environment.say(
                        "secrets.yaml says that "
                            + name
                            + " expires on "
                            + day
                            + ", which was the old value: write when the new one does."));
      } else {
        entry
            .expiry()
            .filter(then -> then.source() == ExpirySource.PERSON)
            .ifPresent(
                then ->
                    environment.say(
                        name
                            + " was to expire on "
                            + then
                            + "; secrets.yaml says now "
                            + expiry
                            + "."));
        ledger = ledger.with(name, entry.expiring(expiry));
      }
    }
    LedgerCommit.write(session, ledger, commit, "Note when the rotated secrets expire");
    return known;
  }
}
