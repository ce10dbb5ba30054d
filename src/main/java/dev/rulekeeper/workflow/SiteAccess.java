package dev.rulekeeper.workflow;

import dev.rulekeeper.atlassian.Retry;
import dev.rulekeeper.atlassian.SiteConnection;
import dev.rulekeeper.atlassian.SiteLocation;
import dev.rulekeeper.report.RetryLog;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.ruleset.Configuration;
import dev.rulekeeper.secret.map.ValueOddity;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * The way to a site: its address and the credentials for it, both as the environment has them.
 *
 * @param repeats is told of requests that are repeated
 */
public record SiteAccess(
    Environment environment,
    SessionOptions options,
    Configuration configuration,
    Configuration.Site site,
    RetryLog repeats) {

  /** The way to the site; the credentials are asked of the environment here. */
  public SiteConnection connection() {
    String email = credential("ATLASSIAN_EMAIL");
    String token = credential("ATLASSIAN_API_TOKEN");
    environment.redactor().learn(Set.of(SecretValue.of(token)));
    SiteVariables variables = variables();
    URI apiUrl = SiteAddress.ofApi(variables.get("RULEKEEPER_API_URL"));
    SiteAddress address = SiteAddress.of(variables, site);
    return new SiteConnection(
        new SiteLocation(address.url(), apiUrl, site.product(), address.cloudId()),
        email,
        SecretValue.of(token),
        options.jobs(),
        options.requestTimeout(),
        new Requests());
  }

  /** What kind of credential the environment has for the site. */
  SiteTokenKind tokenKind() {
    return SiteTokenKind.of(credential("ATLASSIAN_API_TOKEN"));
  }

  /** The account that the environment names for the site. */
  String email() {
    return credential("ATLASSIAN_EMAIL");
  }

  /** The URL of the site; a value may be sent there. */
  public URI siteUrl() {
    return SiteAddress.of(variables(), site).url();
  }

  private SiteVariables variables() {
    return new SiteVariables(environment, configuration, site);
  }

  private String credential(String name) {
    Optional<String> value = variables().get(name);
    value
        .flatMap(ValueOddity::of)
        .ifPresent(
            what -> {
              throw new WorkflowException(
                  WorkflowException.Kind.USAGE,
                  name + " " + what,
                  "set it without: it was most likely copied with more than itself");
            });
    return value.orElseThrow(
        () ->
            new WorkflowException(
                WorkflowException.Kind.USAGE,
                "no credentials for the site " + site.name() + ": " + name + " is not set",
                "set ATLASSIAN_EMAIL and ATLASSIAN_API_TOKEN (a classic API token of a Jira "
                    + "administrator, without scopes) in the environment"));
  }

  /** What becomes of what is heard of requests. */
  private final class Requests implements SiteConnection.Listener {
    @Override
    public void answered(String method, String path, int status, int attempt, long milliseconds) {
      if (options.requestsTold()) {
        environment.say(
            method
                + " "
                + path
                + " "
                + (status == 0 ? "no answer" : status)
                + (attempt > 1 ? ", try " + attempt : "")
                + ", "
                + milliseconds
                + " ms");
      }
    }

    @Override
    public void repeating(Retry repeat) {
      repeats.add(repeat);
    }
  }
}
