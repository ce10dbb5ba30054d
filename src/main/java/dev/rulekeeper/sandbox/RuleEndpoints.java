package dev.rulekeeper.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rule management of the Automation API: who may ask, which path is what, and its answers. */
final class RuleEndpoints implements SitePart {
  /** The two base paths; both products show the same rules here. */
  private static final Pattern BASE =
      Pattern.compile(
          "(?:/gateway/api)?/automation/public/(?:jira|confluence)/([^/]+)/rest/(?:v1|latest)/(.+)");

  private static final Set<String> WRITES = Set.of("POST", "PUT", "DELETE");

  private final String cloudId;
  private final Accounts accounts;
  private final RuleStore store;
  private final RuleIntake writer;
  private final Listing listing;

  RuleEndpoints(
      String cloudId, Accounts accounts, RuleStore store, RuleIntake writer, Listing listing) {
    this.cloudId = cloudId;
    this.accounts = accounts;
    this.store = store;
    this.writer = writer;
    this.listing = listing;
  }

  /** Every path: a request that no other part answers is one for rules. */
  @Override
  public boolean has(String path) {
    return true;
  }

  @Override
  public SiteResponse answer(SiteRequest ask) {
    Matcher base = BASE.matcher(ask.path());
    if (!base.matches() || !base.group(1).equals(cloudId)) {
      return SiteResponse.empty(404);
    }
    try {
      return route(ask, base.group(2));
    } catch (RefusedException e) {
      return e.answer();
    }
  }

  private SiteResponse route(SiteRequest ask, String path) {
    boolean search = ask.method().equals("POST") && path.equals("rule/summary");
    boolean write = WRITES.contains(ask.method()) && !search;
    Account caller = caller(ask, write);
    if ((write || search) && !ask.hasJsonContentType()) {
      return SiteResponse.empty(415);
    }
    String[] parts = path.split("/");
    if (!parts[0].equals("rule") || parts.length > 3) {
      return SiteResponse.empty(404);
    }
    if (path.equals("rule/summary")) {
      return summary(ask);
    }
    String uuid = parts.length > 1 ? parts[1].toLowerCase(Locale.ROOT) : "";
    return switch (ask.method() + " " + parts.length) {
      case "POST 1" -> create(ask, caller);
      case "GET 2" -> read(ask, uuid);
      case "PUT 2" -> replace(ask, uuid, caller);
      case "DELETE 2" -> delete(uuid);
      case "PUT 3" -> part(ask, uuid, parts[2]);
      default -> SiteResponse.empty(404);
    };
  }

  /** A bad token reads 401, but a write with one is told that its body is bad. */
  private Account caller(SiteRequest ask, boolean write) {
    Account caller =
        accounts
            .authenticate(ask.header("Authorization"))
            .orElseThrow(
                () ->
                    new RefusedException(
                        write ? SiteResponse.unparsable() : SiteResponse.empty(401)));
    if (!caller.administrator()) {
      throw new RefusedException(SiteResponse.empty(403));
    }
    return caller;
  }

  private SiteResponse summary(SiteRequest ask) {
    return switch (ask.method()) {
      case "GET" -> listing.list(ask);
      case "POST" -> listing.search(ask);
      default -> SiteResponse.empty(405);
    };
  }

  private SiteResponse read(SiteRequest ask, String uuid) {
    return listing.rule(ask, find(uuid));
  }

  private SiteResponse create(SiteRequest ask, Account caller) {
    ObjectNode body = body(ask);
    StoredRule rule =
        store.add(
            () -> writer.create(body, caller.accountId(), taken -> store.find(taken).isPresent()));
    return SiteResponse.json(201, "{\"ruleUuid\":\"" + rule.uuid() + "\"}");
  }

  private SiteResponse replace(SiteRequest ask, String uuid, Account caller) {
    ObjectNode body = body(ask);
    store.write(uuid, before -> writer.replace(before, body, caller.accountId()));
    return SiteResponse.json("{\"ruleUuid\":\"" + uuid + "\"}");
  }

  private SiteResponse delete(String uuid) {
    store.remove(
        uuid,
        rule -> {
          if (rule.isEnabled()) {
            throw new RefusedException(
                SiteResponse.invalid("Rule cannot be deleted unless it is already disabled."));
          }
        });
    return SiteResponse.empty(204);
  }

  private SiteResponse part(SiteRequest ask, String uuid, String part) {
    ObjectNode body = body(ask);
    switch (part) {
      case "state" -> {
        String state = body.path("value").asText();
        if (!Set.of("ENABLED", "DISABLED").contains(state)) {
          return SiteResponse.unparsable();
        }
        store.write(uuid, before -> writer.withState(before, state));
      }
      case "rule-scope" ->
          store.write(uuid, before -> writer.withScope(before, body.path("ruleScopeARIs")));
      default -> {
        return SiteResponse.empty(404);
      }
    }
    return SiteResponse.empty(200);
  }

  private StoredRule find(String uuid) {
    return store.find(uuid).orElseThrow(() -> new RefusedException(SiteResponse.empty(404)));
  }

  private static ObjectNode body(SiteRequest ask) {
    return ask.json().orElseThrow(() -> new RefusedException(SiteResponse.unparsable()));
  }
}
