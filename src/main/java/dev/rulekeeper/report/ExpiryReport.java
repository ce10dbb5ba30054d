package dev.rulekeeper.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.expiry.Expiry;
import dev.rulekeeper.secret.ledger.Ledger;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Which secrets expire when, and which rules stop working with them: the earliest day first. */
public final class ExpiryReport {
  private static final int SHOWN = 5;
  private static final int MOST_SCOPES = 8;
  private final List<Row> rows;
  private final Names names;

  private ExpiryReport(List<Row> rows, Names names) {
    this.rows = rows;
    this.names = names;
  }

  /** The same, which says what is called how. */
  public ExpiryReport calling(Names known) {
    return new ExpiryReport(rows, known);
  }

  private String projects(Row row) {
    return String.join(", ", row.projects().stream().map(names::scope).toList());
  }

  /** The scopes, as many as a line or two hold. */
  private String few(Row row, TextStyle style) {
    List<String> scopes = row.projects().stream().map(names::scope).toList();
    int more = scopes.size() - MOST_SCOPES;
    return style.everything() || more <= 0
        ? String.join(", ", scopes)
        : String.join(", ", scopes.subList(0, MOST_SCOPES)) + " and " + more + " more scopes";
  }

  /**
   * One secret that has a day of expiry.
   *
   * @param daysLeft whole days from today to the last day, negative where that has passed
   * @param uses where the rule files use it
   * @param warning what else is wrong with it, or {@code ""}
   */
  public record Row(
      SecretName name,
      Optional<Expiry> expiry,
      long daysLeft,
      String owner,
      List<SecretUsage.Row> uses,
      String warning) {
    private String day() {
      return expiry.map(known -> known.day().toString()).orElse("");
    }

    private boolean expired() {
      return expiry.isPresent() && daysLeft < 0;
    }

    /** The rules that use it, each once. */
    public Set<Rule> rules() {
      return uses.stream()
          .map(use -> use.file().rule())
          .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The scopes of those rules, each once. */
    public List<String> projects() {
      return uses.stream()
          .flatMap(use -> SecretUsage.scopes(use.file()).stream())
          .distinct()
          .sorted()
          .toList();
    }
  }

  /**
   * The secrets of {@code ledger} that expire on {@code last} or earlier, and those of which there
   * is a warning.
   *
   * @param uses where the rule files use which secrets
   */
  public static ExpiryReport of(
      Ledger ledger,
      SortedMap<SecretName, List<SecretUsage.Row>> uses,
      Map<SecretName, String> warnings,
      LocalDate today,
      LocalDate last) {
    List<Row> rows = new ArrayList<>();
    ledger
        .entries()
        .forEach(
            (name, entry) -> {
              Optional<Expiry> expiry = entry.expiry();
              boolean soon = expiry.filter(known -> !known.day().isAfter(last)).isPresent();
              if (soon || warnings.containsKey(name)) {
                rows.add(
                    new Row(
                        name,
                        expiry,
                        expiry.map(known -> ChronoUnit.DAYS.between(today, known.day())).orElse(0L),
                        entry.owner().orElse(""),
                        uses.getOrDefault(name, List.of()),
                        warnings.getOrDefault(name, "")));
              }
            });
    rows.sort(
        Comparator.comparing((Row row) -> row.expiry().map(Expiry::day).orElse(LocalDate.MAX))
            .thenComparing(Row::name));
    return new ExpiryReport(List.copyOf(rows), Names.NONE);
  }

  /** The secrets, the earliest first. */
  public List<Row> rows() {
    return rows;
  }

  private Table table() {
    Table table =
        new Table("SECRET", "EXPIRES", "DAYS LEFT", "SOURCE", "RULES", "PROJECTS", "OWNER")
            .droppable("PROJECTS", "SOURCE");
    rows.forEach(
        row ->
            table.add(
                row.name().value(),
                row.day(),
                row.expired() ? "expired" : row.day().isEmpty() ? "" : "" + row.daysLeft(),
                row.expiry().map(known -> known.source().meaning()).orElse(""),
                Integer.toString(row.rules().size()),
                projects(row),
                row.owner()));
    return table;
  }

  /** A table, and below it what stops working with each secret. */
  public String text(TextStyle style) {
    StringBuilder text = new StringBuilder(table().text(style));
    for (Row row : rows) {
      if (!row.warning().isEmpty()) {
        text.append('\n');
        paragraph(text, style, "Warning: " + row.name() + ": " + row.warning());
      }
      Set<Rule> rules = row.rules();
      int shown = style.everything() ? rules.size() : Math.min(SHOWN, rules.size());
      if (!rules.isEmpty()) {
        text.append('\n');
        paragraph(
            text,
            style,
            row.name()
                + (row.expired() ? " has stopped " : " will stop ")
                + Count.of(rules.size(), "rule")
                + " of "
                + few(row, style)
                + ":");
        rules.stream()
            .limit(shown)
            .forEach(rule -> text.append(style.fitted("  " + rule.name())).append('\n'));
        if (shown < rules.size()) {
          text.append("  and ").append(rules.size() - shown).append(" more (-v names them)\n");
        }
      }
    }
    return text.toString();
  }

  private static void paragraph(StringBuilder text, TextStyle style, String content) {
    style.wrapped(content, 0).forEach(line -> text.append(line).append('\n'));
  }

  /** The table in Markdown, and the warnings. */
  public String markdown() {
    StringBuilder text = new StringBuilder(table().markdown());
    rows.stream()
        .filter(row -> !row.warning().isEmpty())
        .forEach(
            row ->
                text.append("\n- ")
                    .append(row.name())
                    .append(": ")
                    .append(MarkdownText.inline(row.warning())));
    return text.toString().stripTrailing() + "\n";
  }

  /** A list with everything. */
  public ArrayNode json() {
    ArrayNode list = ExactJson.array();
    for (Row row : rows) {
      ObjectNode node =
          list.addObject()
              .put("name", row.name().value())
              .put("expires", row.day())
              .put("source", row.expiry().map(known -> known.source().word()).orElse(""))
              .put("daysLeft", row.daysLeft())
              .put("places", row.uses().size())
              .put("owner", row.owner());
      if (!row.warning().isEmpty()) {
        node.put("warning", row.warning());
      }
      ArrayNode projects = node.putArray("projects");
      row.projects().forEach(projects::add);
      ArrayNode rules = node.putArray("rules");
      row.rules()
          .forEach(
              rule -> rules.addObject().put("id", rule.id().toString()).put("name", rule.name()));
    }
    return list;
  }
}
