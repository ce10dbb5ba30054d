package dev.rulekeeper.atlassian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.Samples;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.RuleState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against bodies made from the OpenAPI description of the API, read in place. */
class PublishedExamplesTest {
  private final FakeSite site = new FakeSite();
  private final AutomationApi api = site.api();

  static Stream<Path> examples() {
    return Samples.folders().map(folder -> folder.resolve("facts/examples"));
  }

  @AfterEach
  void close() {
    api.close();
    site.close();
  }

  private static String example(Path examples, String name) throws IOException {
    return Files.readString(examples.resolve(name));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void the_summary_is_read(Path examples) throws IOException {
    String text = example(examples, "summary.response.json");
    JsonNode page = ExactJson.read(text);
    site.next(FakeSite.status(200, text));
    site.always = FakeSite.status(200, "{\"links\":{\"next\":null},\"data\":[]}");
    assertThat(api.summaries())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.name()).isEqualTo(page.at("/data/0/name").asText());
              assertThat(row.updated()).isEqualTo(page.at("/data/0/updated").toString());
              assertThat(row.labels()).containsExactly(page.at("/data/0/labels/0").asText());
            });
    String next = page.at("/links/next").asText();
    assertThat(site.requests.get(1).query()).contains(next.substring(1));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void what_is_sent_has_the_published_shape(Path examples) throws IOException {
    RuleId id = site.addRules(1).get(0);
    ObjectNode update = (ObjectNode) ExactJson.read(example(examples, "rule-put.request.json"));
    api.update(
        new ApiRule(
            id,
            ((ObjectNode) update.path("rule").deepCopy())
                .put("uuid", id.toString())
                .put("created", 1)
                .put("updated", 2),
            (ArrayNode) update.path("connections")));
    api.setState(id, RuleState.DISABLED);
    ObjectNode scope =
        (ObjectNode) ExactJson.read(example(examples, "rule-scope-put.request.json"));
    api.setScope(
        id,
        List.of(
            scope.path("ruleScopeARIs").path(0).asText(),
            scope.path("ruleScopeARIs").path(1).asText()));
    assertThat(site.requests)
        .extracting(FakeSite.Request::json)
        .containsExactly(
            update, ExactJson.read(example(examples, "state-put.request.json")), scope);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void the_error_is_read(Path examples) throws IOException {
    String text = example(examples, "error.response.json");
    String title = ExactJson.read(text).at("/errors/0/title").asText();
    site.next(FakeSite.status(400, text));
    assertThat(catchThrowableOfType(ApiException.class, () -> api.update(FakeSite.apiRule(1))))
        .extracting(FakeSite::told)
        .asString()
        .contains(title);
  }
}
