package dev.rulekeeper.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.ExactJson;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts the requests that had to be repeated, in all and by the rule they were about. */
final class Repeats {
  private static final Pattern RULE =
      Pattern.compile("/rule/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

  private final SortedMap<String, Integer> byRule = new TreeMap<>();
  private int total;

  /** A request for {@code path} was answered on its {@code attempt}-th try. */
  synchronized void answered(String path, int attempt) {
    if (attempt > 1) {
      total++;
      Matcher rule = RULE.matcher(path);
      if (rule.find()) {
        byRule.merge(rule.group(1), 1, Integer::sum);
      }
    }
  }

  /** One sentence for a reader, or {@code ""} where nothing was repeated. */
  synchronized String text() {
    if (total == 0) {
      return "";
    }
    int ofRules = byRule.values().stream().mapToInt(Integer::intValue).sum();
    return total
        + " request(s) were repeated"
        + (ofRules == 0 ? "" : ", " + ofRules + " of them for " + byRule.size() + " rule(s)")
        + "\n";
  }

  /** {@code {"total": n, "rules": {id: n}}}. */
  synchronized ObjectNode json() {
    ObjectNode document = ExactJson.object().put("total", total);
    ObjectNode rules = document.putObject("rules");
    byRule.forEach(rules::put);
    return document;
  }

  /** How often requests for the rule {@code id} were repeated. */
  synchronized int of(String id) {
    return byRule.getOrDefault(id, 0);
  }
}
