package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.setup.Pipeline;
import dev.rulekeeper.yaml.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pipelines that init writes, and what it does in a clone that is set up. */
final class InitPipelineTest {
  @TempDir private Path folder;

  private CommandRun init(String... more) {
    String[] all = new String[more.length + 3];
    all[0] = "init";
    all[1] = "-C";
    all[2] = folder.toString();
    System.arraycopy(more, 0, all, 3, more.length);
    return CommandRun.of(Map.of(), folder, all);
  }

  private JsonNode yaml(String path) throws IOException {
    return Yaml.read(path, Files.readString(folder.resolve(path)));
  }

  @Test
  void a_github_workflow_has_one_check_that_is_always_there_and_gives_it_no_secret()
      throws IOException {
    CommandRun run =
        init("--url", "https://acme.atlassian.net", "--ci", "github", "--ci-version", "0.1.0")
            .succeeded();
    assertThat(run.out()).contains("[ ] Settings > Environments");
    String text = Files.readString(folder.resolve(".github/workflows/rulekeeper.yml"));
    assertThat(
            Pattern.compile("uses: \\S+@(\\S+) # v").matcher(text).results().map(m -> m.group(1)))
        .isNotEmpty()
        .allMatch(pin -> pin.matches("[0-9a-f]{40}"));
    assertThat(text).doesNotContain("paths:").doesNotContain("vars.").doesNotContain("@BRANCH@");
    JsonNode workflow = yaml(".github/workflows/rulekeeper.yml");
    assertThat(workflow.path("on").has("merge_group")).isTrue();
    JsonNode jobs = workflow.path("jobs");
    assertThat(jobs.path("check").toString()).doesNotContain("secrets.").doesNotContain("vars.");
    assertThat(jobs.path("plan").toString()).doesNotContain("RULEKEEPER_SECRETS");
    assertThat(jobs.path("rulekeeper").path("if").asText()).startsWith("${{ always()");
    assertThat(jobs.path("plan").path("strategy").toString())
        .contains("https://acme.atlassian.net");
  }

  @Test
  void every_site_of_the_repository_is_one_of_the_matrix_and_the_jar_is_pinned()
      throws IOException {
    init("--url", "https://acme.atlassian.net").succeeded();
    Files.writeString(
        folder.resolve("rulekeeper.yaml"),
        "site: acme\nsites:\n  acme: {url: https://acme.atlassian.net, product: jira}\n"
            + "  acme-eu: {url: https://eu.atlassian.net, product: jira}\n");
    String sum = "0123456789abcdef".repeat(4);
    String jar = "https://example.com/rulekeeper.jar#sha256=" + sum;
    for (String host : List.of("github", "gitlab", "bitbucket")) {
      CommandRun run = init("--ci", host, "--ci-jar", jar, "--ci-branch", "trunk").succeeded();
      assertThat(run.out()).contains("only the pre-commit hook").doesNotContain("Fill in");
    }
    assertThat(yaml(".gitlab-ci.yml").path("plan").path("parallel").path("matrix"))
        .extracting(site -> site.path("SITE").asText())
        .containsExactly("acme", "acme-eu");
    assertThat(Files.readString(folder.resolve("bitbucket-pipelines.yml")))
        .contains("  branches:\n    trunk:\n")
        .contains("SITES='acme acme-eu'")
        .contains("RULEKEEPER_SITE_URL_ACME_EU='https://eu.atlassian.net'")
        .contains(sum);
    init("--ci", "github", "--ci-jar", jar).exitedWith(2);
    init("--ci", "github", "--ci-jar", jar, "--force").succeeded();
    init("--ci", "gitlab", "--force", "--ci-jar", "http://example.com/x.jar").exitedWith(2);
  }

  /** With {@code -Drulekeeper.golden=write} they are written anew. */
  @Test
  void the_pipelines_in_the_documents_are_what_init_writes() throws IOException {
    init("--url", "https://acme.atlassian.net").succeeded();
    for (Pipeline host : Pipeline.values()) {
      String name = host.name().toLowerCase(Locale.ROOT);
      init("--ci", name, "--ci-branch", "main", "--ci-version", "0.1.0").succeeded();
      String text = Files.readString(folder.resolve(host.path()));
      Path document = Path.of("docs/pipelines", name + ".yml");
      if ("write".equals(System.getProperty("rulekeeper.golden"))) {
        Files.createDirectories(Objects.requireNonNull(document.getParent()));
        Files.writeString(document, text);
      }
      assertThat(document).content().isEqualTo(text);
    }
  }

  @Test
  void a_pipeline_uses_the_action_or_the_image_of_a_release_unless_there_is_a_jar()
      throws IOException {
    init("--url", "https://acme.atlassian.net").succeeded();
    init("--ci", "github", "--ci-version", "1.20.3").succeeded();
    init("--ci", "gitlab", "--ci-version", "1.20.3").succeeded();
    init("--ci", "bitbucket", "--ci-version", "1.20.3").succeeded();
    assertThat(Files.readString(folder.resolve(".github/workflows/rulekeeper.yml")))
        .contains("uses: rulekeeper/rulekeeper@v1.20.3\n")
        .doesNotContain("setup-java")
        .doesNotContain("curl");
    String image = "ghcr.io/rulekeeper/rulekeeper:1.20.3";
    assertThat(yaml(".gitlab-ci.yml").path("default").path("image").path("name").asText())
        .isEqualTo(image);
    assertThat(Files.readString(folder.resolve("bitbucket-pipelines.yml")))
        .contains("\nimage: " + image + "\n")
        .doesNotContain("apt-get");
    for (String odd : List.of("latest", "v1.0.0", "1.0", "1.0.0\"; rm -rf /", "")) {
      assertThat(init("--ci", "github", "--force", "--ci-version", odd).exitedWith(2).err())
          .contains("--ci-version is not the number of a release");
    }
    assertThat(init("--ci", "github", "--force").exitedWith(2).err())
        .as("this program was not built from a release")
        .contains("--ci-version");
  }

  @Test
  void in_a_clone_that_is_set_up_init_installs_the_hook_and_nothing_else() throws IOException {
    init("--url", "https://acme.atlassian.net").succeeded();
    Path hook = folder.resolve(".git/hooks/pre-commit");
    Files.delete(hook);
    init().succeeded();
    assertThat(hook).exists();
    assertThat(folder.resolve(".github")).doesNotExist();
    init("--url", "https://other.atlassian.net").exitedWith(2);
  }
}
