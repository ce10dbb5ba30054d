package dev.rulekeeper.workflow;

import java.util.Arrays;

/** What kind of credential {@code ATLASSIAN_API_TOKEN} is, by how it begins. */
enum SiteTokenKind {
  /** Of a person or a bot account; whether it has scopes, only the site can tell. */
  PERSONAL("ATATT", true, "an API token of an account"),
  /** Always has scopes. */
  SERVICE_ACCOUNT("ATSTT", false, "a token of a service account"),
  /** Of a repository, a workspace, or an organization. */
  ACCESS("ATCTT", false, "an access token of a repository or a key of an organization"),
  /** Of Bitbucket. */
  APP_PASSWORD("ATBB", false, "an app password of Bitbucket"),
  /** Of an OAuth app. */
  OAUTH("eyJ", false, "an OAuth token"),
  /** As tokens were before 2023, or anything else. */
  UNKNOWN("", true, "a token of an older form");

  private final String beginning;
  private final boolean usable;
  private final String told;

  SiteTokenKind(String beginning, boolean usable, String told) {
    this.beginning = beginning;
    this.usable = usable;
    this.told = told;
  }

  static SiteTokenKind of(String token) {
    return Arrays.stream(values())
        .filter(kind -> token.startsWith(kind.beginning))
        .findFirst()
        .orElse(UNKNOWN);
  }

  /** Whether the rule API may take it. */
  boolean usable() {
    return usable;
  }

  /** What it is, for a reader. */
  String told() {
    return told;
  }
}
