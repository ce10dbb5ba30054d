package dev.rulekeeper.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.Rules;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.yaml.Yaml;
import java.util.List;
import java.util.SortedMap;

/** Rule files and a ledger for reports; every name is invented. */
final class ReportSamples {
  private ReportSamples() {}

  static RuleId id(int number) {
    return RuleId.of("019ab7c0-1111-7222-8333-%012d".formatted(number));
  }

  /** A rule of {@code scope} with one web request whose header holds {@code text}. */
  static RuleFile file(int number, String name, String scope, String text) {
    ObjectNode fields = Rules.header("Authorization", text);
    fields.put("id", id(number).toString()).put("name", name).put("scope", scope);
    fields.put("state", "ENABLED");
    return new RuleFile("rules/" + number + ".yaml", new Rule(id(number), fields), "");
  }

  static SortedMap<SecretName, List<SecretUsage.Row>> uses(RuleFile... files) {
    return SecretUsage.in(List.of(files));
  }

  static Ledger ledger(String yaml) {
    return Ledger.read(Yaml.read("secrets.yaml", yaml));
  }

  static SecretName name(String text) {
    return new SecretName(text);
  }
}
