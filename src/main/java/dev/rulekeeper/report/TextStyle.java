package dev.rulekeeper.report;

import java.util.ArrayList;
import java.util.List;

/**
 * How a report is to look as text.
 *
 * @param width the columns of the terminal; {@link #UNLIMITED} where there is none
 * @param colour whether colours may be used
 * @param everything whether nothing is to be summed up or left out
 */
public record TextStyle(int width, boolean colour, boolean everything) {
  /** The width where nothing has to fit. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  private static final String ESCAPE = IntendedControlMark.TEXT + "\u001b[";
  private static final int NARROWEST = 40;

  /** No terminal narrower than 40 columns is laid out for. */
  public TextStyle {
    width = Math.max(NARROWEST, width);
  }

  /** For files and pipes. */
  public static TextStyle plain() {
    return new TextStyle(UNLIMITED, false, false);
  }

  /** {@code text} in the colour with this SGR number, where there are colours. */
  String in(int sgr, String text) {
    return colour && sgr != 0 ? ESCAPE + sgr + "m" + text + ESCAPE + "0m" : text;
  }

  /** {@code line}, cut where it is wider than the terminal. */
  String fitted(String line) {
    return width == UNLIMITED ? line : DisplayWidth.cut(line, width);
  }

  /** {@code text} in lines that fit, each after {@code indent} spaces. */
  List<String> wrapped(String text, int indent) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      boolean full =
          width != UNLIMITED
              && line.length() > 0
              && indent + DisplayWidth.of(line.toString()) + 1 + DisplayWidth.of(word) > width;
      if (full) {
        lines.add(fitted(" ".repeat(indent) + line));
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(fitted(" ".repeat(indent) + line));
    return lines;
  }

  /** As {@link #wrapped}, with no break within an item; the items have dots or commas between. */
  List<String> wrappedItems(String text) {
    String joined = text.replaceAll("(?<![·,]) (?![·])", "\u00a0");
    return wrapped(joined, 0).stream().map(line -> line.replace('\u00a0', ' ')).toList();
  }
}
