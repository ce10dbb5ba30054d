package dev.rulekeeper.atlassian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.ExactJson;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.RuleState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against bodies made from the OpenAPI description of the API, read in place. */
class PublishedExamplesTest {
  private final FakeSite site = new FakeSite();
  private final AutomationApi api = site.api();
  private Path examples = Path.of("");

  @BeforeEach
  void find() {
    String shared = System.getProperty("rulekeeper.shared", "");
    examples = Path.of(shared).resolve("facts/examples");
    Assumptions.assumeTrue(
        !shared.isEmpty() && Files.isDirectory(examples),
        "no examples: give their folder by -Drulekeeper.shared");
  }

  @AfterEach
  void close() {
    api.close();
    site.close();
  }

  private String example(String name) throws IOException {
    return Files.readString(examples.resolve(name));
  }

  @Test
  void the_summary_is_read() throws IOException {
    site.next(FakeSite.status(200, example("summary.response.json")));
    site.always = FakeSite.status(200, "{\"links\":{\"next\":null},\"data\":[]}");
    assertThat(api.summaries())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.name()).isEqualTo("Rule one");
              assertThat(row.updated()).isEqualTo("1743568964.174");
              assertThat(row.labels()).containsExactly("label one");
            });
    assertThat(site.requests.get(1).query()).contains("cursor=bbbbbb&limit=100");
  }

  @Test
  void what_is_sent_has_the_published_shape() throws IOException {
    RuleId id = site.addRules(1).get(0);
    ObjectNode update = (ObjectNode) ExactJson.read(example("rule-put.request.json"));
    api.update(
        new ApiRule(
            id,
            ((ObjectNode) update.path("rule").deepCopy())
                .put("uuid", id.toString())
                .put("created", 1)
                .put("updated", 2),
            (ArrayNode) update.path("connections")));
    api.setState(id, RuleState.DISABLED);
    ObjectNode scope = (ObjectNode) ExactJson.read(example("rule-scope-put.request.json"));
    api.setScope(
        id,
        List.of(
            scope.path("ruleScopeARIs").path(0).asText(),
            scope.path("ruleScopeARIs").path(1).asText()));
    assertThat(site.requests)
        .extracting(FakeSite.Request::json)
        .containsExactly(update, ExactJson.read(example("state-put.request.json")), scope);
  }

  @Test
  void the_error_is_read() throws IOException {
    site.next(FakeSite.status(400, example("error.response.json")));
    assertThat(catchThrowableOfType(ApiException.class, () -> api.update(FakeSite.apiRule(1))))
        .hasMessageContaining("The request body could not be parsed, please ensure");
  }
}
