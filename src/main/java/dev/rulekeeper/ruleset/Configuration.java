package dev.rulekeeper.ruleset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.rule.SiteName;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The content of {@code rulekeeper.yaml}.
 *
 * @param sites the sites by name, at least one
 * @param defaultSite the site that is meant where {@code --site} is not given: the key {@code
 *     site}, else the only one
 * @param guards the thresholds, the defaults where the file has none
 */
public record Configuration(
    SortedMap<SiteName, Site> sites, Optional<SiteName> defaultSite, Guards guards) {

  /**
   * One site.
   *
   * @param url {@code https://acme.atlassian.net}, without a path
   * @param product {@code jira} or {@code confluence}
   * @param cloudId where the file gives it; else it is asked of the site
   * @param variables values of {@code <<var:…>>}
   */
  public record Site(
      SiteName name,
      URI url,
      String product,
      Optional<String> cloudId,
      Map<String, String> variables) {}

  /** When a sync stops: structural changes over this share of all rules, and over this number. */
  public record Guards(int maxChangesPercent, int maxChangesMinimum) {}

  /**
   * Reads the tree of the file.
   *
   * @throws RulesetException if a key is unknown or a value of the wrong kind
   */
  public static Configuration read(JsonNode tree) {
    throw new IllegalStateException("stub");
  }
}
