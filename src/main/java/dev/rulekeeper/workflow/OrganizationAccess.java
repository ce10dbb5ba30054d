package dev.rulekeeper.workflow;

import dev.rulekeeper.atlassian.Organization;
import dev.rulekeeper.atlassian.OrganizationToken;
import dev.rulekeeper.rule.SecretValue;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** The way to the organization; its key is in the environment only. */
public final class OrganizationAccess {
  /** The variable with the key. */
  static final String KEY = "ATLASSIAN_ORG_API_KEY";

  private OrganizationAccess() {}

  /** The API tokens that the organization lists; the redactor knows its key from here on. */
  public static List<OrganizationToken> tokens(Environment environment) {
    SecretValue key = SecretValue.of(variable(environment, KEY));
    environment.redactor().learn(Set.of(key));
    URI api = SiteAddress.ofApi(environment.variable("RULEKEEPER_API_URL"));
    return new Organization(
            api,
            variable(environment, "ATLASSIAN_ORG_ID"),
            key,
            (method, path, status, attempt, milliseconds) -> {})
        .tokens();
  }

  private static String variable(Environment environment, String name) {
    return environment
        .variable(name)
        .orElseThrow(
            () ->
                new WorkflowException(
                    WorkflowException.Kind.USAGE,
                    name + " is not set, so the organization cannot be asked",
                    "set ATLASSIAN_ORG_ID and ATLASSIAN_ORG_API_KEY (an API key of the"
                        + " organization with the scope read:tokens:admin)"));
  }
}
