package dev.rulekeeper.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the organization tells of its API tokens, to those who have its key. */
final class OrganizationEndpoints implements SitePart {
  static final String ORGANIZATION = "a436116f-02ce-4520-8fbb-7301462a1674";
  static final String KEY =
      "ATCTT3xFfGN0EXAMPLE-key-of-the-sandbox-organization-valid-nowhere-else";
  private static final String PATH = "/admin/api-access/v1/orgs/" + ORGANIZATION + "/api-tokens";
  private static final int PAGE = 20;

  private final List<ObjectNode> tokens = new CopyOnWriteArrayList<>();

  OrganizationEndpoints(String administrator, Instant now) {
    list(administrator, "rulekeeper", "ALLOWED", now.plus(Duration.ofDays(300)), now);
    list(Accounts.BOT_EMAIL, "ci", "ALLOWED", now.plus(Duration.ofDays(24)), now);
    Instant longAgo = now.minus(Duration.ofDays(200));
    list(Accounts.VIEWER_EMAIL, "spreadsheet", "ALLOWED", now.plus(Duration.ofDays(90)), longAgo);
  }

  /** One more token in the list. */
  void list(String email, String label, String status, Instant expires, Instant lastActive) {
    ObjectNode token = ExactJson.object();
    token
        .put("id", Integer.toString(1000 + tokens.size()))
        .put("label", label)
        .put("status", status)
        .put("createdAt", expires.minus(Duration.ofDays(365)).toString())
        .put("expiresAt", expires.toString())
        .put("lastActiveAt", lastActive.toString());
    token
        .putObject("user")
        .put("id", email)
        .put("orgId", ORGANIZATION)
        .put("name", email)
        .put("email", email);
    tokens.add(token);
  }

  void clear() {
    tokens.clear();
  }

  @Override
  public boolean has(String path) {
    return path.startsWith("/admin/");
  }

  @Override
  public SiteResponse answer(SiteRequest ask) {
    if (!ask.path().equals(PATH)) {
      return SiteResponse.empty(404);
    }
    if (!ask.method().equals("GET")) {
      return SiteResponse.empty(405);
    }
    if (!ask.header("Authorization").filter(("Bearer " + KEY)::equals).isPresent()) {
      return SiteResponse.empty(401);
    }
    int from =
        ask.parameter("cursor")
            .filter(text -> text.matches("\\d{1,6}"))
            .map(Integer::valueOf)
            .orElse(0);
    int to = Math.min(from + PAGE, tokens.size());
    ObjectNode page = ExactJson.object();
    ArrayNode data = page.putArray("data");
    tokens.subList(Math.min(from, to), to).forEach(data::add);
    ObjectNode links = page.putObject("links");
    links.put("self", "?cursor=" + from);
    if (to < tokens.size()) {
      links.put("next", "?cursor=" + to + "&pageSize=" + PAGE);
    }
    return SiteResponse.json(200, page);
  }
}
