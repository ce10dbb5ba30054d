package dev.rulekeeper.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.atlassian.Retry;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.rule.RuleId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The requests of a run that had to be repeated, and why. */
public final class RetryLog {
  private static final int MOST_LINES = 40;

  private final List<Retry> all = new ArrayList<>();
  private Consumer<Retry> journal = repeat -> {};

  /** A request is about to be repeated. */
  public synchronized void add(Retry repeat) {
    all.add(repeat);
    journal.accept(repeat);
  }

  /** Tells {@code to} of every repeat, of those before as well, until it is told to another. */
  public synchronized void tell(Consumer<Retry> to) {
    all.forEach(to);
    journal = to;
  }

  /** Tells nobody any more. */
  public synchronized void tellNobody() {
    journal = repeat -> {};
  }

  /**
   * How many there were by cause, and a line for each rule; {@code ""} where nothing was repeated.
   *
   * @param names of rules
   */
  synchronized String text(Map<RuleId, String> names) {
    if (all.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    text.append("Repeated ").append(Count.of(all.size(), "request")).append(": ");
    text.append(
        byCause().entrySet().stream()
            .map(entry -> entry.getValue() + " after: " + entry.getKey())
            .collect(Collectors.joining("; ")));
    Map<String, List<Retry>> byTarget = new LinkedHashMap<>();
    all.forEach(
        repeat ->
            byTarget
                .computeIfAbsent(target(repeat, names), target -> new ArrayList<>())
                .add(repeat));
    byTarget.entrySet().stream()
        .limit(MOST_LINES)
        .forEach(entry -> text.append("\n  ").append(line(entry.getKey(), entry.getValue())));
    if (byTarget.size() > MOST_LINES) {
      text.append("\n  … and for ")
          .append(Count.of(byTarget.size() - MOST_LINES, "more rule"))
          .append(": the journal of the run and -o json name them all");
    }
    return text.append('\n').toString();
  }

  private static String target(Retry repeat, Map<RuleId, String> names) {
    return repeat
        .rule()
        .map(id -> names.containsKey(id) ? names.get(id) + " (" + id + ")" : id.toString())
        .orElse(repeat.path());
  }

  private static String line(String target, List<Retry> repeats) {
    return target
        + ": "
        + repeats.stream()
            .map(
                repeat ->
                    "%s, try %d after %.1f s: %s"
                        .formatted(
                            repeat.method(),
                            repeat.attempt(),
                            repeat.waited().toMillis() / 1000.0,
                            repeat.cause()))
            .collect(Collectors.joining("; "));
  }

  private SortedMap<String, Integer> byCause() {
    SortedMap<String, Integer> causes = new TreeMap<>();
    all.forEach(repeat -> causes.merge(repeat.cause(), 1, Integer::sum));
    return causes;
  }

  /** The same for a program: counts in all, by cause and by rule, and every single one. */
  synchronized ObjectNode json() {
    ObjectNode document = ExactJson.object().put("total", all.size());
    ObjectNode causes = document.putObject("causes");
    byCause().forEach(causes::put);
    SortedMap<String, Integer> byRule = new TreeMap<>();
    all.stream()
        .flatMap(repeat -> repeat.rule().stream())
        .forEach(id -> byRule.merge(id.toString(), 1, Integer::sum));
    ObjectNode rules = document.putObject("rules");
    byRule.forEach(rules::put);
    ArrayNode requests = document.putArray("requests");
    all.forEach(
        repeat ->
            requests
                .addObject()
                .put("method", repeat.method())
                .put("path", repeat.path())
                .put("cause", repeat.cause())
                .put("attempt", repeat.attempt())
                .put("waitedMillis", repeat.waited().toMillis()));
    return document;
  }
}
