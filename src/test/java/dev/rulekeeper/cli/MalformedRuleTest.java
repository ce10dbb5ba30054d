package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A rule that is not as the API describes it does not keep the others from Git, and is named. */
class MalformedRuleTest {
  @TempDir private Path folder;
  private Sandbox sandbox;
  private SandboxRepository repository;

  /** What a site has that no schema allows. */
  enum Malformed {
    NULL_NAME(rule -> rule.putNull("name")),
    NO_NAME(rule -> without(rule, "name")),
    NULL_TRIGGER(rule -> rule.putNull("trigger")),
    TEXT_TRIGGER(rule -> rule.put("trigger", "x")),
    NUMBER_LABELS(rule -> rule.put("labels", 5)),
    TEXT_COMPONENTS(rule -> rule.put("components", "x")),
    NULL_COMPONENT(
        rule -> {
          rule.putArray("components").addNull();
          return rule;
        }),
    /** Larger than any rule, ledger or setting that is read. */
    HUGE_DESCRIPTION(rule -> rule.put("description", "x ".repeat(3_000_000))),
    NUMBER_STATE(rule -> rule.put("state", 7)),
    OBJECT_NAME(
        rule -> {
          rule.putObject("name").put("a", 1);
          return rule;
        });

    @SuppressWarnings("ImmutableEnumChecker") // Its lambdas capture nothing.
    private final UnaryOperator<ObjectNode> change;

    Malformed(UnaryOperator<ObjectNode> change) {
      this.change = change;
    }

    private static ObjectNode without(ObjectNode rule, String field) {
      rule.remove(field);
      return rule;
    }
  }

  @BeforeEach
  void a_site() {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(8).build());
    repository = SandboxRepository.init(sandbox, folder);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @ParameterizedTest
  @EnumSource
  void the_others_are_exported_and_it_is_named(Malformed malformed) throws IOException {
    String id = sandbox.rules().get(3).path("rule").path("uuid").asText();
    sandbox.edit(id, malformed.change);
    CommandRun run =
        repository.run("export", "--secrets-out", repository.secrets().toString()).succeeded();
    long files;
    try (Stream<Path> found = Files.walk(repository.root().resolve("rules"))) {
      files = found.filter(Files::isRegularFile).count();
    }
    if (files == sandbox.rules().size()) {
      repository.run("lint").succeeded();
      repository.runWithSecrets("plan", "--exit-code").succeeded();
    } else {
      assertThat(files).isEqualTo(sandbox.rules().size() - 1L);
      assertThat(run.err()).contains(id);
      // What was not brought into Git is nobody's to change or to delete.
      repository.run("lint").succeeded();
      repository.runWithSecrets("sync", "--prune").succeeded();
      assertThat(sandbox.has(id)).isTrue();
      assertThat(ExactJson.write(sandbox.rule(id).path("rule"))).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void one_that_became_so_on_the_site_is_no_unexpected_failure(Malformed malformed) {
    repository.run("export", "--secrets-out", repository.secrets().toString()).succeeded();
    String id = sandbox.rules().get(3).path("rule").path("uuid").asText();
    sandbox.edit(id, malformed.change);
    for (String[] command :
        java.util.List.of(
            new String[] {"plan"}, new String[] {"export"}, new String[] {"sync", "--prune"})) {
      CommandRun run = repository.runWithSecrets(command);
      assertThat(run.err()).as(command[0]).doesNotContain("failed unexpectedly");
    }
    assertThat(sandbox.has(id)).isTrue();
    repository.run("lint").succeeded();
  }
}
