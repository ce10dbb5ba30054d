package dev.rulekeeper.atlassian;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.RuleId;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** What a site can answer, given to those who read it. */
public final class AnswerFuzz {
  private static final RuleId ID = RuleId.of("019c88ef-60ff-7167-8fc8-a9588eea7470");

  private AnswerFuzz() {}

  /** Reads {@code text} as a page of summaries with its cursor, and as a rule. */
  public static void body(String text) {
    ExactJson.parse(text)
        .ifPresent(
            body -> {
              SummaryPage.read(body);
              RuleEnvelope.read(ID, body);
            });
  }

  /** Follows {@code text} as the link to the next page. */
  public static void link(String text) {
    ObjectNode page = ExactJson.object();
    page.putArray("data");
    page.putObject("links").put("next", text);
    Endpoints site =
        Endpoints.of(
            URI.create("https://acme.example"),
            URI.create("https://api.acme.example"),
            "jira",
            new CloudId("c0ffee00-cafe"));
    SummaryPage.read(page)
        .flatMap(SummaryPage::next)
        .ifPresent(
            query -> {
              URI uri = site.read("/rule/summary", query).uri();
              if (!"api.acme.example".equals(uri.getHost())) {
                throw new IllegalStateException("led to " + uri);
              }
            });
  }

  /** Reads {@code text} as the header {@code Retry-After}, and as the date beside it. */
  public static void retryAfter(String text) {
    RetryAfter.parse(text, Optional.of(text), Instant.EPOCH);
  }
}
