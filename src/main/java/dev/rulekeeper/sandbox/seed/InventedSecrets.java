package dev.rulekeeper.sandbox.seed;

/** Credentials that open nothing, in the shapes of those that do. */
final class InventedSecrets {
  static final String SLACK_CHANNEL =
      "https://hooks.slack.com/services/T0EXAMPLE1/B0EXAMPLE2/exampleExampleExample0123";
  static final String SLACK_RELEASES =
      "https://hooks.slack.com/services/T0EXAMPLE1/B0EXAMPLE3/anotherExampleExample4567";
  static final String TEAMS_CHANNEL =
      "https://acme.webhook.office.com/webhookb2/11111111-2222-4333-8444-555555555555"
          + "@66666666-7777-4888-8999-000000000000/IncomingWebhook/"
          + "0123456789abcdef0123456789abcdef/aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
  static final String POWER_AUTOMATE =
      "https://prod-07.westeurope.logic.azure.com:443/workflows/0123456789abcdef0123456789abcdef"
          + "/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun"
          + "&sv=1.0&sig=EXAMPLE-sig-4fJ2kQ9sLw8Zx7Yv6Ut5Rs3Qp1On0Ml2K";
  static final String GENIE_KEY = "0e8a3b52-4d1c-4f6e-9a7b-e8a3c5d7f901";
  static final String CRM_KEY = "crm_EXAMPLE_9f8e7d6c5b4a39281706";
  static final String JENKINS_TOKEN = "11EXAMPLEa1b2c3d4e5f60718293a4b5c6";
  static final String NEXUS_PASSWORD = "Example-Passw0rd!42";
  static final String PAGERDUTY_KEY = "R0EXAMPLE1F2E3D4C5B6A79808172635";
  static final String DATADOG_KEY = "0eaaa0000e1e2a3b4c5d6e7f8a9b0c1d";
  static final String OAUTH_SECRET = "oauth-EXAMPLE~8Q.secret_0123456789";
  static final String GITHUB_TOKEN = "ghp_EXAMPLEexampleEXAMPLEexample01234567";
  static final String GITLAB_TOKEN = "glpat-EXAMPLEexample012345";
  static final String LEGACY_PASSWORD = "s3cret \"quoted\" Ärger";
  static final String INTAKE_TOKEN = "e5a1f00dcafe0123456789abcdef0123456789ab";
  static final String MONITORING_TOKEN = "7ab1e0ddba11fedcba9876543210fedcba987654";
  static final String CHAIN_HOOK =
      "https://automation.atlassian.com/pro/hooks/0eaf3a5c7b9d1e2f40516273849506a7b8c9dae1";

  private InventedSecrets() {}
}
