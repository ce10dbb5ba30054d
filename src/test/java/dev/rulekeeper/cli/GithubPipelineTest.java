package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The workflow that init writes for GitHub. */
final class GithubPipelineTest extends PipelineTest<GithubForge> {
  @Override
  GithubForge forge(Path folder) throws IOException {
    return new GithubForge(folder);
  }

  @Test
  void a_pull_request_that_the_night_made_is_checked() throws IOException {
    site().edit(first(), rule -> rule.put("description", "By the browser"));
    forge().night(forge().checkedOut("main"), site(), secrets()).endedWith(0);
    assertThat(forge().started()).containsExactly(NIGHTLY);
  }

  @Test
  void a_mistake_is_an_annotation() throws IOException {
    misspell();
    assertThat(forge().check(pullRequest()).endedWith(2).said()).contains("::error file=rules/");
  }

  @Test
  void a_fork_gets_no_plan_and_no_credentials() throws IOException {
    var jobs = Forge.pipeline(author().root(), ".github/workflows/rulekeeper.yml").path("jobs");
    assertThat(jobs.path("plan").path("if").asText())
        .contains("github.event.pull_request.head.repo.full_name == github.repository");
    assertThat(jobs.path("check").toString()).doesNotContain("secrets.");
  }

  @Test
  void the_one_required_check_fails_unless_all_is_well() throws IOException {
    Path here = forge().checkedOut("main");
    for (List<String> results :
        List.of(
            List.of("success", "success", "0"),
            List.of("success", "skipped", "0"),
            List.of("failure", "skipped", "1"),
            List.of("skipped", "success", "1"),
            List.of("success", "failure", "1"),
            List.of("success", "cancelled", "1"))) {
      forge()
          .step(
              here,
              "rulekeeper",
              "Say whether all is well",
              Map.of("needs.check.result", results.get(0), "needs.plan.result", results.get(1)))
          .endedWith(Integer.parseInt(results.get(2)));
    }
  }
}
