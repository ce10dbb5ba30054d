package dev.rulekeeper.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.report.RetryLog;
import dev.rulekeeper.report.SyncOutput;
import dev.rulekeeper.report.VerificationOutput;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.expiry.Expiry;
import dev.rulekeeper.sync.Outcome;
import dev.rulekeeper.sync.SyncReport;
import dev.rulekeeper.sync.Verification;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a rotation ended.
 *
 * @param report what was written
 * @param undone whether the one rule that was tried is as it was before; nothing where it took the
 *     new value
 * @param verified what the whole site shows of each secret, where all was written
 * @param proved the secrets whose old value was known and searched for
 * @param expiries when the new values expire, as far as that is known
 */
record RotationResult(
    SyncReport report,
    RetryLog repeats,
    Optional<Boolean> undone,
    SortedMap<SecretName, Verification> verified,
    List<SecretName> proved,
    Map<SecretName, Expiry> expiries) {

  /** The same, with when the new values expire. */
  RotationResult dated(Map<SecretName, Expiry> known) {
    return new RotationResult(report, repeats, undone, verified, proved, new TreeMap<>(known));
  }

  /** Whether the new values are on the site wherever this run could bring them. */
  boolean written() {
    return exit() == ExitCode.DONE
        || (exit() == ExitCode.FOUND && report.count(Outcome.Status.APPLIED) > 0);
  }

  ExitCode exit() {
    if (undone.isPresent()) {
      return undone.get() ? ExitCode.FAILED : ExitCode.PARTLY;
    }
    ExitCode written = SyncExit.of(report, false);
    boolean problems = verified.values().stream().anyMatch(each -> !each.problems().isEmpty());
    return written == ExitCode.DONE && problems ? ExitCode.FOUND : written;
  }

  String text() {
    StringBuilder text = new StringBuilder(SyncOutput.text(report, repeats));
    undone.ifPresent(
        back ->
            text.append(
                back
                    ? "The first rule did not take the new value: it is as it was before, and no"
                        + " other was touched.\n"
                    : "The first rule did not take the new value, and could not be put back: see"
                        + " above. No other was touched.\n"));
    verified.forEach((name, each) -> text.append(told(name, each)));
    expiries.forEach(
        (name, expiry) -> text.append(name).append(" expires on ").append(expiry).append(".\n"));
    return text.toString();
  }

  private String told(SecretName name, Verification verification) {
    return VerificationOutput.text(
        name,
        verification,
        proved.contains(name)
            ? ", the old value is gone. Safe to revoke it.\n"
            : "; what the old value was is not known, so it was not searched for:"
                + " --old-from-env proves that it is gone.\n");
  }

  String json() {
    ObjectNode document = SyncOutput.json(report, repeats);
    undone.ifPresent(back -> document.put("putBack", back));
    ArrayNode secrets = document.putArray("secrets");
    verified.forEach(
        (name, each) -> {
          ObjectNode secret = secrets.addObject();
          secret
              .put("name", name.value())
              .put("places", each.places())
              .put("rules", each.rules())
              .put("oldValueSearched", proved.contains(name))
              .put("safeToRevoke", each.problems().isEmpty() && proved.contains(name));
          Optional.ofNullable(expiries.get(name))
              .ifPresent(
                  expiry ->
                      secret
                          .put("expires", expiry.day().toString())
                          .put("source", expiry.source().word()));
          ArrayNode problems = secret.putArray("problems");
          each.problems()
              .forEach(
                  problem ->
                      problems
                          .addObject()
                          .put("rule", problem.rule().toString())
                          .put("name", problem.ruleName())
                          .put("where", problem.where())
                          .put("what", problem.what()));
        });
    return ExactJson.writePretty(document) + "\n";
  }

  /** The rule that did not take the new value, where the run ended with it and wrote no other. */
  static Optional<Outcome> failedCanary(SyncReport report) {
    boolean alone =
        report.count(Outcome.Status.APPLIED) == 0 && report.count(Outcome.Status.FAILED) == 1;
    return report.outcomes().stream()
        .filter(outcome -> alone && outcome.status() == Outcome.Status.FAILED)
        .findFirst();
  }
}
