package dev.rulekeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the site knows of the types of components: an open set, of which it knows the beginnings.
 */
final class ComponentTypes {
  private static final List<String> KNOWN =
      List.of(
          "action.",
          "automation.",
          "aws.",
          "azure.",
          "bitbucket.",
          "cmdb.",
          "codebarrel.",
          "com.",
          "confluence.",
          "devops.",
          "focus.",
          "github.",
          "gitlab.",
          "jira.",
          "jsm.",
          "msteams.",
          "opsgenie.",
          "security.",
          "slack.",
          "statuspage.",
          "twilio.");
  private static final Set<String> TEXT_ONLY =
      Set.of("codebarrel.action.log", "jira.jql.condition");
  private static final Set<String> OPERATIONS =
      Set.of(
          "operations",
          "advancedFields",
          "sendNotifications",
          "useLegacyRendering",
          "overrideSecurity");

  /**
   * The only keys that the site keeps in the values of these types; the rest is dropped silently.
   */
  private static final Map<String, Set<String>> KEPT =
      Map.of(
          "jira.issue.edit",
          OPERATIONS,
          "jira.issue.create",
          OPERATIONS,
          "jira.issue.comment",
          Set.of(
              "comment",
              "commentVisibility",
              "publicComment",
              "sendNotifications",
              "addCommentOnce",
              "internal"),
          "jira.issue.outgoing.webhook",
          Set.of(
              "url",
              "urlSecure",
              "method",
              "headers",
              "sendIssue",
              "contentType",
              "customBody",
              "responseEnabled",
              "continueOnErrorEnabled",
              "usedSecretsKeys"));

  private final Set<String> learnt = ConcurrentHashMap.newKeySet();

  /** Types that seeded rules use are known, too. */
  void learn(Collection<String> types) {
    learnt.addAll(types);
  }

  /** Fails as the site does, with 500 and nothing else, where it does not know what to do. */
  void check(JsonNode component) {
    String type = component.path("type").asText();
    boolean known = learnt.contains(type) || KNOWN.stream().anyMatch(type::startsWith);
    if (!known || (TEXT_ONLY.contains(type) && component.path("value").isObject())) {
      throw new RefusedException(SiteResponse.empty(500));
    }
  }

  /** Takes the keys out of {@code value} that the site does not keep. */
  static void dropUnknownKeys(String type, ObjectNode value) {
    Set<String> kept = KEPT.get(type);
    if (kept != null) {
      value.retain(kept);
    }
  }
}
