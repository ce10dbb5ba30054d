package dev.rulekeeper.cli;

import picocli.CommandLine.Option;

/** Whether the organization is asked for its API tokens. */
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
}
