package dev.rulekeeper.atlassian;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.rulekeeper.rule.RuleException;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.RuleState;
import dev.rulekeeper.rule.RuleSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One page of {@code /rule/summary}.
 *
 * @param next the raw query of the next page, without the question mark, if there is one
 */
record SummaryPage(List<RuleSummary> rows, Optional<String> next) {
  /** The query of the first page; 100 rows is the most that the API describes. */
  static final String FIRST = "limit=100";

  SummaryPage {
    rows = List.copyOf(rows);
  }

  /**
   * Reads the body of an answer; nothing where it is not a page, or a row has no usable id: to
   * leave such a row out would hide a rule.
   */
  static Optional<SummaryPage> read(JsonNode body) {
    if (!(body.path("data") instanceof ArrayNode data)) {
      return Optional.empty();
    }
    List<RuleSummary> rows = new ArrayList<>();
    for (JsonNode row : data) {
      try {
        rows.add(row(row));
      } catch (RuleException e) {
        return Optional.empty();
      }
    }
    return Optional.of(new SummaryPage(rows, query(body.path("links").path("next").asText(""))));
  }

  private static RuleSummary row(JsonNode row) {
    return new RuleSummary(
        RuleId.of(row.path("uuid").asText("")),
        text(row, "name"),
        // A rule of a state that we do not know may run.
        text(row, "state").equals("DISABLED") ? RuleState.DISABLED : RuleState.ENABLED,
        texts(row.path("ruleScopeARIs")),
        texts(row.path("labels")),
        text(row, "updated"));
  }

  private static String text(JsonNode row, String field) {
    return row.path(field).isValueNode() && !row.path(field).isNull()
        ? row.path(field).asText()
        : "";
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText("")));
    return texts;
  }

  /**
   * The query of a link, which may be a bare query or an absolute URL (changelog of the API, August
   * 2025). The host of a link is never followed: it would be sent the credentials.
   */
  private static Optional<String> query(String link) {
    int mark = link.indexOf('?');
    int hash = link.indexOf('#');
    String query = link.substring(mark + 1, hash > mark ? hash : link.length());
    if (query.isBlank() || (mark < 0 && !query.startsWith("cursor="))) {
      return Optional.empty();
    }
    String legal = LinkQueryString.legal(query);
    boolean limited = legal.startsWith("limit=") || legal.contains("&limit=");
    return Optional.of(limited ? legal : legal + "&" + FIRST);
  }
}
