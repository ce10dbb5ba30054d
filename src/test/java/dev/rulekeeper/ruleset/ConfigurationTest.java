package dev.rulekeeper.ruleset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.Configuration.Guards;
import dev.rulekeeper.ruleset.Configuration.Site;
import dev.rulekeeper.yaml.InvalidFileException;
import dev.rulekeeper.yaml.InvalidFileException.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
  @TempDir private Path root;

  @Test
  void everything_that_can_be_said_is_read() throws IOException {
    Configuration configuration =
        read(
            """
            site: production
            sites:
              production:
                url: https://acme.atlassian.net/
                product: confluence
                cloud-id: 4e119cf2-4b83-4195-abdf-d7a2f9bd043d
                variables:
                  project: 10336
                  team: "0123"
              sandbox:
                url: http://127.0.0.1:8080
            guards:
              max-changes: 5%
              max-changes-minimum: 3
            """);

    SiteName production = new SiteName("production");
    assertThat(configuration.defaultSite()).contains(production);
    assertThat(configuration.sites().keySet())
        .extracting(SiteName::value)
        .containsExactly("production", "sandbox");
    assertThat(configuration.sites().get(production))
        .isEqualTo(
            new Site(
                production,
                URI.create("https://acme.atlassian.net"),
                "confluence",
                Optional.of("4e119cf2-4b83-4195-abdf-d7a2f9bd043d"),
                Map.of("project", "10336", "team", "0123"),
                List.of(),
                false));
    assertThat(configuration.guards()).isEqualTo(new Guards(5, 3));
  }

  @Test
  void one_site_needs_no_more_than_its_address() throws IOException {
    Configuration configuration = read("sites:\n  acme:\n    url: https://acme.atlassian.net\n");

    SiteName acme = new SiteName("acme");
    assertThat(configuration.defaultSite()).contains(acme);
    assertThat(configuration.sites().get(acme))
        .isEqualTo(
            new Site(
                acme,
                URI.create("https://acme.atlassian.net"),
                "jira",
                Optional.empty(),
                Map.of(),
                List.of(),
                false));
    assertThat(configuration.guards()).isEqualTo(new Guards(30, 10));
  }

  @Test
  void of_several_sites_none_is_meant_unless_the_file_says_which() throws IOException {
    Configuration configuration =
        read("sites:\n  a:\n    url: https://a.example\n  b:\n    url: https://b.example\n");

    assertThat(configuration.defaultSite()).isEmpty();
  }

  @Test
  void every_problem_names_its_line_and_what_is_allowed() throws IOException {
    assertThat(
            problems(
                """
                site: prod
                colour: red
                sites:
                  Production:
                    url: https://acme.atlassian.net
                  a:
                    adress: x
                    url: https://acme.atlassian.net/jira
                    product: trello
                    cloud-id: "../x"
                    variables:
                      A b: x
                      c: 1.5
                  b:
                    url: https://b.example
                    variables: x
                guards:
                  max-changes: 200%
                  max-changes-minimum: -1
                """))
        .extracting(problem -> problem.where() + " " + problem.what())
        .containsExactly(
            "rulekeeper.yaml:2 unknown key 'colour'",
            "rulekeeper.yaml:4 not a name for a site",
            "rulekeeper.yaml:7 unknown key 'adress'",
            "rulekeeper.yaml:8 url is missing or not the address of a site",
            "rulekeeper.yaml:9 unknown product",
            "rulekeeper.yaml:10 not a cloud id",
            "rulekeeper.yaml:12 not a name for a variable",
            "rulekeeper.yaml:13 the value of a variable is not a text",
            "rulekeeper.yaml:16 variables is not a mapping",
            "rulekeeper.yaml:1 site is not one of the sites below",
            "rulekeeper.yaml:18 not a percentage",
            "rulekeeper.yaml:19 not a number of rules");
    assertThat(problems("sites:\n  a:\n    adress: x\n").get(0).hint())
        .isEqualTo("the keys here are url, product, cloud-id, variables, select, redacted-read");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://acme.atlassian.net",
        "https://user:ATATT3xFfGF0EXAMPLE@acme.atlassian.net",
        "https://acme.atlassian.net?x=1",
        "https://acme.atlassian.net/#x",
        "https://",
        "https:acme",
        "acme.atlassian.net",
        "ftp://acme.atlassian.net",
        "https://a b",
        "7"
      })
  void an_address_that_could_send_credentials_astray_is_refused(String url) throws IOException {
    assertThat(problems("sites:\n  acme:\n    url: \"" + url + "\"\n"))
        .hasSize(1)
        .first()
        .satisfies(
            problem -> {
              assertThat(problem.where()).isEqualTo("rulekeeper.yaml:3");
              assertThat(problem.toString()).doesNotContain("EXAMPLE");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text", "- list", "sites: {}", "sites: []", "site: a"})
  void a_file_without_sites_is_refused(String text) throws IOException {
    assertThat(problems(text)).extracting(Problem::what).contains("no sites");
  }

  private Configuration read(String text) throws IOException {
    Files.writeString(root.resolve("rulekeeper.yaml"), text);
    return RuleRepository.open(root).configuration();
  }

  private List<Problem> problems(String text) {
    InvalidFileException exception =
        catchThrowableOfType(InvalidFileException.class, () -> read(text));
    assertThat(exception).as("nothing was refused").isNotNull();
    return exception.problems();
  }
}
