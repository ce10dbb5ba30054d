package dev.rulekeeper.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.known.Masks;
import dev.rulekeeper.template.Tag;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Hidden headers whose value the source left out: the UI export leaves them empty, and some sites
 * show a mask. A placeholder takes their place, named {@code hidden-…}, so that the mask is never
 * sent.
 */
final class HiddenHeaders {
  private static final int LONGEST = 80;

  private HiddenHeaders() {}

  /**
   * {@code rule} with placeholders for what is hidden; the rule itself where nothing is.
   *
   * @param taken names that mean something already; receives those of the placeholders
   * @param named receives the names of the placeholders
   * @param emptyIsHidden whether an empty value was left out, as by the UI export, or is really
   *     empty
   */
  static Rule name(Rule rule, Set<SecretName> taken, Set<SecretName> named, boolean emptyIsHidden) {
    Set<SecretName> fresh = new TreeSet<>();
    ObjectNode fields = rule.fields().deepCopy();
    fill(fields, rule.name(), taken, fresh, emptyIsHidden);
    named.addAll(fresh);
    return fresh.isEmpty() ? rule : new Rule(rule.id(), fields);
  }

  private static void fill(
      JsonNode node,
      String ruleName,
      Set<SecretName> taken,
      Set<SecretName> named,
      boolean emptyIsHidden) {
    if (node instanceof ObjectNode object
        && object.path("headerSecure").asBoolean(false)
        && object.has("name")
        && isHidden(object.path("value"), emptyIsHidden)) {
      SecretName name = nameOf(ruleName, object.path("name").asText(), taken);
      object.put("value", Tag.secret(name.value()).toString());
      named.add(name);
    }
    node.forEach(child -> fill(child, ruleName, taken, named, emptyIsHidden));
  }

  private static boolean isHidden(JsonNode value, boolean emptyIsHidden) {
    boolean empty = value.isMissingNode() || value.isNull() || value.asText().isEmpty();
    return empty ? emptyIsHidden : value.isTextual() && Masks.isMask(value.asText());
  }

  /** One name each, since nobody can know whether two hidden values are the same. */
  private static SecretName nameOf(String ruleName, String header, Set<SecretName> taken) {
    String words =
        (ruleName + "-" + header)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    String wanted = "hidden-" + words.substring(0, Math.min(LONGEST, words.length()));
    SecretName name = new SecretName(wanted);
    for (int number = 2; !taken.add(name); number++) {
      name = new SecretName(wanted + "-" + number);
    }
    return name;
  }
}
