package dev.rulekeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.Samples;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.Caller.Reply;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every answer against our own description of the API, and, where it is at hand, against
 * Atlassian's, read in place.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OpenApiContractTest {
  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
  private final Caller caller = Caller.of(sandbox);
  private final List<OpenApiInteractionValidator> descriptions =
      Samples.folders().map(OpenApiContractTest::description).toList();

  private static OpenApiInteractionValidator description(Path folder) {
    try {
      String text = Files.readString(folder.resolve("facts/openapi-automation.json"));
      return validator(withoutWhatIsKnownToBeWrong(text));
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
    SimpleResponse answer = response.withBody(reply.body()).build();
    assertThat(complaints(method, path, answer))
        .as("%s %s", method, path)
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each).isEmpty());
  }

  /** What each of the descriptions has to say against it. */
  private List<List<ValidationReport.Message>> complaints(
      Method method, String path, SimpleResponse response) {
    return descriptions.stream()
        .map(each -> each.validateResponse("/rest/v1/" + path, method, response).getMessages())
        .toList();
  }

  @Test
  void an_answer_that_is_not_as_described_would_be_noticed() {
    assertNoticed("rule/summary", "{\"data\":[]}");
    String rule = "{\"rule\":{\"components\":[{\"component\":\"OTHER\"}]}}";
    assertNoticed("rule/x", rule);
  }

  private void assertNoticed(String path, String body) {
    assertThat(complaints(Method.GET, path, json(body)))
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each).isNotEmpty());
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
