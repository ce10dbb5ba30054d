package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Safe to revoke is said only where the old value stands nowhere, in no encoding. */
class SecretsVerifyTest {
  private static final String OLD = "EXAMPLE/old+value=\"7Qm2\"&<x>?";
  private static final String NEW = "EXAMPLE-new-value-9Rn3";
  @TempDir private static Path folder;
  private static Sandbox sandbox;
  private static SandboxRepository repository;
  private static String rule;

  @BeforeAll
  static void export_a_rule_with_the_secret() throws IOException {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(2).build());
    ObjectNode body = ((ObjectNode) sandbox.rules().get(0).path("rule")).deepCopy();
    body.remove("uuid");
    body.put("name", "Start a build").put("description", "");
    ObjectNode action =
        body.putArray("components")
            .addObject()
            .put("component", "ACTION")
            .put("schemaVersion", 1)
            .put("type", "jira.issue.outgoing.webhook");
    action.putArray("children");
    action.putArray("conditions");
    ObjectNode value = action.putObject("value").put("url", "https://ci.acme.example/start");
    value.put("method", "POST").put("contentType", "empty").put("sendIssue", false);
    value.put("responseEnabled", false).put("continueOnErrorEnabled", false);
    value
        .putArray("headers")
        .addObject()
        .put("name", "X-Api-Key")
        .put("value", NEW)
        .put("headerSecure", true);
    rule = sandbox.add(body, ExactJson.array());
    repository = SandboxRepository.init(sandbox, folder);
    repository.environment().put("OLD", OLD);
    repository.environment().put("RULEKEEPER_SECRETS", "ci-key=" + NEW);
    repository.run("export", "--secrets-out", repository.secrets().toString()).succeeded();
  }

  @AfterAll
  static void stop_the_site() {
    sandbox.close();
  }

  @Test
  void where_the_old_value_is_gone_it_is_safe() throws IOException {
    describe("nothing");
    assertThat(verify("--old-from-env", "OLD").succeeded().out()).contains("Safe to revoke");
    Path file = folder.resolve("old.txt");
    Files.writeString(file, OLD + "\n");
    assertThat(verify("--old-from-file", file.toString()).succeeded().out())
        .contains("Safe to revoke");
    assertThat(
            ExactJson.read(verify("--old-from-env", "OLD", "-o", "json").out())
                .path("safeToRevoke"))
        .isEqualTo(ExactJson.read("true"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ci-key=EXAMPLE-old\n",
        "# older\nci-key-2=EXAMPLE-old\nother=EXAMPLE-other\n",
        "ci-key: EXAMPLE-old\n",
        "{\"ci-key\": \"EXAMPLE-old\"}\n"
      })
  void an_old_secret_map_in_place_of_the_old_value_is_not_called_safe(String map)
      throws IOException {
    Path file = Files.writeString(folder.resolve("map.env"), map);
    CommandRun run = verify("--old-from-file", file.toString()).exitedWith(2);
    assertThat(run.err()).contains("is a secret map").contains("alone");
    assertThat(run.said()).doesNotContain("EXAMPLE-old");
  }

  @Test
  void an_old_value_of_several_lines_is_no_secret_map() throws IOException {
    String key =
        "-----BEGIN EXAMPLE KEY-----\nMIIBVgIBADANBgkqhkiG9w0BAQ==\n-----END EXAMPLE KEY-----";
    Path file = Files.writeString(folder.resolve("key.pem"), key + "\n");
    assertThat(verify("--old-from-file", file.toString()).succeeded().out())
        .contains("Safe to revoke");
  }

  @Test
  void without_the_old_value_nothing_is_said_of_it() {
    describe("nothing");
    assertThat(verify().succeeded().out())
        .contains("all hold the current value")
        .doesNotContain("Safe");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("encodings")
  void the_old_value_is_found_in_every_encoding(String name, String text) {
    describe("see " + text + " here");
    CommandRun run = verify("--old-from-env", "OLD").exitedWith(8);
    assertThat(run.out())
        .contains("NOT safe")
        .contains(
            "Start a build (" + rule + ")  /description  still holds the old value of ci-key");
    assertThat(run.said()).doesNotContain(OLD).doesNotContain(text);
  }

  static Stream<Arguments> encodings() {
    String json = inJson(OLD);
    String percent = URLEncoder.encode(OLD, StandardCharsets.UTF_8);
    return Stream.of(
        Arguments.of("as it is", OLD),
        Arguments.of("in a JSON string", json),
        Arguments.of("in JSON in a JSON string", inJson(json)),
        Arguments.of("percent-encoded", percent),
        Arguments.of("percent-encoded in lower case", lowerHex(percent)),
        Arguments.of("percent-encoded twice", URLEncoder.encode(percent, StandardCharsets.UTF_8)),
        Arguments.of("in HTML", html(OLD)),
        Arguments.of("in base64", base64(OLD)),
        Arguments.of("in base64, one byte later", base64("u" + OLD)),
        Arguments.of("in base64, two bytes later", base64("u:" + OLD)),
        Arguments.of("in Basic credentials", "Basic " + base64("bot@acme.example:" + OLD)),
        Arguments.of("in base64url", base64(OLD).replace('+', '-').replace('/', '_')),
        Arguments.of("in base64 of a JSON string", base64("{\"key\":\"" + json + "\"}")),
        Arguments.of("in percent-encoded base64", percentOf(base64("bot:" + OLD))),
        Arguments.of("in base64 twice", base64(base64(OLD))));
  }

  @Test
  void a_place_with_another_value_is_named() {
    sandbox.edit(
        rule,
        body ->
            (ObjectNode) ExactJson.read(ExactJson.write(body).replace(NEW, "EXAMPLE-another-1")));
    try {
      CommandRun run = verify().exitedWith(8);
      assertThat(run.out())
          .contains("does not hold the current value")
          .contains("/headers/0/value");
      assertThat(run.said()).doesNotContain(NEW);
    } finally {
      sandbox.edit(
          rule,
          body ->
              (ObjectNode) ExactJson.read(ExactJson.write(body).replace("EXAMPLE-another-1", NEW)));
    }
  }

  @Test
  void an_old_value_that_is_short_is_looked_for_as_it_is() {
    describe("code 4711.");
    repository.environment().put("SHORT", "4711");
    verify("--old-from-env", "SHORT").exitedWith(8);
    repository.environment().put("SHORT", "4712");
    verify("--old-from-env", "SHORT").succeeded();
  }

  private static CommandRun verify(String... options) {
    String[] all = new String[options.length + 3];
    all[0] = "secrets";
    all[1] = "verify";
    all[2] = "ci-key";
    System.arraycopy(options, 0, all, 3, options.length);
    return repository.run(all);
  }

  private static void describe(String text) {
    sandbox.edit(rule, body -> body.put("description", text));
  }

  private static String inJson(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String percentOf(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String lowerHex(String text) {
    return Pattern.compile("%..").matcher(text).replaceAll(m -> m.group().toLowerCase(Locale.ROOT));
  }

  private static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
