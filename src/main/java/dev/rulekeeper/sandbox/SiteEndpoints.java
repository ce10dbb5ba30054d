package dev.rulekeeper.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.ExactJson;
import java.util.regex.Pattern;

/** What a site says of itself and of the caller: tenant info, and the caller's own account. */
final class SiteEndpoints {
  private static final Pattern MYSELF =
      Pattern.compile("(?:/ex/jira/[^/]+)?/rest/api/(?:2|3|latest)/myself");
  private final String url;
  private final String cloudId;
  private final Accounts accounts;

  SiteEndpoints(String url, String cloudId, Accounts accounts) {
    this.url = url;
    this.cloudId = cloudId;
    this.accounts = accounts;
  }

  boolean has(String path) {
    return path.equals("/_edge/tenant_info") || MYSELF.matcher(path).matches();
  }

  Answer answer(Ask ask) {
    if (!ask.method().equals("GET")) {
      return Answer.empty(405);
    }
    return MYSELF.matcher(ask.path()).matches()
        ? myself(ask)
        : Answer.json("{\"cloudId\":\"" + cloudId + "\"}");
  }

  private Answer myself(Ask ask) {
    return accounts
        .authenticate(ask.header("Authorization"))
        .map(account -> Answer.json(200, profile(account)))
        .orElseGet(() -> Answer.empty(401));
  }

  private ObjectNode profile(Account account) {
    return ExactJson.object()
        .put("self", url + "/rest/api/3/user?accountId=" + account.accountId())
        .put("accountId", account.accountId())
        .put("accountType", "atlassian")
        .put("emailAddress", account.email())
        .put("displayName", account.displayName())
        .put("active", true)
        .put("timeZone", "Etc/UTC")
        .put("locale", "en_GB");
  }
}
