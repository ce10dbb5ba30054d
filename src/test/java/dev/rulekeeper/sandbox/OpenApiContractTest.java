package dev.rulekeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.ExactJson;
import dev.rulekeeper.sandbox.Caller.Reply;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every answer against Atlassian's own description of the API, read in place. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OpenApiContractTest {
  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
  private final Caller caller = Caller.of(sandbox);
  private final Optional<OpenApiInteractionValidator> description = description();

  @BeforeAll
  void needsTheDescription() {
    Assumptions.assumeTrue(
        description.isPresent(), "no description of the API: rulekeeper.shared is not set");
  }

  private static Optional<OpenApiInteractionValidator> description() {
    String shared = System.getProperty("rulekeeper.shared", "");
    Path file = Path.of(shared, "facts", "openapi-automation.json");
    if (shared.isEmpty() || !Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(validator(withoutWhatIsKnownToBeWrong(Files.readString(file))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OpenApiInteractionValidator validator(String json) {
    ParseOptions references = new ParseOptions();
    references.setResolve(true);
    // Not resolved fully: a component holds components.
    references.setResolveFully(false);
    return OpenApiInteractionValidator.createForInlineApiSpecification(json)
        .withParseOptions(references)
        .withLevelResolver(
            LevelResolver.create()
                .withLevel("validation.schema.additionalProperties", ValidationReport.Level.IGNORE)
                .build())
        .build();
  }

  /**
   * The description says that a value is text or an object and a description is text, while sites
   * send booleans and nulls there; it lacks DELETE, and its servers have variables.
   */
  private static String withoutWhatIsKnownToBeWrong(String text) {
    ObjectNode tree = (ObjectNode) ExactJson.read(text);
    tree.remove("servers");
    loosen(tree);
    return ExactJson.write(tree);
  }

  private static void loosen(JsonNode node) {
    if (node instanceof ObjectNode object && object.get("properties") instanceof ObjectNode all) {
      if (all.path("value").has("oneOf")) {
        all.putObject("value");
      }
      if (all.get("description") instanceof ObjectNode text && text.path("type").isTextual()) {
        text.put("nullable", true);
      }
    }
    node.forEach(OpenApiContractTest::loosen);
  }

  @AfterAll
  void stop() {
    sandbox.close();
  }

  private void assertDescribed(Method method, String path, Reply reply) {
    SimpleResponse.Builder response = SimpleResponse.Builder.status(reply.status());
    reply.response().headers().firstValue("Content-Type").ifPresent(response::withContentType);
    assertThat(complaints(method, path, response.withBody(reply.body()).build()))
        .as("%s %s", method, path)
        .isEmpty();
  }

  private List<ValidationReport.Message> complaints(
      Method method, String path, SimpleResponse response) {
    return description
        .orElseThrow()
        .validateResponse("/rest/v1/" + path, method, response)
        .getMessages();
  }

  @Test
  void an_answer_that_is_not_as_described_would_be_noticed() {
    assertThat(complaints(Method.GET, "rule/summary", json("{\"data\":[]}"))).isNotEmpty();
    String rule = "{\"rule\":{\"components\":[{\"component\":\"OTHER\"}]}}";
    assertThat(complaints(Method.GET, "rule/x", json(rule))).isNotEmpty();
  }

  private static SimpleResponse json(String body) {
    return SimpleResponse.Builder.ok().withContentType("application/json").withBody(body).build();
  }

  private ObjectNode anyRule() {
    return sandbox.rules().get(1);
  }

  private static String path(ObjectNode envelope) {
    return "rule/" + envelope.at("/rule/uuid").asText();
  }

  @Test
  void lists_and_searches() {
    assertDescribed(Method.GET, "rule/summary", caller.get("rule/summary?limit=9"));
    assertDescribed(
        Method.POST, "rule/summary", caller.post("rule/summary", "{\"state\":\"ENABLED\"}"));
    assertDescribed(Method.POST, "rule/summary", caller.post("rule/summary", "{\"limit\":0}"));
  }

  @Test
  void every_rule() {
    for (ObjectNode envelope : sandbox.rules()) {
      assertDescribed(Method.GET, path(envelope), caller.get(path(envelope)));
    }
  }

  @Test
  void writes_and_refusals() {
    ObjectNode envelope = anyRule();
    String path = path(envelope);
    assertDescribed(Method.PUT, path, caller.put(path, envelope));
    assertDescribed(Method.PUT, path, caller.put(path, "{}"));
    assertDescribed(Method.POST, "rule", caller.post("rule", envelope));
    ((ObjectNode) envelope.get("rule")).remove("uuid");
    assertDescribed(Method.POST, "rule", caller.post("rule", envelope));
    String state = path + "/state";
    assertDescribed(Method.PUT, state, caller.put(state, "{\"value\":\"DISABLED\"}"));
    assertDescribed(Method.PUT, state, caller.put(state, "{}"));
    String scope = path + "/rule-scope";
    assertDescribed(Method.PUT, scope, caller.put(scope, "{\"ruleScopeARIs\":[]}"));
  }
}
