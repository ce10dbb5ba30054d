package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import dev.rulekeeper.secret.guard.LeakGuard;
import dev.rulekeeper.secret.map.SecretMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site holds a token that nobody has listed as an old one, and the secret map a new one. */
class UnlistedRotationTest {
  private static final String UNLISTED = "ATATT3xFfGF0EXAMPLE-of-which-nobody-knows=4E5F6A7B";
  private static final String NEW = "ATATT3xFfGF0EXAMPLE-the-next-token-of-the-bot=0A1B2C3D";
  @TempDir private Path folder;
  private Sandbox sandbox;
  private SandboxRepository repository;

  @BeforeEach
  void change_the_token_on_the_site_by_hand() throws IOException {
    sandbox = Sandbox.start(SandboxOptions.defaults());
    String old = sandbox.targetToken();
    sandbox.rules().forEach(rule -> addBasic(rule.path("rule").path("uuid").asText(), old));
    repository = SandboxRepository.exported(sandbox, folder);
    String bot =
        repository.secretMap().entrySet().stream()
            .filter(entry -> entry.getValue().equals(old))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    sandbox
        .rules()
        .forEach(
            rule ->
                sandbox.edit(
                    rule.path("rule").path("uuid").asText(),
                    body ->
                        (ObjectNode)
                            ExactJson.read(
                                ExactJson.write(body)
                                    .replace(old, UNLISTED)
                                    .replace(basic(old), basic(UNLISTED)))));
    repository.rotate(bot, NEW);
  }

  /** Every third request carries the token inside of Basic credentials. */
  private void addBasic(String id, String token) {
    sandbox.edit(
        id,
        body ->
            (ObjectNode)
                ExactJson.read(
                    ExactJson.write(body)
                        .replaceFirst(
                            "Bearer " + java.util.regex.Pattern.quote(token), basic(token))));
  }

  private static String basic(String token) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString(("bot@acme.example:" + token).getBytes(StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop_the_site() {
    sandbox.close();
  }

  @Test
  void it_is_a_rotation_in_headers_and_in_basic_credentials_and_is_never_shown()
      throws IOException {
    LeakGuard guard =
        LeakGuard.of(
            SecretMap.of(
                Map.of(
                    new SecretName("unlisted"), SecretValue.of(UNLISTED),
                    new SecretName("new"), SecretValue.of(NEW))));
    assertThat(sandbox.rules().toString()).contains(basic(UNLISTED));
    for (String format : new String[] {"text", "json", "markdown"}) {
      CommandRun plan = repository.runWithSecrets("plan", "-v", "-o", format).succeeded();
      assertThat(guard.search("plan", plan.said().getBytes(StandardCharsets.UTF_8))).isEmpty();
      if (format.equals("json")) {
        assertThat(ExactJson.read(plan.out()).path("changes"))
            .isNotEmpty()
            .allSatisfy(change -> assertThat(change.path("kind").asText()).isEqualTo("rotate"));
      }
    }
    CommandRun sync = repository.runWithSecrets("sync", "-v").succeeded();
    assertThat(guard.search("sync", sync.said().getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(sandbox.rules().toString())
        .contains(basic(NEW))
        .doesNotContain(UNLISTED)
        .doesNotContain(basic(UNLISTED));
    repository.runWithSecrets("plan", "--exit-code", "--full").succeeded();
    try (var files = Files.walk(repository.root())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(guard.search(file.toString(), Files.readAllBytes(file))).isEmpty();
      }
    }
  }
}
