package dev.rulekeeper.atlassian;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a site says of an error ({@code ErrorResponse} of the OpenAPI description). */
final class SiteWords {
  private static final int LONGEST = 300;

  private SiteWords() {}

  /** On one line, without control characters, shortened; says so where the site said nothing. */
  static String in(Reply reply) {
    if (reply.body().isBlank()) {
      return "the answer was empty";
    }
    String words = reply.json().map(SiteWords::words).orElseGet(() -> plain(reply.body()));
    String line = words.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    if (line.isEmpty()) {
      return "the answer gave no reason";
    }
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "\u2026" : line;
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

  /** A proxy answers with a page for people; its markup says nothing. */
  private static String plain(String body) {
    return body.replaceAll("(?s)<(script|style).*?</\\1>|<[^>]*>", " ");
  }
}
