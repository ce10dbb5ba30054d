package dev.rulekeeper.secret.detection;

import dev.rulekeeper.secret.place.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds credentials in values that commas, semicolons or tabs separate, by the name of their column
 * in a first line of names only.
 */
final class SeparatedValuesLayer implements Layer {
  private static final int MOST_FIELDS = 40;
  private static final int LONGEST_LINE = 2000;
  private static final Pattern HEAD = Pattern.compile("[\\p{L}_][\\p{L}0-9_. -]{0,30}");

  /** What a name may hold besides letters and digits, and what may stand around it. */
  private static final String IN_HEAD = "_. -\r\"'";

  private record Field(int start, int end) {}

  @Override
  public void search(TextView passage, Place place, Candidates found) {
    String text = passage.masked();
    if (text.indexOf('\n') < 0 || !passage.signals().any(LayerTriggers.NAME | LayerTriggers.KEY)) {
      return;
    }
    LayerTriggers signals = passage.signals();
    int done = 0;
    int signal = signals.next(LayerTriggers.NAME | LayerTriggers.KEY, 0);
    while (signal >= 0) {
      int at = signals.at(signal);
      if (at >= done) {
        done = table(passage, text.lastIndexOf('\n', at) + 1, found);
      }
      signal = signals.next(LayerTriggers.NAME | LayerTriggers.KEY, signal + 1);
    }
  }

  /** Reads the table whose names begin at {@code first}, if there is one; where to go on. */
  private static int table(TextView passage, int first, Candidates found) {
    String text = passage.masked();
    int end = lineEnd(text, first);
    char separator = separator(text, first, end);
    List<Field> head = separator == 0 ? List.of() : fields(text, first, end, separator);
    List<Integer> columns = isHead(text, head) ? named(text, head) : List.of();
    int start = end + 1;
    while (!columns.isEmpty() && start < text.length()) {
      end = lineEnd(text, start);
      List<Field> row = fields(text, start, end, separator);
      if (row.size() != head.size()) {
        break;
      }
      for (int column : columns) {
        Field field = row.get(column);
        TableLayer.add(passage, field.start(), field.end(), found);
      }
      start = end + 1;
    }
    return start;
  }

  private static int lineEnd(String text, int start) {
    int end = text.indexOf('\n', start);
    return end < 0 ? text.length() : end;
  }

  /**
   * What separates the names of a line of at most so many characters, or 0; also where what stands
   * before it is no name, as in most lines that are no table.
   */
  private static char separator(String text, int start, int end) {
    for (int at = start; at < end && end - start <= LONGEST_LINE; at++) {
      char c = text.charAt(at);
      if (c == ',' || c == ';' || c == '\t') {
        return c;
      }
      if (!Character.isLetterOrDigit(c) && !Character.isSurrogate(c) && IN_HEAD.indexOf(c) < 0) {
        return 0;
      }
    }
    return 0;
  }

  private static boolean isHead(String text, List<Field> fields) {
    return fields.size() > 1
        && fields.stream()
            .allMatch(field -> HEAD.matcher(text).region(field.start(), field.end()).matches());
  }

  private static List<Integer> named(String text, List<Field> head) {
    var columns = new ArrayList<Integer>();
    for (int i = 0; i < head.size(); i++) {
      if (TableLayer.isName(text.substring(head.get(i).start(), head.get(i).end()))) {
        columns.add(i);
      }
    }
    return columns;
  }

  /** The fields of a line without the spaces and quotes around them. */
  private static List<Field> fields(String text, int start, int end, char separator) {
    var fields = new ArrayList<Field>();
    int at = start;
    while (at <= end && fields.size() < MOST_FIELDS && end - start <= LONGEST_LINE) {
      int stop = text.indexOf(separator, at);
      stop = stop < 0 || stop > end ? end : stop;
      int from = at;
      int to = stop;
      while (from < to && " \r\"'".indexOf(text.charAt(from)) >= 0) {
        from++;
      }
      while (to > from && " \r\"'".indexOf(text.charAt(to - 1)) >= 0) {
        to--;
      }
      fields.add(new Field(from, to));
      at = stop + 1;
    }
    return fields;
  }
}
