package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that are for one of two sites, by the ledger and by the secret map. */
class SecretsOfSitesTest {
  private static final String RULE = "rules/site/call.yaml";
  private static final String ID = "019ab7c0-1111-7222-8333-444455556666";
  private static final String VALUE = "EXAMPLE-value-of-the-first-site-0001";
  private static final String OTHER = "EXAMPLE-value-of-the-second-site-0002";

  @TempDir private Path folder;
  private Sandbox first;
  private Sandbox second;
  private SandboxRepository repository;

  @BeforeEach
  void a_rule_that_is_on_both_sites() throws IOException {
    first = Sandbox.start(SandboxOptions.builder().rules(1).build());
    second = Sandbox.start(SandboxOptions.builder().rules(1).randomSeed(2).build());
    repository = SandboxRepository.init(first, folder);
    repository.environment().put("RULEKEEPER_SITE_URL_STAGING", second.url());
    repository.environment().put("RULEKEEPER_API_URL_STAGING", second.url());
    edit("rulekeeper.yaml", "sites:\n", "sites:\n  staging:\n    url: " + second.url() + "\n");
    write(
        RULE,
        """
        id: %1$s
        name: Call the order system
        description: for the order system
        state: ENABLED
        labels: [orders]
        collaborators: []
        scope: site
        actor: {type: ACCOUNT_ID, actor: %2$s}
        authorAccountId: %2$s
        writeAccessType: UNRESTRICTED
        canOtherRuleTrigger: false
        notifyOnError: FIRSTERROR
        trigger:
          component: TRIGGER
          schemaVersion: 1
          type: jira.manual.trigger.issue
          value: {}
        components:
          - component: ACTION
            schemaVersion: 1
            type: jira.issue.outgoing.webhook
            value:
              url: %3$s/target/orders
              headers:
                - name: Authorization
                  value: Bearer <<secret:orders>>
                  headerSecure: true
              method: POST
              contentType: none
        """
            .formatted(ID, author(first), first.url()));
    write(
        "sites/staging.yaml",
        "rules: {%s: 0199e0c1-7a11-7c33-9d05-3f1e5a6b7c8d}%naccounts: {%s: %s}%n"
            .formatted(ID, author(first), author(second)));
    ledger("[]");
    secrets("{\"orders\": \"" + VALUE + "\"}");
  }

  private static String author(Sandbox site) {
    return site.rules().get(0).path("rule").path("authorAccountId").asText();
  }

  @AfterEach
  void stop_the_sites() {
    first.close();
    second.close();
  }

  @Test
  void a_secret_without_sites_is_for_all_of_them() throws IOException {
    repository.run("lint").succeeded();
    assertThat(plan("staging", 0)).contains("create");
    repository.runWithSecrets("sync", "--site", "staging", "--select", RULE).succeeded();
    assertThat(stateOf(second)).contains("Bearer " + VALUE);
  }

  @Test
  void lint_refuses_a_rule_of_a_site_that_its_secret_is_not_for_and_says_both_places()
      throws IOException {
    ledger("[sandbox]");
    assertThat(repository.run("lint").exitedWith(2).err())
        .contains(RULE + ":26, secrets.yaml:4")
        .contains("<<secret:orders>> is for sandbox, and this rule is on staging too");
    ledger("[sandbox, staging]");
    repository.run("lint").succeeded();
  }

  @Test
  void lint_refuses_a_site_that_there_is_not() throws IOException {
    ledger("[sandbox, prod]");
    assertThat(repository.run("lint").exitedWith(2).err())
        .contains("secrets.yaml:4: rulekeeper.yaml has no site 'prod'");
  }

  @Test
  void plan_and_sync_block_it_with_or_without_a_value_and_send_nothing() throws IOException {
    ledger("[sandbox]");
    for (String map : new String[] {"{\"orders\": \"" + VALUE + "\"}", "{}"}) {
      secrets(map);
      assertThat(plan("staging", 7))
          .contains("blocked")
          .contains(RULE)
          .contains("is for sandbox, not for staging")
          .contains("add staging to sites under secrets.orders in secrets.yaml");
      repository.runWithSecrets("sync", "--site", "staging", "--select", RULE).exitedWith(7);
      assertThat(second.requestCounts().keySet())
          .isNotEmpty()
          .noneMatch(request -> request.startsWith("P"));
    }
    secrets("{\"orders\": \"" + VALUE + "\"}");
    repository.runWithSecrets("sync", "--site", "sandbox", "--select", RULE).succeeded();
    assertThat(stateOf(first)).contains("Bearer " + VALUE);
  }

  @Test
  void a_value_that_the_ledger_keeps_for_another_site_is_named_anew_where_it_stands()
      throws IOException {
    ledger("[sandbox]");
    write("sites/staging.yaml", "rules: {}\n");
    String id = second.rules().get(0).path("rule").path("uuid").asText();
    second.edit(id, rule -> calling(rule, VALUE));
    repository
        .runWithSecrets("export", "--site", "staging", "--secrets-out", repository.secrets() + "")
        .succeeded();
    String file = Files.readString(repository.root().resolve(repository.fileOf(id)));
    assertThat(file).doesNotContain("<<secret:orders>>").contains("<<secret:");
    assertThat(repository.secretMap()).hasSize(2).containsValue(VALUE);
    repository.run("lint").succeeded();
  }

  @Test
  void each_site_gets_its_own_value() throws IOException {
    secrets("{\"orders\": \"" + VALUE + "\", \"orders@staging\": \"" + OTHER + "\"}");
    repository.runWithSecrets("sync", "--site", "staging", "--select", RULE).succeeded();
    assertThat(stateOf(second)).contains("Bearer " + OTHER).doesNotContain(VALUE);
    assertThat(plan("staging", 0)).contains("No changes");
  }

  @Test
  void a_value_of_another_site_is_neither_written_to_git_nor_shown() throws IOException {
    String[] maps = {
      "{\"orders\": \"" + OTHER + "\", \"orders@sandbox\": \"" + VALUE + "\"}",
      "{\"orders\": \"" + VALUE + "\", \"orders@staging\": \"" + OTHER + "\"}"
    };
    write("sites/staging.yaml", "rules: {}\n");
    String id = second.rules().get(0).path("rule").path("uuid").asText();
    second.edit(id, rule -> calling(rule, "").put("name", "See " + VALUE));
    for (String map : maps) {
      secrets(map);
      refusedWithoutTheValue();
    }
    secrets("{\"orders\": \"" + OTHER + "\"}");
    repository.environment().put("RULEKEEPER_SECRET_ORDERS_AT_SANDBOX", VALUE);
    refusedWithoutTheValue();
    repository.environment().remove("RULEKEEPER_SECRET_ORDERS_AT_SANDBOX");
    repository.environment().put("RULEKEEPER_SECRETS_SANDBOX", "orders=" + VALUE);
    refusedWithoutTheValue();
  }

  private void refusedWithoutTheValue() {
    CommandRun run = repository.runWithSecrets("export", "--site", "staging").exitedWith(6);
    assertThat(run.said()).contains("orders").doesNotContain(VALUE);
    assertThat(repository.runWithSecrets("plan", "--site", "staging", "--full").said())
        .doesNotContain(VALUE);
  }

  private static ObjectNode calling(ObjectNode rule, String token) {
    ObjectNode action = ExactJson.object().put("component", "ACTION");
    action.put("type", "jira.issue.outgoing.webhook").put("schemaVersion", 1);
    ObjectNode value = action.putObject("value").put("url", "https://orders.example/call");
    value.put("method", "POST").put("contentType", "none");
    if (!token.isEmpty()) {
      ObjectNode header = value.putArray("headers").addObject().put("name", "Authorization");
      header.put("value", "Bearer " + token).put("headerSecure", true);
    }
    rule.putArray("components").add(action);
    return rule;
  }

  private String plan(String site, int exit) {
    return repository
        .runWithSecrets("plan", "--site", site, "--select", RULE)
        .exitedWith(exit)
        .out();
  }

  private static String stateOf(Sandbox site) {
    return ExactJson.write(ExactJson.array().addAll(site.rules()));
  }

  private void ledger(String sites) throws IOException {
    write(
        "secrets.yaml",
        "secrets:\n  orders:\n    any-host: true\n    sites: %s\n".formatted(sites));
  }

  private void secrets(String map) throws IOException {
    Files.writeString(repository.secrets(), map);
    repository.secrets().toFile().setReadable(false, false);
    repository.secrets().toFile().setReadable(true, true);
  }

  private void write(String path, String text) throws IOException {
    Path file = repository.root().resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void edit(String path, String from, String to) throws IOException {
    write(path, Files.readString(repository.root().resolve(path)).replace(from, to));
  }
}
