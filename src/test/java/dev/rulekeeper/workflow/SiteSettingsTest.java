package dev.rulekeeper.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.Configuration;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.Secrets;
import dev.rulekeeper.yaml.Yaml;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is given for a run, and for which site it counts. */
class SiteSettingsTest {
  private static final Configuration TWO =
      configuration(
          """
          site: acme
          sites:
            acme:
              url: https://acme.atlassian.net
            acme-test.eu:
              url: https://acme-test.atlassian.net
          """);

  @Test
  void a_variable_with_the_name_of_the_site_goes_before_the_one_for_all() {
    Map<String, String> given =
        Map.of(
            "ATLASSIAN_EMAIL",
            "all@acme.example",
            "ATLASSIAN_EMAIL_ACME_TEST_EU",
            "test@a.example");
    assertThat(variables("acme", given).get("ATLASSIAN_EMAIL")).hasValue("all@acme.example");
    assertThat(variables("acme-test.eu", given).get("ATLASSIAN_EMAIL")).hasValue("test@a.example");
    assertThat(variables("acme", given).get("ATLASSIAN_API_TOKEN")).isEmpty();
  }

  @Test
  void an_address_without_a_name_is_that_of_the_default_site_alone() {
    Map<String, String> given = Map.of("RULEKEEPER_SITE_URL", "https://one.example");
    assertThat(variables("acme", given).ofThisSite("RULEKEEPER_SITE_URL")).isPresent();
    assertThat(variables("acme-test.eu", given).ofThisSite("RULEKEEPER_SITE_URL")).isEmpty();
    Map<String, String> named = Map.of("RULEKEEPER_SITE_URL_ACME_TEST_EU", "https://two.example");
    assertThat(variables("acme-test.eu", named).ofThisSite("RULEKEEPER_SITE_URL"))
        .hasValue("https://two.example");
  }

  @Test
  void an_empty_variable_is_none() {
    Map<String, String> given =
        Map.of("ATLASSIAN_EMAIL_ACME", "", "ATLASSIAN_EMAIL", "all@acme.example");
    assertThat(variables("acme", given).get("ATLASSIAN_EMAIL")).hasValue("all@acme.example");
  }

  @ParameterizedTest
  @CsvSource({
    "ATATT3xEXAMPLE, PERSONAL, true",
    "ATSTT3xEXAMPLE, SERVICE_ACCOUNT, false",
    "ATCTT3xEXAMPLE, ACCESS, false",
    "ATBBEXAMPLE, APP_PASSWORD, false",
    "eyJhbGciEXAMPLE, OAUTH, false",
    "EXAMPLE0123456789abcdefgh, UNKNOWN, true",
    "'', UNKNOWN, true"
  })
  void a_token_says_by_its_beginning_whether_the_rule_api_may_take_it(
      String token, SiteTokenKind kind, boolean usable) {
    assertThat(SiteTokenKind.of(token)).isEqualTo(kind);
    assertThat(SiteTokenKind.of(token).usable()).isEqualTo(usable);
  }

  @Test
  void a_threshold_of_the_run_takes_the_place_of_the_configured_percentage_only() {
    Configuration.Guards configured = new Configuration.Guards(10, 5);
    assertThat(options(Optional.of(100)).guards(configured))
        .isEqualTo(new Configuration.Guards(100, 5));
    assertThat(options(Optional.empty()).guards(configured)).isEqualTo(configured);
  }

  @Test
  void an_older_value_that_is_the_current_one_is_refused_with_the_places_that_hold_it() {
    List<RuleFile> files = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      String id = WorkRepository.ID.replace("6666", "000" + i);
      String path = "rules/" + i + ".yaml";
      files.add(RuleFile.read(path, WorkRepository.rule(id, "'key <<secret:bot>>'")));
    }
    Desired desired = new Desired(files, Secrets.map(Map.of("bot", "EXAMPLE-1")));
    assertThatThrownBy(() -> desired.refuseCurrent(older("EXAMPLE-0", "EXAMPLE-1")))
        .hasMessage(
            "the older value of 'bot' is its current value, which is at rules/1.yaml:9,"
                + " rules/2.yaml:9, rules/3.yaml:9 and 2 more; nothing was sent");
    assertThatCode(() -> desired.refuseCurrent(older("EXAMPLE-0"))).doesNotThrowAnyException();
    assertThatThrownBy(
            () ->
                new Desired(List.of(), Secrets.map(Map.of("bot", "EXAMPLE-1")))
                    .refuseCurrent(older("EXAMPLE-1")))
        .hasMessage("the older value of 'bot' is its current value; nothing was sent");
  }

  private static Map<SecretName, Set<SecretValue>> older(String... values) {
    Set<SecretValue> all = new java.util.HashSet<>();
    List.of(values).forEach(value -> all.add(SecretValue.of(value)));
    return Map.of(new SecretName("bot"), all);
  }

  private static RunOptions options(Optional<Integer> percent) {
    return new RunOptions(percent, Duration.ZERO, Optional.empty());
  }

  private static SiteVariables variables(String site, Map<String, String> given) {
    return new SiteVariables(
        new QuietEnvironment(given, Path.of("")),
        TWO,
        Objects.requireNonNull(TWO.sites().get(new SiteName(site))));
  }

  private static Configuration configuration(String yaml) {
    return Configuration.read(Yaml.read("rulekeeper.yaml", yaml));
  }
}
