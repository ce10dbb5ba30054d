package dev.rulekeeper.ruleset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.rule.Rule;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Where the file of a new rule goes. Paths hold {@code [a-z0-9-]} only, whatever a name holds. */
final class RulePath {
  private static final int MAX_SLUG = 60;
  private static final int SUFFIX = 6;

  /** Names that Windows keeps for devices, whatever follows the dot; Git refuses them too. */
  private static final Pattern DEVICE = Pattern.compile("con|prn|aux|nul|com[0-9]|lpt[0-9]");

  private RulePath() {}

  /** {@code rules/<scope>/<slug>.yaml}, with the end of the id where that is {@code taken}. */
  static String of(Rule rule, Set<String> taken) {
    String base = "rules/" + folder(rule.fields().path("scope")) + "/" + slug(rule.name());
    String id = rule.id().toString();
    String path = base + ".yaml";
    if (taken.contains(path)) {
      path = base + "-" + id.substring(id.length() - SUFFIX) + ".yaml";
    }
    return taken.contains(path) ? base + "-" + id + ".yaml" : path;
  }

  private static String folder(JsonNode scope) {
    if (scope.isArray() && scope.size() > 1) {
      return "multiple";
    }
    String text = scope.asText();
    if (text.equals("site")) {
      return text;
    }
    return text.matches("project/[0-9]+") ? text.replace('/', '-') : "other";
  }

  private static String slug(String name) {
    String slug =
        Normalizer.normalize(name, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-", "");
    String cut = slug.substring(0, Math.min(MAX_SLUG, slug.length())).replaceAll("-$", "");
    if (DEVICE.matcher(cut).matches()) {
      return "rule-" + cut;
    }
    return cut.isEmpty() ? "rule" : cut;
  }
}
