package dev.rulekeeper.ruleset;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.rule.Loopback;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.Configuration.Guards;
import dev.rulekeeper.ruleset.Configuration.Site;
import dev.rulekeeper.yaml.InvalidFileException;
import dev.rulekeeper.yaml.InvalidFileException.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the tree of {@code rulekeeper.yaml} and finds everything that is wrong with it. */
final class ConfigurationReader {
  private static final List<String> PRODUCTS = List.of("jira", "confluence");
  private static final Pattern PERCENT = Pattern.compile("([0-9]|[1-9][0-9]|100)%");
  private static final Pattern REFS = Pattern.compile("refs(/[A-Za-z0-9][A-Za-z0-9_-]*){1,6}");
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*");

  private final Function<JsonPointer, String> where;
  private final List<Problem> problems = new ArrayList<>();

  private ConfigurationReader(Function<JsonPointer, String> where) {
    this.where = where;
  }

  /**
   * Reads {@code tree}.
   *
   * @param where names the place of a pointer
   * @throws InvalidFileException with every problem
   */
  static Configuration read(JsonNode tree, Function<JsonPointer, String> where) {
    ConfigurationReader reader = new ConfigurationReader(where);
    Configuration configuration = reader.configuration(tree);
    if (!reader.problems.isEmpty()) {
      throw new InvalidFileException(reader.problems);
    }
    return configuration;
  }

  private Configuration configuration(JsonNode tree) {
    JsonPointer root = JsonPointer.empty();
    keys(tree, root, List.of("site", "origin", "sites", "guards", "prune", "refs"));
    SortedMap<SiteName, Site> sites = sites(tree.path("sites"), root.appendProperty("sites"));
    Optional<SiteName> defaultSite = site(tree, "site", sites);
    return new Configuration(
        sites,
        defaultSite,
        tree.has("origin") ? site(tree, "origin", sites) : defaultSite,
        guards(tree.path("guards"), root.appendProperty("guards")),
        flag(tree.path("prune"), root.appendProperty("prune")),
        refs(tree.path("refs"), root.appendProperty("refs")));
  }

  private boolean flag(JsonNode node, JsonPointer at) {
    if (!node.isMissingNode() && !node.isBoolean()) {
      report(at, "neither true nor false", "write true or false");
    }
    return node.asBoolean(false);
  }

  private String refs(JsonNode node, JsonPointer at) {
    String prefix = node.asText(Configuration.REFS);
    if (!REFS.matcher(prefix).matches()) {
      report(
          at,
          "not where refs can be",
          "write "
              + Configuration.REFS
              + ", or a folder of branches such as refs/heads/rulekeeper");
    }
    return prefix;
  }

  private Optional<SiteName> site(JsonNode tree, String key, SortedMap<SiteName, Site> sites) {
    if (!tree.has(key)) {
      return sites.size() == 1 ? Optional.of(sites.firstKey()) : Optional.empty();
    }
    String name = tree.path(key).asText();
    if (SiteName.isValid(name) && sites.containsKey(new SiteName(name))) {
      return Optional.of(new SiteName(name));
    }
    report(
        JsonPointer.empty().appendProperty(key),
        key + " is not one of the sites below",
        "name one of: " + String.join(", ", sites.keySet().stream().map(SiteName::value).toList()));
    return Optional.empty();
  }

  private SortedMap<SiteName, Site> sites(JsonNode tree, JsonPointer at) {
    SortedMap<SiteName, Site> sites = new TreeMap<>();
    if (!tree.isObject() || tree.isEmpty()) {
      report(
          at,
          "no sites",
          "add 'sites:' with a name and 'url: https://<site>.atlassian.net' below it");
      return sites;
    }
    for (var site : tree.properties()) {
      JsonPointer place = at.appendProperty(site.getKey());
      if (SiteName.isValid(site.getKey())) {
        SiteName name = new SiteName(site.getKey());
        site(name, site.getValue(), place).ifPresent(value -> sites.put(name, value));
      } else {
        report(place, "not a name for a site", "use lower-case letters, digits, '.', '_' and '-'");
      }
    }
    return sites;
  }

  private Optional<Site> site(SiteName name, JsonNode tree, JsonPointer at) {
    keys(tree, at, List.of("url", "product", "cloud-id", "variables", "select", "redacted-read"));
    Optional<URI> url = url(tree.path("url"), at.appendProperty("url"));
    String product = tree.path("product").asText("jira");
    if (!PRODUCTS.contains(product)) {
      report(at.appendProperty("product"), "unknown product", "use jira or confluence");
    }
    Optional<String> cloudId =
        tree.has("cloud-id") ? Optional.of(tree.path("cloud-id").asText()) : Optional.empty();
    if (cloudId.isPresent() && !cloudId.get().matches("[A-Za-z0-9-]+")) {
      report(
          at.appendProperty("cloud-id"),
          "not a cloud id",
          "use the cloudId that https://<site>.atlassian.net/_edge/tenant_info shows, or no line");
    }
    Map<String, String> variables =
        variables(tree.path("variables"), at.appendProperty("variables"));
    List<String> select = select(tree.path("select"), at.appendProperty("select"));
    boolean redactedRead = flag(tree.path("redacted-read"), at.appendProperty("redacted-read"));
    return url.map(
        value -> new Site(name, value, product, cloudId, variables, select, redactedRead));
  }

  private List<String> select(JsonNode tree, JsonPointer at) {
    List<String> filters = new ArrayList<>();
    if (!tree.isMissingNode() && (!tree.isArray() || tree.isEmpty())) {
      report(at, "select is not a list of filters", "write it like select: [label:staging]");
    }
    for (int i = 0; i < tree.size(); i++) {
      try {
        Selection.of(List.of(tree.path(i).asText()));
        filters.add(tree.path(i).asText());
      } catch (InvalidFileException e) {
        e.problems().forEach(problem -> report(at, problem.what(), problem.hint()));
      }
    }
    return filters;
  }

  private Optional<URI> url(JsonNode node, JsonPointer at) {
    try {
      URI url = new URI(node.asText());
      boolean safe =
          "https".equals(url.getScheme())
              || ("http".equals(url.getScheme()) && Loopback.isHost(String.valueOf(url.getHost())));
      String root = url.getScheme() + "://" + url.getHost() + port(url);
      if (safe && url.getHost() != null && Set.of(root, root + "/").contains(url.toString())) {
        return Optional.of(URI.create(root));
      }
    } catch (URISyntaxException e) {
      // Reported below; the message of the exception quotes the text, which may hold a password.
    }
    report(
        at,
        "url is missing or not the address of a site",
        "write it as https://<site>.atlassian.net, without a path, query or user");
    return Optional.empty();
  }

  private static String port(URI url) {
    return url.getPort() < 0 ? "" : ":" + url.getPort();
  }

  private Map<String, String> variables(JsonNode tree, JsonPointer at) {
    Map<String, String> variables = new TreeMap<>();
    if (!tree.isMissingNode() && !tree.isObject()) {
      report(at, "variables is not a mapping", "write one 'name: text' a line below it");
    }
    for (var variable : tree.properties()) {
      JsonPointer place = at.appendProperty(variable.getKey());
      JsonNode value = variable.getValue();
      if (!NAME.matcher(variable.getKey()).matches()) {
        report(place, "not a name for a variable", "use lower-case letters, digits, '.', '_', '-'");
      } else if (!value.isTextual() && !value.isIntegralNumber()) {
        report(place, "the value of a variable is not a text", "put it in quotes");
      } else {
        variables.put(variable.getKey(), value.asText());
      }
    }
    return variables;
  }

  private Guards guards(JsonNode tree, JsonPointer at) {
    if (tree.isMissingNode()) {
      return Guards.DEFAULT;
    }
    keys(tree, at, List.of("max-changes", "max-changes-minimum"));
    int percent = Guards.DEFAULT.maxChangesPercent();
    if (tree.has("max-changes")) {
      Matcher matcher = PERCENT.matcher(tree.path("max-changes").asText());
      if (matcher.matches()) {
        percent = Integer.parseInt(matcher.group(1));
      } else {
        report(at.appendProperty("max-changes"), "not a percentage", "write it as 30%");
      }
    }
    JsonNode minimum = tree.path("max-changes-minimum");
    if (!minimum.isMissingNode() && (!minimum.isInt() || minimum.intValue() < 0)) {
      report(at.appendProperty("max-changes-minimum"), "not a number of rules", "write it as 10");
    }
    return new Guards(percent, minimum.asInt(Guards.DEFAULT.maxChangesMinimum()));
  }

  private void keys(JsonNode tree, JsonPointer at, List<String> allowed) {
    if (!tree.isObject()) {
      report(at, "not a mapping", "use the keys " + String.join(", ", allowed));
    }
    for (var field : tree.properties()) {
      if (!allowed.contains(field.getKey())) {
        report(
            at.appendProperty(field.getKey()),
            "unknown key '" + field.getKey() + "'",
            "the keys here are " + String.join(", ", allowed));
      }
    }
  }

  private void report(JsonPointer at, String what, String hint) {
    problems.add(new Problem(where.apply(at), what, hint));
  }
}
