package dev.rulekeeper.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.Configuration;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever can change a file must not be able to choose who gets the credentials. */
class SiteAddressTest {
  private static final SiteName NAME = new SiteName("acme");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://acme.atlassian.net",
        "https://acme.jira.com",
        "http://127.0.0.1:8080",
        "http://localhost:8080"
      })
  void a_file_may_name_a_site_of_atlassian_and_loopback(String url) {
    assertThat(of(url, Map.of()).url()).isEqualTo(URI.create(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://collector.example",
        "https://atlassian.net",
        "https://atlassian.net.collector.example",
        "https://acme-atlassian.net",
        "https://acme.atlassian.net.",
        "https://127.0.0.1.collector.example",
        "https://localhost.collector.example"
      })
  void another_host_must_be_named_by_the_environment(String url) {
    assertThatThrownBy(() -> of(url, Map.of()))
        .isInstanceOfSatisfying(
            WorkflowException.class,
            refusal -> {
              assertThat(refusal.kind()).isEqualTo(WorkflowException.Kind.LEAK);
              assertThat(refusal.hint()).contains("RULEKEEPER_SITE_URL=" + url);
            });
    assertThat(of(url, Map.of("RULEKEEPER_SITE_URL", url)).url()).isEqualTo(URI.create(url));
  }

  @Test
  void where_the_environment_names_the_site_a_file_can_lead_to_no_other_one() {
    SiteAddress address =
        of(
            "https://evil.atlassian.net",
            Map.of("RULEKEEPER_SITE_URL", "https://acme.atlassian.net"));
    assertThat(address)
        .isEqualTo(new SiteAddress(URI.create("https://acme.atlassian.net"), Optional.empty()));
  }

  @Test
  void the_cloud_id_of_the_file_counts_only_with_the_address_of_the_file() {
    assertThat(of("https://acme.atlassian.net", Map.of()).cloudId())
        .contains(new CloudId("cloud-of-the-file"));
    assertThat(of("https://acme.atlassian.net", Map.of("RULEKEEPER_CLOUD_ID", "given")).cloudId())
        .contains(new CloudId("given"));
  }

  @Test
  void a_file_that_makes_another_site_the_default_leads_nowhere_else() {
    assertThatThrownBy(
            () ->
                of(
                    "https://evil.atlassian.net",
                    Map.of("RULEKEEPER_SITE_URL", "https://acme.atlassian.net"),
                    new SiteName("other")))
        .isInstanceOfSatisfying(
            WorkflowException.class,
            refusal -> assertThat(refusal.hint()).contains("RULEKEEPER_SITE_URL_ACME="));
  }

  private static SiteAddress of(String url, Map<String, String> environment) {
    return of(url, environment, NAME);
  }

  private static SiteAddress of(String url, Map<String, String> environment, SiteName defaultSite) {
    Configuration.Site site =
        new Configuration.Site(
            NAME,
            URI.create(url),
            "jira",
            Optional.of("cloud-of-the-file"),
            Map.of(),
            List.of(),
            false);
    Configuration configuration =
        new Configuration(
            new TreeMap<>(Map.of(NAME, site, new SiteName("other"), site)),
            Optional.of(defaultSite),
            Optional.of(defaultSite),
            Configuration.Guards.DEFAULT);
    Environment quiet = new QuietEnvironment(environment, Path.of("."));
    return SiteAddress.of(new SiteVariables(quiet, configuration, site), site);
  }
}
