package dev.rulekeeper.export;

import dev.rulekeeper.json.TextPacking;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.RuleShape;
import dev.rulekeeper.secret.detection.Detector;
import dev.rulekeeper.secret.detection.Finding;
import dev.rulekeeper.yaml.Yaml;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A rule as the site has it, and what can be said of it without any other.
 *
 * @param rule in file form, in clear
 * @param updated when the site changed it, as the site writes it
 * @param problem why it is no rule that can be kept in a file, where it is none
 * @param findings what may be a credential in it
 */
record LiveRule(Rule rule, String updated, Optional<String> problem, List<Finding> findings) {
  private static final String TOO_LARGE = "it is larger than a file can be";

  /**
   * What is said of {@code read}, a rule of the site {@code cloud}.
   *
   * @param packing packs all rules of the site
   */
  static LiveRule of(ApiRule read, CloudId cloud, Detector detector, TextPacking packing) {
    Optional<String> problem =
        RuleShape.problem(read)
            .or(() -> Yaml.isReadable(read.rule()) ? Optional.empty() : Optional.of(TOO_LARGE));
    if (problem.isPresent()) {
      return new LiveRule(new Rule(read.id(), read.rule()), read.updated(), problem, List.of());
    }
    Rule rule = FileForm.of(read, cloud);
    return new LiveRule(
        rule.packed(packing), read.updated(), problem, detector.find(rule.fields()));
  }

  /** The same of all of {@code read}. */
  static List<LiveRule> all(Collection<ApiRule> read, CloudId cloud) {
    Detector detector = new Detector();
    TextPacking packing = new TextPacking();
    return read.stream().map(rule -> of(rule, cloud, detector, packing)).toList();
  }

  /** The id by which Git and the site know it. */
  RuleId id() {
    return rule.id();
  }
}
