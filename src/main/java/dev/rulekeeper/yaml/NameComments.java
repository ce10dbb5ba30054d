package dev.rulekeeper.yaml;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.yaml.YamlNode.Entry;
import dev.rulekeeper.yaml.YamlNode.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What values are called, as comments beside them: {@code scope: project/10336 # = SHOP}. The mark
 * tells them from the comments of people, which are left alone.
 */
final class NameComments {
  private static final String MARK = "# = ";
  private static final int LONGEST = 60;

  /** What would end the comment, or show something else than what stands there. */
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029\\uFEFF]");

  /** Gives what a value is called. */
  interface Names {
    /**
     * The name of {@code text}, where it has one.
     *
     * @param at where it stands
     */
    Optional<String> of(JsonPointer at, String text);
  }

  /** One comment of a text: where the value ends and the line too, and what is to stand between. */
  private record Edit(int from, int to, String comment) {}

  private final String text;
  private final Names names;
  private final List<Edit> edits = new ArrayList<>();

  private NameComments(String text, Names names) {
    this.text = text;
    this.names = names;
  }

  /** Whether {@code comment} is one of these. */
  static boolean isName(String comment) {
    return comment.startsWith(MARK);
  }

  /** The text of {@code source} with the names of its values; a name that is known replaces one. */
  static String beside(YamlSource source, Names names) {
    NameComments comments = new NameComments(source.text(), names);
    comments.collect(JsonPointer.empty(), source.root());
    StringBuilder named = new StringBuilder(source.text());
    for (int index = comments.edits.size() - 1; index >= 0; index--) {
      Edit edit = comments.edits.get(index);
      named.replace(edit.from(), edit.to(), edit.comment());
    }
    return named.toString();
  }

  private void collect(JsonPointer at, YamlNode node) {
    // In a flow collection a line has several values.
    if (node.style() != Style.BLOCK) {
      return;
    }
    int index = 0;
    for (Entry entry : node.entries()) {
      JsonPointer place =
          node.value().isArray() ? at.appendIndex(index++) : at.appendProperty(entry.key());
      if (entry.node().style() == Style.SCALAR) {
        beside(place, entry.node());
      }
      collect(place, entry.node());
    }
  }

  private void beside(JsonPointer at, YamlNode scalar) {
    int lineEnd = text.indexOf('\n', scalar.end());
    String rest = text.substring(scalar.end(), lineEnd < 0 ? text.length() : lineEnd);
    if (!rest.isBlank() && !isName(rest.strip())) {
      return;
    }
    names
        .of(at, scalar.value().asText())
        .map(name -> UNFIT.matcher(name).replaceAll("").strip())
        .filter(name -> !name.isEmpty())
        .map(name -> " " + MARK + (name.length() > LONGEST ? name.substring(0, LONGEST) : name))
        .ifPresent(
            comment -> edits.add(new Edit(scalar.end(), scalar.end() + rest.length(), comment)));
  }
}
