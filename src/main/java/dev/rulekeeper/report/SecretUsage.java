package dev.rulekeeper.report;

import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.place.SecretUse;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where the rule files use secrets. */
public final class SecretUsage {
  private SecretUsage() {}

  /** One use in one file. */
  public record Row(RuleFile file, SecretUse use) {
    /** {@code ENABLED} or {@code DISABLED}. */
    public String state() {
      return file.rule().fields().path("state").asText("");
    }

    /** The scopes as the file says them, each for itself. */
    public List<String> scopes() {
      return SecretUsage.scopes(file);
    }

    /** The scope as the file says it, several joined by a comma. */
    public String scope() {
      return String.join(", ", SecretUsage.scopes(file));
    }

    /** The account that owns the rule, or {@code ""}. */
    public String owner() {
      return file.rule().fields().path("authorAccountId").asText("");
    }
  }

  /** The scopes as {@code file} says them, each for itself. */
  static List<String> scopes(RuleFile file) {
    var scope = file.rule().fields().path("scope");
    List<String> all = new ArrayList<>();
    if (scope.isArray()) {
      scope.forEach(element -> all.add(element.asText()));
    } else {
      all.add(scope.asText(""));
    }
    return all;
  }

  /** The uses in {@code files} by name, in the order of files and places. */
  public static SortedMap<SecretName, List<Row>> in(List<RuleFile> files) {
    SortedMap<SecretName, List<Row>> rows = new TreeMap<>();
    for (RuleFile file : files) {
      for (SecretUse use : SecretUse.in(file.rule().fields())) {
        rows.computeIfAbsent(use.name(), name -> new ArrayList<>()).add(new Row(file, use));
      }
    }
    return rows;
  }
}
