package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A placeholder has the encoding of its place, so whoever parses it reads the current value. */
class PlaceEncodingTest {
  private static final String FIRST = "EXAMPLEHx7kPq2mVt9zLw4nRb6cDy8f";
  private static final String LATER = "EXAMPLE pa\"s\\s&w0rd<4%7+";
  private static final String JSON = "{\"user\": \"bot\", \"password\": \"%s\"}";
  private static final String FORM = "user=bot&password=%s&z=1";
  private static final String XML = "<a><password>%s</password></a>";
  private static final String URL = "https://ci.example.org/x?token=%s&z=1";

  @TempDir private Path folder;
  private Sandbox sandbox;
  private SandboxRepository repository;
  private String id = "";

  @BeforeEach
  void a_site_with_one_secret_in_four_syntaxes() {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(1).build());
    ObjectNode rule = ((ObjectNode) sandbox.rules().get(0).get("rule")).deepCopy();
    rule.remove("uuid");
    rule.put("name", "Four syntaxes");
    ArrayNode components = rule.putArray("components");
    components.add(request("https://ci.example.org/x", JSON.formatted(FIRST)));
    components.add(request("https://ci.example.org/x", FORM.formatted(FIRST)));
    components.add(request("https://ci.example.org/x", XML.formatted(FIRST)));
    components.add(request(URL.formatted(FIRST), ""));
    id = sandbox.add(rule, ExactJson.array());
    repository = SandboxRepository.exported(sandbox, folder);
  }

  @AfterEach
  void stop_the_site() {
    sandbox.close();
  }

  @Test
  void a_plain_value_is_rotated_to_one_with_characters_that_mean_something() throws IOException {
    String name = name();
    assertThat(Files.readString(repository.fileOf(id)))
        .contains("\"password\": \"<<#json>><<secret:" + name + ">><</json>>\"")
        .contains("password=<<#urlencode>><<secret:" + name + ">><</urlencode>>&z=1")
        .contains("<password><<#xml>><<secret:" + name + ">><</xml>></password>")
        .contains("?token=<<#urlencode>><<secret:" + name + ">><</urlencode>>&z=1");
    repository.rotate(name, LATER);
    repository.runWithSecrets("sync").succeeded();
    assertThatEveryReaderGets(LATER);
    repository.runWithSecrets("plan", "--exit-code", "--full").succeeded();
    repository.run("lint").succeeded();
    assertThat(repository.run("lint").err()).doesNotContain("without its encoding");
  }

  @Test
  void a_bare_placeholder_is_named_by_lint_and_mended_by_fmt() throws IOException {
    String name = name();
    writeBare();
    assertThat(repository.run("lint").succeeded().err())
        .contains("/components/0/value/customBody  <<secret:" + name + ">> stands in a JSON string")
        .contains("write <<#xml>><<secret:" + name + ">><</xml>>, as rulekeeper fmt --encodings");
    repository.run("fmt", "--check").succeeded();
    repository.run("fmt", "--encodings", "--check").exitedWith(2);
    repository.run("fmt", "--encodings").succeeded();
    assertThat(repository.run("lint").succeeded().err()).doesNotContain("without its encoding");
    repository.run("fmt", "--encodings", "--check").succeeded();
    repository.runWithSecrets("plan", "--exit-code", "--full").succeeded();
    repository.rotate(name, LATER);
    repository.runWithSecrets("sync").succeeded();
    assertThatEveryReaderGets(LATER);
  }

  @Test
  void plan_blocks_a_value_that_a_bare_placeholder_cannot_carry() throws IOException {
    String name = name();
    writeBare();
    JsonNode before = sandbox.rule(id);
    repository.rotate(name, LATER);
    JsonNode change = change(repository.plan());
    assertThat(change.path("kind").asText()).isEqualTo("blocked");
    assertThat(change.path("reason").asText())
        .contains("a JSON string at /components/0/value/customBody")
        .contains("rulekeeper fmt --encodings")
        .doesNotContain("w0rd");
    repository.runWithSecrets("sync").exitedWith(7);
    assertThat(sandbox.rule(id)).isEqualTo(before);
    repository.rotate(name, "EXAMPLEplain0token1");
    repository.runWithSecrets("sync").succeeded();
    assertThatEveryReaderGets("EXAMPLEplain0token1");
  }

  @Test
  void a_value_that_looks_like_a_slip_waits_until_somebody_says_it_is_meant() throws IOException {
    String name = name();
    repository.rotate(name, "EXAMPLEplain0token1\n");
    CommandRun plan = repository.runWithSecrets("plan").exitedWith(7);
    String said = "the value of <<secret:" + name + ">> ends with a line break: nothing is written";
    assertThat(plan.said()).containsOnlyOnce(said).contains("verbatim: true under " + name);
    JsonNode before = sandbox.rule(id);
    CommandRun sync = repository.runWithSecrets("sync").exitedWith(7);
    assertThat(sync.said()).containsOnlyOnce(said);
    assertThat(sandbox.rule(id)).isEqualTo(before);
    Path ledger = repository.root().resolve("secrets.yaml");
    Files.writeString(
        ledger,
        Files.readString(ledger)
            .replace("  " + name + ":\n", "  " + name + ":\n    verbatim: true\n"));
    repository.run("lint").succeeded();
    repository.runWithSecrets("sync").succeeded();
    assertThatEveryReaderGets("EXAMPLEplain0token1\n");
  }

  @Test
  void the_correction_of_a_slip_arrives() throws IOException {
    String name = name();
    String variable =
        "RULEKEEPER_SECRET_" + name.toUpperCase(java.util.Locale.ROOT).replaceAll("[.-]", "_");
    repository.environment().put(variable, "EXAMPLEplain0token1 ");
    repository.runWithSecrets("sync").exitedWith(7);
    repository.environment().put(variable, "EXAMPLEplain0token1");
    repository.runWithSecrets("sync").succeeded();
    assertThatEveryReaderGets("EXAMPLEplain0token1");
  }

  @Test
  void so_does_a_credential_of_the_site_itself() {
    repository.environment().put("ATLASSIAN_API_TOKEN", sandbox.token() + "\n");
    assertThat(repository.runWithSecrets("plan").exitedWith(2).err())
        .contains("ATLASSIAN_API_TOKEN ends with a line break")
        .doesNotContain(sandbox.token());
  }

  @Test
  void the_file_for_secrets_is_there_even_where_there_are_none() throws IOException {
    sandbox.rules().forEach(rule -> sandbox.remove(rule.path("rule").path("uuid").asText()));
    Path none = folder.resolve("none.env");
    repository.run("export", "--on-drift", "theirs", "--secrets-out", none.toString()).succeeded();
    assertThat(none).isEmptyFile();
    repository.run("plan", "--secrets-file", none.toString()).succeeded();
  }

  private void assertThatEveryReaderGets(String value) throws IOException {
    JsonNode components = sandbox.rule(id).at("/rule/components");
    assertThat(ExactJson.read(body(components, 0)).path("password").asText()).isEqualTo(value);
    assertThat(dev.rulekeeper.secret.place.Spot.FORM_BODY.parse(body(components, 1)))
        .isEqualTo(value);
    assertThat(dev.rulekeeper.secret.place.Spot.XML_ELEMENT.parse(body(components, 2)))
        .isEqualTo(value);
    assertThat(dev.rulekeeper.secret.place.Spot.QUERY.parse(components.at("/3/value/url").asText()))
        .isEqualTo(value);
  }

  private static String body(JsonNode components, int index) {
    return components.at("/" + index + "/value/customBody").asText();
  }

  private void writeBare() throws IOException {
    Path file = repository.fileOf(id);
    Files.writeString(file, Files.readString(file).replaceAll("<<[#/](json|urlencode|xml)>>", ""));
  }

  private JsonNode change(JsonNode plan) {
    for (JsonNode change : plan.path("changes")) {
      if (change.path("id").asText().equals(id)) {
        return change;
      }
    }
    throw new AssertionError("no change of the rule in " + plan);
  }

  private String name() throws IOException {
    return repository.secretMap().entrySet().stream()
        .filter(entry -> entry.getValue().equals(FIRST))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private static ObjectNode request(String url, String body) {
    ObjectNode action =
        ExactJson.object()
            .put("component", "ACTION")
            .put("type", "jira.issue.outgoing.webhook")
            .put("schemaVersion", 1);
    action.set(
        "value",
        ExactJson.object()
            .put("url", url)
            .put("method", "POST")
            .put("contentType", "custom")
            .put("customBody", body));
    return action;
  }
}
