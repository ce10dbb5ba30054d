package dev.rulekeeper.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of cells as aligned text or as a Markdown table. */
public final class Table {
  private static final String GAP = "  ";
  private final List<String> head;
  private final List<List<String>> rows = new ArrayList<>();
  private List<String> droppable = List.of();

  /** A table with these column heads. */
  public Table(String... head) {
    this.head = List.of(head);
  }

  /** Adds a row of as many cells as there are columns. */
  public void add(String... cells) {
    rows.add(List.of(cells));
  }

  /** Names columns that a narrow terminal does not need, the first one to go first. */
  public Table droppable(String... columns) {
    droppable = List.of(columns);
    return this;
  }

  /** Columns aligned by spaces, as wide as they are, {@code \n} line ends. */
  public String text() {
    return text(TextStyle.plain());
  }

  /**
   * As {@link #text()}, no wider than the terminal: columns that it does not need are dropped, and
   * then the widest ones are cut. With {@code -v} none is dropped or cut.
   */
  public String text(TextStyle style) {
    int room = style.everything() ? TextStyle.UNLIMITED : style.width();
    List<Integer> shown = new ArrayList<>(IntStream.range(0, head.size()).boxed().toList());
    for (String column : droppable) {
      if (total(shown) > room) {
        shown.remove((Integer) head.indexOf(column));
      }
    }
    for (int last = droppable.size() - 1; last >= 0; last--) {
      takeBack(shown, head.indexOf(droppable.get(last)), room);
    }
    int[] widths = new int[head.size()];
    shown.forEach(column -> widths[column] = width(column));
    for (int over = total(shown) - room; over > 0; over--) {
      int widest = shown.stream().max(Comparator.comparing(column -> widths[column])).orElse(0);
      widths[widest]--;
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : all()) {
      StringBuilder line = new StringBuilder();
      for (int column : shown) {
        String cell = DisplayWidth.cut(row.get(column), widths[column]);
        line.append(DisplayWidth.pad(cell, widths[column])).append(GAP);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** A narrow column that went before a wide one may fit, now that the wide one went too. */
  private void takeBack(List<Integer> shown, int column, int room) {
    if (!shown.contains(column)) {
      List<Integer> more = new ArrayList<>(shown);
      more.add(column);
      more.sort(Comparator.naturalOrder());
      if (total(more) <= room) {
        shown.add(column);
        shown.sort(Comparator.naturalOrder());
      }
    }
  }

  private List<List<String>> all() {
    List<List<String>> all = new ArrayList<>();
    all.add(head);
    all.addAll(rows);
    return all;
  }

  private int width(int column) {
    return all().stream().mapToInt(row -> DisplayWidth.of(row.get(column))).max().orElse(0);
  }

  private int total(List<Integer> columns) {
    return columns.stream().mapToInt(column -> width(column) + GAP.length()).sum() - GAP.length();
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
          .append(String.join(" | ", row.stream().map(MarkdownText::inline).toList()))
          .append(" |\n");
    }
    return text.toString();
  }
}
