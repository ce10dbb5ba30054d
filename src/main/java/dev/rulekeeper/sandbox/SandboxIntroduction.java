package dev.rulekeeper.sandbox;

/** What a person can do with a sandbox that runs. */
public final class SandboxIntroduction {
  private SandboxIntroduction() {}

  /** The commands to begin with. */
  public static String of(Sandbox sandbox) {
    return """
    The sandbox is at %1$s/ with %2$d rules. In another terminal:

      export RULEKEEPER_SITE_URL=%1$s RULEKEEPER_API_URL=%1$s
      export ATLASSIAN_EMAIL=%3$s
      export ATLASSIAN_API_TOKEN=%4$s
      rulekeeper init --url %1$s -C my-rules
      rulekeeper export -C my-rules --secrets-out ../secrets.env

    Its organization says when API tokens expire (secrets expiring --from-org) to those who have

      export ATLASSIAN_ORG_ID=%5$s
      export ATLASSIAN_ORG_API_KEY=%6$s

    Token and key are invented and open nothing but this sandbox. End with Ctrl-C.
    """
        .formatted(
            sandbox.url(),
            sandbox.rules().size(),
            sandbox.email(),
            sandbox.token(),
            sandbox.organizationId(),
            sandbox.organizationKey());
  }
}
