package dev.rulekeeper.secret.detection;

import dev.rulekeeper.secret.place.Place;
import dev.rulekeeper.secret.text.Characters;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Looks with other layers at rich text as people read it: HTML without its tags, and the document
 * format of Atlassian without its nodes, since label and value often are two elements.
 */
final class RichTextLayer implements Layer {
  private static final Set<String> INLINE =
      Set.of(
          "b", "strong", "i", "em", "u", "code", "tt", "span", "font", "a", "kbd", "mark", "small");
  private static final int LONGEST_TAG = 300;

  private final List<Layer> layers;

  RichTextLayer(List<Layer> layers) {
    this.layers = List.copyOf(layers);
  }

  @Override
  public void search(TextView passage, Place place, Candidates found) {
    String text = passage.masked();
    if (!passage.signals().any(LayerTriggers.NAME | LayerTriggers.KEY)) {
      return;
    }
    if (text.contains("</")) {
      read(passage.projected(html(text)), place, found);
    }
    if (text.contains("\"text\"") && text.contains("\"type\"")) {
      read(passage.projected(document(text)), place, found);
    }
  }

  private void read(TextView inner, Place place, Candidates found) {
    Place free = place.text(inner.text());
    layers.forEach(layer -> layer.search(inner, free, found));
  }

  private static JoinedText html(String text) {
    var out = new JoinedText(text);
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int close = c == '<' ? closingBracket(text, at) : -1;
      if (close < 0) {
        int next = text.indexOf('<', at + 1);
        int stop = next < 0 ? text.length() : next;
        out.keep(at, stop);
        at = stop;
        continue;
      }
      int name = text.charAt(at + 1) == '/' ? at + 2 : at + 1;
      int end = name;
      while (end < close && Characters.isAlphanumeric(text.charAt(end))) {
        end++;
      }
      String tag = text.substring(name, end).toLowerCase(Locale.ROOT);
      if (tag.equals("td") || tag.equals("th")) {
        out.insert(name == at + 1 ? " | " : "");
      } else if (!INLINE.contains(tag)) {
        out.insert("\n");
      }
      at = close + 1;
    }
    return out;
  }

  private static int closingBracket(String text, int from) {
    int limit = Math.min(text.length(), from + LONGEST_TAG);
    int at = from;
    while (at < limit && text.charAt(at) != '>') {
      at++;
    }
    return at < limit ? at : -1;
  }

  /** The texts of the nodes, a line for each block. */
  private static JoinedText document(String text) {
    var out = new JoinedText(text);
    String key = "";
    int at = text.indexOf('"');
    while (at >= 0) {
      int end = closing(text, at + 1);
      if (end < 0) {
        return out;
      }
      if (isKey(text, end + 1)) {
        key = text.substring(at + 1, end);
      } else {
        if (key.equals("text")) {
          out.keep(at + 1, end);
        } else if (key.equals("type")) {
          out.insert(separator(text.substring(at + 1, end)));
        }
        key = "";
      }
      at = text.indexOf('"', end + 1);
    }
    return out;
  }

  private static String separator(String type) {
    return switch (type) {
      case "tableCell", "tableHeader" -> " | ";
      case "paragraph",
          "heading",
          "listItem",
          "tableRow",
          "codeBlock",
          "blockquote",
          "panel",
          "hardBreak",
          "taskItem" ->
          "\n";
      default -> "";
    };
  }

  private static int closing(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return at < text.length() ? at : -1;
  }

  private static boolean isKey(String text, int from) {
    int at = from;
    while (at < text.length() && Characters.isSpace(text.charAt(at))) {
      at++;
    }
    return at < text.length() && text.charAt(at) == ':';
  }
}
