package dev.rulekeeper.ruleset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.yaml.InvalidFileException;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The content of {@code rulekeeper.yaml}.
 *
 * @param sites the sites by name, at least one
 * @param defaultSite the site that is meant where {@code --site} is not given: the key {@code
 *     site}, else the only one
 * @param origin the site whose ids rule files hold unless another site lists them as its own: the
 *     key {@code origin}, else the default site
 * @param guards the thresholds, the defaults where the file has none
 * @param prune whether a sync deletes the rules whose file was deleted, without being asked to
 * @param refs what the names of the refs begin with that hold base, lock and journal
 */
public record Configuration(
    SortedMap<SiteName, Site> sites,
    Optional<SiteName> defaultSite,
    Optional<SiteName> origin,
    Guards guards,
    boolean prune,
    String refs) {
  /** Where base, lock and journal are unless the file says otherwise: seen by nobody's branches. */
  public static final String REFS = "refs/rulekeeper";

  /** A configuration that deletes nothing by itself and keeps its refs where they usually are. */
  public Configuration(
      SortedMap<SiteName, Site> sites,
      Optional<SiteName> defaultSite,
      Optional<SiteName> origin,
      Guards guards) {
    this(sites, defaultSite, origin, guards, false, REFS);
  }

  /** Copies the map. */
  public Configuration {
    sites = Collections.unmodifiableSortedMap(new TreeMap<>(sites));
  }

  /**
   * One site.
   *
   * @param url {@code https://acme.atlassian.net}, without a path
   * @param product {@code jira} or {@code confluence}
   * @param cloudId where the file gives it; else it is asked of the site
   * @param variables values of {@code <<var:…>>}
   * @param select filters of {@link Selection} for the rules that belong to the site; none for
   *     those that came from it or that its mapping names
   * @param redactedRead whether export reads every rule a second time as the site redacts it
   */
  public record Site(
      SiteName name,
      URI url,
      String product,
      Optional<String> cloudId,
      Map<String, String> variables,
      List<String> select,
      boolean redactedRead) {
    /** Copies the collections. */
    public Site {
      select = List.copyOf(select);
      variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
    }
  }

  /** When a sync stops: structural changes over this share of all rules, and over this number. */
  public record Guards(int maxChangesPercent, int maxChangesMinimum) {
    /** Those that hold where the file names none (design section 6). */
    public static final Guards DEFAULT = new Guards(30, 10);
  }

  /**
   * Reads the tree of the file.
   *
   * @throws InvalidFileException if a key is unknown or a value of the wrong kind; {@link
   *     RuleRepository#configuration} names the lines as well
   */
  public static Configuration read(JsonNode tree) {
    return ConfigurationReader.read(tree, pointer -> RuleRepository.CONFIGURATION + pointer);
  }
}
