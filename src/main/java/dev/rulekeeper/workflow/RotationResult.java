package dev.rulekeeper.workflow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.report.RetryLog;
import dev.rulekeeper.report.SyncOutput;
import dev.rulekeeper.report.VerificationOutput;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.expiry.Expiry;
import dev.rulekeeper.sync.Outcome;
import dev.rulekeeper.sync.RunEnding;
import dev.rulekeeper.sync.SecretArrival;
import dev.rulekeeper.sync.SyncReport;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How a rotation ended.
 *
 * @param report what was written
 * @param undone what became of the rules that were written, where they were put back
 * @param verified what the whole site shows of each secret, where all was written
 * @param proved the secrets whose old value was known and searched for
 * @param expiries when the new values expire, as far as that is known
 */
public record RotationResult(
    SyncReport report,
    RetryLog repeats,
    Optional<PutBack> undone,
    SortedMap<SecretName, SecretArrival> verified,
    List<SecretName> proved,
    Map<SecretName, Expiry> expiries) {

  /**
   * What was put back, since not every rule took the new value.
   *
   * @param first whether the first rule did not, so that no other was written
   * @param rules how many were, or may have been, written
   * @param left those that are not as they were before
   * @param way how a person puts the rest back
   */
  public record PutBack(boolean first, int rules, Set<RuleId> left, String way) {
    /** Copies the set. */
    public PutBack {
      left = Collections.unmodifiableSet(new TreeSet<>(left));
    }

    private String text() {
      String what =
          first ? "The first rule did not take the new value" : "Not every rule took the new value";
      if (!left.isEmpty()) {
        return what
            + ", and "
            + Count.of(left.size(), "rule")
            + " could not be put back:\n"
            + left.stream().map(id -> "  " + id + "\n").collect(Collectors.joining())
            + "Look at them, then "
            + way
            + ".\n";
      }
      return first
          ? what + ": it is as it was before, and no other was touched.\n"
          : what
              + ", so everything is as it was before: "
              + Count.of(rules, "rule")
              + " put back. Mend the rules that failed and rotate again, or let the others have the"
              + " new value: --keep-written.\n";
    }
  }

  /** The same, with when the new values expire. */
  RotationResult dated(Map<SecretName, Expiry> known) {
    return new RotationResult(report, repeats, undone, verified, proved, new TreeMap<>(known));
  }

  /** Whether the new values are on the site wherever this run could bring them. */
  boolean written() {
    return undone.isEmpty()
        && RunEnding.of(report, false) == RunEnding.DONE
        && (!hasProblems() || report.count(Outcome.Status.APPLIED) > 0);
  }

  /** Whether the site shows that something is not as it is to be. */
  public boolean hasProblems() {
    return verified.values().stream().anyMatch(each -> !each.problems().isEmpty());
  }

  /** It for a person. */
  public String text() {
    StringBuilder text = new StringBuilder(SyncOutput.text(report, repeats));
    undone.map(PutBack::text).ifPresent(text::append);
    verified.forEach((name, each) -> text.append(told(name, each)));
    expiries.forEach(
        (name, expiry) -> text.append(name).append(" expires on ").append(expiry).append(".\n"));
    return text.toString();
  }

  private String told(SecretName name, SecretArrival verification) {
    return VerificationOutput.text(
        name,
        verification,
        proved.contains(name)
            ? ", the old value is gone. Safe to revoke it.\n"
            : "; what the old value was is not known, so it was not searched for:"
                + " --old-from-env proves that it is gone.\n");
  }

  /** It for a program. */
  public String json() {
    ObjectNode document = SyncOutput.json(report, repeats);
    undone.ifPresent(back -> document.put("putBack", back.left().isEmpty()));
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
}
