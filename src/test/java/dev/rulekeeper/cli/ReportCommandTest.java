package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The report as a user gets it, through the guards of every output. */
class ReportCommandTest {
  private static Sandbox sandbox;
  @TempDir private Path folder;
  private SandboxRepository repository;

  @BeforeAll
  static void start_the_site() {
    sandbox = Sandbox.start(SandboxOptions.defaults());
  }

  @AfterAll
  static void stop_the_site() {
    sandbox.close();
  }

  @BeforeEach
  void export_from_the_site() {
    repository = SandboxRepository.exported(sandbox, folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"style", "script"})
  void the_policy_of_the_page_allows_what_is_printed(String tag) throws NoSuchAlgorithmException {
    String page = repository.runWithSecrets("report").succeeded().out();
    Matcher own = Pattern.compile("(?s)<" + tag + ">(.*?)</" + tag + ">").matcher(page);
    assertThat(own.find()).isTrue();
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(own.group(1).getBytes(StandardCharsets.UTF_8));
    assertThat(page)
        .contains(tag + "-src &#39;sha256-" + Base64.getEncoder().encodeToString(digest) + "&#39;");
  }

  @Test
  void no_value_is_in_it_and_the_open_plan_where_the_site_is_asked() throws IOException {
    String id = sandbox.rules().get(0).path("rule").path("uuid").asText();
    sandbox.edit(id, rule -> rule.put("name", "Edited <in> the browser"));
    String page = repository.runWithSecrets("report", "--with-plan").succeeded().out();
    assertThat(page).contains("drift").doesNotContain("Edited <in>");
    repository.secretMap().values().forEach(value -> assertThat(page).doesNotContain(value));
    assertThat(repository.run("report").succeeded().out())
        .contains("not compared with the site")
        .contains("rulekeeper report --with-plan &gt; report.html");
  }

  @Test
  void as_json_it_has_every_rule_and_every_secret() throws IOException {
    JsonNode document = ExactJson.read(repository.run("report", "-o", "json").succeeded().out());
    assertThat(document.path("rules")).hasSize(sandbox.rules().size());
    assertThat(document.path("secrets")).hasSize(repository.secretMap().size());
    assertThat(document.has("plan")).isFalse();
  }
}
