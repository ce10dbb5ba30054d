package dev.rulekeeper.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import java.util.regex.Pattern;

/** What a site says of itself and of the caller: tenant info, and the caller's own account. */
final class SiteEndpoints implements SitePart {
  private static final Pattern MYSELF =
      Pattern.compile(
          "(?:/ex/jira/[^/]+)?/rest/api/(?:2|3|latest)/myself"
              + "|(?:/ex/confluence/[^/]+)?/wiki/rest/api/user/current");
  private final String url;
  private final String cloudId;
  private final Accounts accounts;

  SiteEndpoints(String url, String cloudId, Accounts accounts) {
    this.url = url;
    this.cloudId = cloudId;
    this.accounts = accounts;
  }

  @Override
  public boolean has(String path) {
    return path.equals("/_edge/tenant_info") || MYSELF.matcher(path).matches();
  }

  @Override
  public SiteResponse answer(SiteRequest ask) {
    if (!ask.method().equals("GET")) {
      return SiteResponse.empty(405);
    }
    return MYSELF.matcher(ask.path()).matches()
        ? myself(ask)
        : SiteResponse.json("{\"cloudId\":\"" + cloudId + "\"}");
  }

  private SiteResponse myself(SiteRequest ask) {
    return accounts
        .authenticate(ask.header("Authorization"))
        .map(account -> SiteResponse.json(200, profile(account)))
        .orElseGet(() -> SiteResponse.empty(401));
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
