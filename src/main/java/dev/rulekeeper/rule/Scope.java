package dev.rulekeeper.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rulekeeper.json.ExactJson;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The friendly form of rule scopes: {@code site}, {@code project/10336}, {@code space/98305} of
 * Confluence, else the ARI verbatim (ARI forms: developer.atlassian.com, "How to get rule scope
 * ARIs").
 */
final class Scope {
  private static final String SITE = "site";
  private static final Pattern PROJECT = Pattern.compile("project/[0-9]++");
  private static final Pattern SPACE = Pattern.compile("space/[0-9]++");

  private Scope() {}

  /**
   * The value of {@code scope} for the value of {@code ruleScopeARIs}: a text for one ARI, a list
   * for none or several; nothing where the way back would give something else.
   */
  static Optional<JsonNode> friendly(JsonNode aris, CloudId cloud) {
    if (!(aris instanceof ArrayNode)) {
      return Optional.empty();
    }
    ArrayNode scopes = ExactJson.array();
    for (JsonNode ari : aris) {
      if (!ari.isTextual() || isFriendly(ari.textValue())) {
        return Optional.empty();
      }
      scopes.add(friendly(ari.textValue(), cloud));
    }
    return Optional.of(scopes.size() == 1 ? scopes.get(0) : scopes);
  }

  /**
   * The value of {@code ruleScopeARIs} for the value of {@code scope}.
   *
   * @throws RuleException if it is neither a text nor a list of texts
   */
  static ArrayNode aris(JsonNode scope, CloudId cloud) {
    ArrayNode aris = ExactJson.array();
    for (JsonNode one : scope.isArray() ? scope : ExactJson.array().add(scope)) {
      if (!one.isTextual()) {
        throw new RuleException(
            "scope must be 'site', 'project/<id>', 'space/<id>', an ARI, or a list of these");
      }
      aris.add(TextNode.valueOf(ari(one.textValue(), cloud)));
    }
    return aris;
  }

  private static boolean isFriendly(String text) {
    return text.equals(SITE) || PROJECT.matcher(text).matches() || SPACE.matcher(text).matches();
  }

  private static String friendly(String ari, CloudId cloud) {
    if (ari.equals(siteAri(cloud))) {
      return SITE;
    }
    return shortened(ari, projectPrefix(cloud), PROJECT)
        .or(() -> shortened(ari, spacePrefix(cloud), SPACE))
        .orElse(ari);
  }

  private static Optional<String> shortened(String ari, String prefix, Pattern form) {
    return Optional.of(ari)
        .filter(text -> text.startsWith(prefix))
        .map(text -> text.substring(prefix.length()))
        .filter(text -> form.matcher(text).matches());
  }

  private static String ari(String scope, CloudId cloud) {
    if (scope.equals(SITE)) {
      return siteAri(cloud);
    }
    if (SPACE.matcher(scope).matches()) {
      return spacePrefix(cloud) + scope;
    }
    return PROJECT.matcher(scope).matches() ? projectPrefix(cloud) + scope : scope;
  }

  private static String siteAri(CloudId cloud) {
    return "ari:cloud:jira::site/" + cloud;
  }

  private static String projectPrefix(CloudId cloud) {
    return "ari:cloud:jira:" + cloud + ":";
  }

  private static String spacePrefix(CloudId cloud) {
    return "ari:cloud:confluence:" + cloud + ":";
  }
}
