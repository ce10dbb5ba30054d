package dev.rulekeeper.atlassian;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.rule.ForeignText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a site says of an error ({@code ErrorResponse} of the OpenAPI description). */
final class SiteErrorText {
  private SiteErrorText() {}

  /** To be read on one line; says so where the site said nothing. */
  static ForeignText in(ApiResponse reply) {
    if (reply.body().isBlank()) {
      return ForeignText.line("the answer was empty");
    }
    return reply
        .json()
        .map(SiteErrorText::words)
        .map(words -> ForeignText.line(words.isBlank() ? "the answer gave no reason" : words))
        .orElseGet(() -> ForeignText.page(reply.body()));
  }

  private static String words(JsonNode body) {
    List<String> words = new ArrayList<>();
    body.path("errors").forEach(error -> words.add(error(error)));
    body.path("errorMessages").forEach(message -> words.add(message.asText("")));
    words.add(body.path("message").asText(""));
    words.add(body.path("error").asText(""));
    return words.stream().filter(each -> !each.isBlank()).collect(Collectors.joining("; "));
  }

  private static String error(JsonNode error) {
    if (error.isTextual()) {
      return error.textValue();
    }
    String said =
        Stream.of("title", "detail")
            .map(field -> error.path(field).asText(""))
            .filter(each -> !each.isBlank())
            .distinct()
            .collect(Collectors.joining(" "));
    String field = error.path("field").asText("");
    String words = said.isEmpty() ? error.path("code").asText("") : said;
    return field.isEmpty() ? words : words + " (field " + field + ")";
  }
}
