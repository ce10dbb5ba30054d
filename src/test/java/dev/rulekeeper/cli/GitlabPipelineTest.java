package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.json.ExactJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The pipeline that init writes for GitLab. */
final class GitlabPipelineTest extends PipelineTest<GitlabForge> {
  @Override
  GitlabForge forge(Path folder) throws IOException {
    return new GitlabForge(folder);
  }

  @Test
  void a_mistake_is_in_the_report_of_code_quality() throws IOException {
    misspell();
    Path clone = pullRequest();
    forge().check(clone).endedWith(2);
    JsonNode report = ExactJson.read(Files.readString(clone.resolve("codequality.json")));
    assertThat(report.isArray() && !report.isEmpty()).isTrue();
    for (JsonNode problem : report) {
      assertThat(problem.path("description").asText()).isNotEmpty();
      assertThat(problem.path("check_name").asText()).isNotEmpty();
      assertThat(problem.path("fingerprint").asText()).isNotEmpty();
      assertThat(problem.path("severity").asText())
          .isIn("info", "minor", "major", "critical", "blocker");
      assertThat(clone.resolve(problem.path("location").path("path").asText())).exists();
      assertThat(problem.path("location").path("lines").path("begin").asInt()).isPositive();
    }
  }

  @Test
  void a_fork_gets_no_plan() throws IOException {
    JsonNode rules = Forge.pipeline(author().root(), ".gitlab-ci.yml").path("plan").path("rules");
    assertThat(rules).hasSize(1);
    assertThat(rules.path(0).path("if").asText())
        .contains("$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_PROJECT_ID");
  }
}
