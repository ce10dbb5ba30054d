package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor finds what is wrong, says what to do, and writes nothing. */
class DoctorTest {
  private static Sandbox sandbox;
  @TempDir private Path folder;
  private SandboxRepository repository;

  @BeforeAll
  static void start_the_site() {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(2).build());
  }

  @AfterAll
  static void stop_the_site() {
    sandbox.close();
  }

  @BeforeEach
  void export_from_the_site() {
    repository = SandboxRepository.exported(sandbox, folder);
  }

  private Map<String, String> examined(int exit) {
    JsonNode report =
        ExactJson.read(repository.runWithSecrets("doctor", "-o", "json").exitedWith(exit).out());
    assertThat(report.path("well").asBoolean()).isEqualTo(exit == 0);
    Map<String, String> states = new TreeMap<>();
    report
        .path("steps")
        .forEach(step -> states.put(step.path("step").asText(), step.path("state").asText()));
    return states;
  }

  @Test
  void a_repository_that_works_is_well_and_stays_as_it_is_to_the_byte() throws IOException {
    String before = everything();
    CommandRun run = repository.runWithSecrets("doctor").succeeded();
    assertThat(run.out()).contains("All is well").contains("may read the rules");
    assertThat(run.said()).doesNotContain(sandbox.token());
    assertThat(everything()).isEqualTo(before);
    assertThat(examined(0)).hasSizeGreaterThan(12).containsEntry("remote", "note");
  }

  @Test
  void a_value_that_is_not_there_is_a_note_and_the_organization_tells_of_the_own_token() {
    repository.environment().put("ATLASSIAN_ORG_ID", sandbox.organizationId());
    repository.environment().put("ATLASSIAN_ORG_API_KEY", sandbox.organizationKey());
    CommandRun run = repository.run("doctor").succeeded();
    assertThat(run.out()).contains("without a value here").contains("token expiry");
    assertThat(run.said()).doesNotContain(sandbox.organizationKey());
    assertThat(examined(0)).containsEntry("token expiry", "ok").containsEntry("secret map", "ok");
  }

  @Test
  void credentials_of_the_wrong_kind_or_refused_are_told_from_each_other() {
    repository.environment().put("ATLASSIAN_API_TOKEN", "ATSTT3xEXAMPLE-of-a-service-account");
    assertThat(examined(2)).containsEntry("credentials", "wrong").containsEntry("account", "wrong");
    repository.environment().put("ATLASSIAN_API_TOKEN", "ATATT3xEXAMPLE-never-issued");
    assertThat(examined(2))
        .containsEntry("credentials", "ok")
        .containsEntry("account", "wrong")
        .containsEntry("permission", "wrong");
    repository.environment().put("ATLASSIAN_EMAIL", sandbox.emailOfNonAdministrator());
    repository
        .environment()
        .put("ATLASSIAN_API_TOKEN", sandbox.issueToken(sandbox.emailOfNonAdministrator()));
    assertThat(examined(2)).containsEntry("account", "ok").containsEntry("permission", "wrong");
    repository.environment().remove("ATLASSIAN_API_TOKEN");
    assertThat(examined(2)).containsEntry("credentials", "wrong").doesNotContainKey("permission");
  }

  @Test
  void files_that_cannot_be_read_and_a_site_that_does_not_answer_are_found_in_one_go()
      throws IOException {
    Path file = repository.root().resolve("secrets.yaml");
    Files.writeString(file, "secrets:\n  a:\n    owners: x\n");
    repository.environment().put("RULEKEEPER_SITE_URL", "http://127.0.0.1:1");
    CommandRun run = repository.runWithSecrets("doctor").exitedWith(2);
    assertThat(run.out()).contains("owners").contains("does not answer").contains("to mend");
  }

  @Test
  void without_a_configuration_it_says_so_and_stops() {
    CommandRun run = CommandRun.of(repository.environment(), folder, "doctor").exitedWith(2);
    assertThat(run.out()).contains("WRONG").contains("configuration");
  }

  @Test
  void a_remote_that_takes_no_push_is_found_and_a_hook_that_is_missing() throws IOException {
    Files.delete(repository.root().resolve(".git/hooks/pre-commit"));
    Path config = repository.root().resolve(".git/config");
    Files.writeString(
        config,
        Files.readString(config)
            + "[remote \"origin\"]\n\turl = "
            + folder.resolve("no-such-repository")
            + "\n");
    assertThat(examined(2)).containsEntry("remote", "wrong").containsEntry("hook", "note");
  }

  private String everything() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(repository.root())) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        all.append(file)
            .append('\n')
            .append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }
}
