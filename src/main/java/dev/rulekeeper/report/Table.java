package dev.rulekeeper.report;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells as aligned text or as a Markdown table. */
public final class Table {
  private final List<String> head;
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these column heads. */
  public Table(String... head) {
    this.head = List.of(head);
  }

  /** Adds a row of as many cells as there are columns. */
  public void add(String... cells) {
    rows.add(List.of(cells));
  }

  /** Columns aligned by spaces, {@code \n} line ends. */
  public String text() {
    int[] widths = new int[head.size()];
    List<List<String>> all = new ArrayList<>();
    all.add(head);
    all.addAll(rows);
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** A Markdown table; cells are escaped. */
  public String markdown() {
    StringBuilder text = new StringBuilder("| ");
    text.append(String.join(" | ", head))
        .append(" |\n|")
        .append("---|".repeat(head.size()))
        .append('\n');
    for (List<String> row : rows) {
      text.append("| ")
          .append(String.join(" | ", row.stream().map(PlanMarkdown::cell).toList()))
          .append(" |\n");
    }
    return text.toString();
  }
}
