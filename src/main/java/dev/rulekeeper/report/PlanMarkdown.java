package dev.rulekeeper.report;

import dev.rulekeeper.plan.Change;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.rule.SecretName;
import java.util.stream.Collectors;

/** A plan for the comment on a pull request. */
public final class PlanMarkdown {
  /** The first line, by which a workflow finds the comment that it wrote before. */
  public static final String MARKER = "<!-- rulekeeper plan -->";

  private static final int MOST_ROWS = 100;

  private PlanMarkdown() {}

  /** The comment, {@code \n} line ends. */
  public static String of(Plan plan) {
    StringBuilder text = new StringBuilder(MARKER).append("\n### rulekeeper plan for `");
    text.append(plan.site()).append("`\n\n").append(cell(PlanText.summary(plan))).append("\n");
    if (!plan.isEmpty()) {
      text.append("\n| change | rule | file | secrets | why |\n|---|---|---|---|---|\n");
      plan.changes().stream().limit(MOST_ROWS).forEach(change -> text.append(row(change)));
      if (plan.changes().size() > MOST_ROWS) {
        text.append("\n… and ").append(plan.changes().size() - MOST_ROWS).append(" more.\n");
      }
    }
    plan.notes().forEach(note -> text.append("\n> ").append(cell(note)).append('\n'));
    return text.toString();
  }

  private static String row(Change change) {
    return "| "
        + change.kind().label()
        + " | "
        + cell(change.name())
        + " | "
        + change.places().map(PlanMarkdown::cell).orElse("")
        + " | "
        + change.secrets().stream().map(SecretName::value).collect(Collectors.joining(", "))
        + " | "
        + cell(change.reason().orElse(""))
        + " |\n";
  }

  /** Text that cannot break out of its cell, whatever somebody named a rule. */
  static String cell(String text) {
    return text.replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("@", "@\u200b")
        .replaceAll("[\\r\\n]+", " ");
  }
}
