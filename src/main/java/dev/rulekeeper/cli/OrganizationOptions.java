package dev.rulekeeper.cli;

import dev.rulekeeper.atlassian.Organization;
import dev.rulekeeper.atlassian.OrganizationToken;
import dev.rulekeeper.rule.SecretValue;
import java.net.URI;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** Whether the organization is asked for its API tokens; its key is in the environment only. */
final class OrganizationOptions {
  @Option(
      names = "--from-org",
      description =
          "Ask the organization when its API tokens expire, with the key in ATLASSIAN_ORG_API_KEY"
              + " and the id in ATLASSIAN_ORG_ID.")
  private boolean asked;

  boolean asked() {
    return asked;
  }

  /** The API tokens that the organization lists; the redactor knows its key from here on. */
  static List<OrganizationToken> tokens(Console console) {
    SecretValue key = SecretValue.of(variable(console, "ATLASSIAN_ORG_API_KEY"));
    console.redactor().learn(Set.of(key));
    URI api = SiteAddress.ofApi(console.variable("RULEKEEPER_API_URL"));
    return new Organization(
            api,
            variable(console, "ATLASSIAN_ORG_ID"),
            key,
            (method, path, status, attempt, milliseconds) -> {})
        .tokens();
  }

  private static String variable(Console console, String name) {
    return console
        .variable(name)
        .orElseThrow(
            () ->
                new CliException(
                    ExitCode.USAGE,
                    name + " is not set, so the organization cannot be asked",
                    "set ATLASSIAN_ORG_ID and ATLASSIAN_ORG_API_KEY (an API key of the"
                        + " organization with the scope read:tokens:admin)"));
  }
}
