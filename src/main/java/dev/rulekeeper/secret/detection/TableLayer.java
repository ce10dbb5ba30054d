package dev.rulekeeper.secret.detection;

import dev.rulekeeper.secret.place.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds credentials in tables of Markdown and of Jira's wiki, by the head of their column or by the
 * cell before them.
 */
final class TableLayer implements Layer {
  private static final int MOST_CELLS = 40;
  private static final String KIND = "credential-text";

  @Override
  public void search(TextView passage, Place place, Candidates found) {
    String text = passage.masked();
    if (text.indexOf('|') < 0 || !passage.signals().any(LayerTriggers.NAME | LayerTriggers.KEY)) {
      return;
    }
    Set<Integer> columns = new HashSet<>();
    int start = 0;
    while (start < text.length()) {
      int line = text.indexOf('\n', start);
      int end = line < 0 ? text.length() : line;
      boolean table = text.substring(start, Math.min(end, start + 80)).strip().startsWith("|");
      List<Cell> cells = table ? cells(text, start, end) : List.of();
      if (cells.isEmpty()) {
        columns.clear();
      } else if (!isRule(text, cells)) {
        row(passage, cells, columns, found);
      }
      start = end + 1;
    }
  }

  /**
   * The text of a cell without the spaces around it; {@code head}: in Jira's wiki, behind two bars.
   */
  private record Cell(int start, int end, boolean head) {}

  private static void row(
      TextView passage, List<Cell> cells, Set<Integer> columns, Candidates found) {
    String text = passage.masked();
    boolean head = false;
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      boolean called = i > 0 && isName(text, cells.get(i - 1));
      if (isName(text, cell)) {
        head |= !columns.contains(i);
      } else if ((columns.contains(i) || called) && !cell.head()) {
        add(passage, cell.start(), cell.end(), found);
      }
    }
    if (head) {
      columns.clear();
      for (int i = 0; i < cells.size(); i++) {
        if (isName(text, cells.get(i))) {
          columns.add(i);
        }
      }
    }
  }

  /** Adds what stands under, or behind, the name of a credential, where it looks like one. */
  static void add(TextView passage, int start, int end, Candidates found) {
    String value = passage.masked().substring(start, end);
    if (value.indexOf(' ') >= 0 || PasswordShape.isReference(value)) {
      return;
    }
    if (PasswordShape.isPossible(value) || Allowlist.looksLikeToken(value)) {
      found.add(passage.locate(start, end), KIND, "password");
    } else if (value.length() >= 6
        && value.chars().allMatch(Character::isLetter)
        && !Allowlist.isPlaceholder(value)) {
      found.warn(passage.locate(start, end), KIND, "password");
    }
  }

  private static boolean isName(String text, Cell cell) {
    if (cell.end() - cell.start() > 40 || cell.end() == cell.start()) {
      return false;
    }
    int end = text.charAt(cell.end() - 1) == ':' ? cell.end() - 1 : cell.end();
    return isName(text.substring(cell.start(), end));
  }

  /** Whether {@code name} says that credentials stand in its column or row. */
  static boolean isName(String name) {
    return CredentialWords.isLabel(name)
        || CredentialNames.ofKey(name) == CredentialNames.Verdict.YES;
  }

  /** Whether a row only draws the line under the head. */
  private static boolean isRule(String text, List<Cell> cells) {
    return cells.stream()
        .allMatch(cell -> text.substring(cell.start(), cell.end()).matches("[-:= ]{0,80}"));
  }

  private static List<Cell> cells(String text, int start, int end) {
    var cells = new ArrayList<Cell>();
    int at = start;
    while (at < end && cells.size() < MOST_CELLS) {
      int stop = at;
      while (stop < end && text.charAt(stop) != '|') {
        stop++;
      }
      if (!cells.isEmpty() || stop > at || at > start) {
        boolean second = at > start && text.charAt(at - 1) == '|';
        Cell cell = trimmed(text, at, stop, second && at > start + 1 && text.charAt(at - 2) == '|');
        // Two bars in a row part the heads of Jira's wiki; an empty cell has a space.
        if (stop > at && (!cells.isEmpty() || cell.end() > cell.start())) {
          cells.add(cell);
        }
      }
      at = stop + 1;
    }
    return cells;
  }

  private static Cell trimmed(String text, int from, int to, boolean head) {
    int start = from;
    int end = to;
    while (start < end && " \t\r*`_".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    boolean marked = start > from && " \t".indexOf(text.charAt(start - 1)) < 0;
    while (end > start && ((marked ? " \t\r*`_" : " \t\r").indexOf(text.charAt(end - 1)) >= 0)) {
      end--;
    }
    return new Cell(start, end, head);
  }
}
