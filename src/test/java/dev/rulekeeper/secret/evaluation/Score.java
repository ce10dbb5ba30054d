package dev.rulekeeper.secret.evaluation;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.json.Leaves;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.detection.Detector;
import dev.rulekeeper.secret.detection.Finding;
import dev.rulekeeper.secret.evaluation.LabelledRule.Group;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.search.KnownValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How well a detector did.
 *
 * @param rows by group and kind
 * @param missed the rules whose credential still stands there after replacing
 * @param wrong the rules in which something else was replaced
 */
record Score(Map<String, Row> rows, List<LabelledRule> missed, List<LabelledRule> wrong) {
  /** Counts of one kind. */
  record Row(Group group, int rules, int found, int exact, int wrong, int warned) {
    Row plus(Row other) {
      return new Row(
          group,
          rules + other.rules,
          found + other.found,
          exact + other.exact,
          wrong + other.wrong,
          warned + other.warned);
    }
  }

  /** Runs {@code detector} on {@code rules}. */
  static Score of(Detector detector, List<LabelledRule> rules) {
    var rows = new TreeMap<String, Row>();
    var missed = new ArrayList<LabelledRule>();
    var wrong = new ArrayList<LabelledRule>();
    for (LabelledRule rule : rules) {
      Row row = row(detector, rule);
      rows.merge(rule.group() + " " + rule.kind(), row, Row::plus);
      if (rule.secret().isPresent() && row.found() == 0) {
        missed.add(rule);
      }
      if (row.wrong() > 0) {
        wrong.add(rule);
      }
    }
    return new Score(rows, missed, wrong);
  }

  private static Row row(Detector detector, LabelledRule rule) {
    List<Finding> findings = detector.find(rule.fields());
    List<Finding> certain = findings.stream().filter(Finding::certain).toList();
    String secret = rule.secret().orElse("");
    int wrong = (int) certain.stream().filter(f -> !isPartOf(f.value().reveal(), secret)).count();
    boolean exact = certain.stream().anyMatch(f -> f.value().reveal().equals(secret));
    boolean gone = rule.secret().isPresent() && isGone(rule, certain);
    int warned = findings.size() - certain.size();
    return new Row(rule.group(), 1, gone ? 1 : 0, exact ? 1 : 0, wrong, warned);
  }

  /** Whether {@code value} is the secret, or what holds it, or a part of it. */
  private static boolean isPartOf(String value, String secret) {
    return !secret.isEmpty() && (value.contains(secret) || secret.contains(value) || holds(value));
  }

  /** An encoded text that was replaced as a whole. */
  private static boolean holds(String value) {
    return value.indexOf('%') >= 0 || value.indexOf('\\') >= 0;
  }

  private static boolean isGone(LabelledRule rule, List<Finding> certain) {
    var known =
        KnownValues.of(
            SecretMap.of(
                Map.of(new SecretName("it"), SecretValue.of(rule.secret().orElseThrow()))));
    var left = new ArrayList<String>();
    var replaced = Leaves.map(rule.fields(), (at, text) -> replace(at, text, certain));
    Leaves.forEach(
        replaced,
        (at, text) -> {
          if (!known.find(text).isEmpty()) {
            left.add(text);
          }
        });
    return left.isEmpty() && !certain.isEmpty();
  }

  private static String replace(JsonPointer at, String text, List<Finding> certain) {
    String replaced = text;
    List<Finding> here =
        certain.stream()
            .filter(f -> f.pointer().equals(at))
            .sorted(Comparator.comparing((Finding f) -> f.region().start()).reversed())
            .toList();
    for (Finding finding : here) {
      replaced = finding.replace(replaced, new SecretName("x"));
    }
    return replaced;
  }

  /** Of the credentials of {@code group}, the share that no longer stands there, 0 to 1. */
  double recall(Group group) {
    Row sum = sum(group);
    return (double) sum.found() / sum.rules();
  }

  /** Of what was replaced anywhere, the share that was a credential, 0 to 1. */
  double precision() {
    int found = 0;
    int wrong = 0;
    for (Row row : rows.values()) {
      found += row.found();
      wrong += row.wrong();
    }
    return (double) found / (found + wrong);
  }

  Row sum(Group group) {
    return rows.values().stream()
        .filter(row -> row.group() == group)
        .reduce(new Row(group, 0, 0, 0, 0, 0), Row::plus);
  }

  /** A table in Markdown, one row a kind; no credential in it. */
  String table() {
    var table = new StringBuilder("| kind | rules | found | exact | wrong | warned |\n");
    table.append("|---|---:|---:|---:|---:|---:|\n");
    rows.forEach((kind, row) -> append(table, kind, row));
    for (Group group : Group.values()) {
      append(table, "**" + group + "**", sum(group));
    }
    return table.toString().toLowerCase(Locale.ROOT);
  }

  private static void append(StringBuilder table, String kind, Row row) {
    table.append(
        String.format(
            Locale.ROOT,
            "| %s | %d | %d | %d | %d | %d |%n",
            kind,
            row.rules(),
            row.found(),
            row.exact(),
            row.wrong(),
            row.warned()));
  }
}
