package dev.rulekeeper.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.rule.SecretName;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where the rule files use a secret, and where it is sent.
 *
 * @param rows in the order of files and places
 */
public record SecretPlaces(SecretName name, List<SecretUsage.Row> rows) {
  /** More are shown by scope, on a terminal. */
  private static final int MOST_ROWS = 25;

  private static final int MOST_SCOPES = 20;

  /** Copies the list. */
  public SecretPlaces {
    rows = List.copyOf(rows);
  }

  /** The places in {@code format}; {@code names} says what ids are called, {@code style} how. */
  public String in(OutputFormat format, Names names, TextStyle style) {
    if (format == OutputFormat.JSON) {
      return ExactJson.writePretty(json()) + "\n";
    }
    long rules = count(rows);
    String count =
        name + ": " + Count.of(rows.size(), "place") + " in " + Count.of(rules, "rule") + "\n";
    boolean screen = format == OutputFormat.TEXT && style.width() != TextStyle.UNLIMITED;
    if (screen && !style.everything() && rows.size() > MOST_ROWS) {
      return byScope(names).text(style) + count + "-v lists every place.\n";
    }
    Table table = table(names);
    return format == OutputFormat.MARKDOWN
        ? count + "\n" + table.markdown()
        : table.text(style) + count;
  }

  private Table table(Names names) {
    Table table =
        new Table("RULE", "STATE", "SCOPE", "OWNER", "FIELD", "HOST", "FILE")
            .droppable("OWNER", "STATE", "FILE");
    for (SecretUsage.Row row : rows) {
      table.add(
          row.file().rule().name(),
          row.state(),
          row.scopes().stream().map(names::scope).collect(Collectors.joining(", ")),
          names.account(row.owner()),
          row.use().field(),
          row.use().host(),
          row.file().where(row.use().pointer()));
    }
    return table;
  }

  /** The scopes with the most rules, what each has, and the first of their rules. */
  private Table byScope(Names names) {
    Map<String, List<SecretUsage.Row>> scopes =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row -> scope(row, names), LinkedHashMap::new, Collectors.toList()));
    Table table = new Table("SCOPE", "RULES", "PLACES", "SUCH AS");
    scopes.entrySet().stream()
        .sorted(Comparator.comparing(entry -> -count(entry.getValue())))
        .limit(MOST_SCOPES)
        .forEach(entry -> table.add(cells(entry.getKey(), entry.getValue())));
    List<List<SecretUsage.Row>> others =
        scopes.values().stream()
            .sorted(Comparator.comparing(list -> -count(list)))
            .skip(MOST_SCOPES)
            .toList();
    if (!others.isEmpty()) {
      table.add(cells(others.size() + " more", others.stream().flatMap(List::stream).toList()));
    }
    return table;
  }

  private static String scope(SecretUsage.Row row, Names names) {
    return row.scopes().size() > 1
        ? "several"
        : row.scopes().stream().map(names::scope).collect(Collectors.joining());
  }

  private static String[] cells(String scope, List<SecretUsage.Row> rows) {
    return new String[] {
      scope, "" + count(rows), "" + rows.size(), rows.get(0).file().rule().name()
    };
  }

  private static long count(List<SecretUsage.Row> rows) {
    return rows.stream().map(row -> row.file().rule().id()).distinct().count();
  }

  private ObjectNode json() {
    ObjectNode document = ExactJson.object().put("secret", name.value());
    ArrayNode uses = document.putArray("uses");
    for (SecretUsage.Row row : rows) {
      ObjectNode use = uses.addObject();
      row.file().templatePath().ifPresent(template -> use.put("template", template));
      use.put("rule", row.file().rule().id().toString())
          .put("name", row.file().rule().name())
          .put("state", row.state())
          .put("scope", row.scope())
          .put("owner", row.owner())
          .put("pointer", row.use().pointer().toString())
          .put("field", row.use().field())
          .put("host", row.use().host())
          .put("file", row.file().path());
    }
    return document;
  }
}
