package dev.rulekeeper.lint;

/** What the tests of this room look at. */
final class Linted {
  /** A rule file in which there is nothing to find. */
  static final String RULE =
      """
      id: 019ab7c0-1111-7222-8333-444455556666
      name: Tell
      state: ENABLED
      scope: site
      actor: {type: ACCOUNT_ID, actor: 5f0e1a2b3c4d5e6f70819201}
      authorAccountId: 5f0e1a2b3c4d5e6f70819201
      writeAccessType: UNRESTRICTED
      collaborators: []
      canOtherRuleTrigger: false
      notifyOnError: FIRSTERROR
      labels: []
      trigger: {component: TRIGGER, type: jira.manual.trigger.issue, value: {}}
      components:
        - component: ACTION
          type: jira.issue.outgoing.webhook
          value:
            url: https://ci.acme.example/build
            headers: [{name: Authorization, value: Bearer <<secret:bot>>, headerSecure: true}]
            customBody: '{}'
      """;

  private Linted() {}
}
