package dev.rulekeeper.secret.format;

import dev.rulekeeper.secret.format.TokenFormat.Search;
import dev.rulekeeper.secret.text.TextResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The table of token forms, which is the resource {@code token-formats.txt}; its head says how to
 * add one.
 */
public final class TokenFormats {
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]{1,80})\"");
  private static final int WIDTH = 9;
  private static final List<TokenFormat> TABLE =
      read(TextResource.lines(TokenFormats.class, "token-formats.txt"));

  private TokenFormats() {}

  /** All of them; where two fit one text, the first is right. */
  public static List<TokenFormat> all() {
    return TABLE;
  }

  /** The forms that {@code lines} of the table describe. */
  static List<TokenFormat> read(List<String> lines) {
    var formats = new ArrayList<TokenFormat>();
    Map<String, String> pieces = new LinkedHashMap<>();
    Map<String, String> fields = new LinkedHashMap<>();
    for (String line : lines) {
      if (line.startsWith("where ")) {
        int equals = line.indexOf(" = ");
        pieces.put(line.substring("where ".length(), equals), line.substring(equals + 3));
      } else if (line.startsWith("[")) {
        add(fields, pieces, formats);
        fields.put("kind", line.substring(1, line.length() - 1));
      } else {
        fields.put(line.substring(0, WIDTH).strip(), line.substring(WIDTH));
      }
    }
    add(fields, pieces, formats);
    return List.copyOf(formats);
  }

  /** Adds the form of {@code fields}, which are those of the next one afterwards: none. */
  private static void add(
      Map<String, String> fields, Map<String, String> pieces, List<TokenFormat> formats) {
    if (fields.isEmpty()) {
      return;
    }
    String pattern = field(fields, "pattern");
    for (Map.Entry<String, String> piece : pieces.entrySet()) {
      pattern = pattern.replace(piece.getKey(), piece.getValue());
    }
    Search search = fields.containsKey("begins") ? Search.WORD : Search.ANYWHERE;
    List<String> keywords = quoted(fields.getOrDefault("begins", fields.getOrDefault("holds", "")));
    if (fields.containsKey("proof")) {
      search = Search.RUN;
      keywords = keywords.isEmpty() ? List.of("") : keywords;
    }
    formats.add(
        new TokenFormat(
            field(fields, "kind"),
            field(fields, "example").replace("\\n", "\n"),
            field(fields, "source"),
            search,
            keywords,
            Integer.parseInt(fields.getOrDefault("lead", "0")),
            Pattern.compile(pattern),
            TokenProofs.called(fields.getOrDefault("proof", "none"))));
    fields.clear();
  }

  private static String field(Map<String, String> fields, String name) {
    String text = fields.get(name);
    if (text == null) {
      throw new IllegalStateException("a token form has no " + name + ": " + fields.keySet());
    }
    return text;
  }

  private static List<String> quoted(String text) {
    return QUOTED.matcher(text).results().map(word -> word.group(1)).toList();
  }
}
