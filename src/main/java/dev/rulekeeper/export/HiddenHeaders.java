package dev.rulekeeper.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.Leaves;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.render.SiteMasks;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Hidden headers whose value the source left out: the UI export leaves them empty, and some sites
 * show a mask. A placeholder takes their place, named {@code hidden-…}, so that the mask is never
 * sent.
 */
final class HiddenHeaders {
  private static final int LONGEST = 80;

  private static final String PREFIX = "hidden-";

  private HiddenHeaders() {}

  /** Those of {@code names} that a placeholder for something hidden was given. */
  static Set<SecretName> namesIn(Collection<SecretName> names) {
    return names.stream()
        .filter(name -> name.value().startsWith(PREFIX))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * {@code rule} with what the site shows now in the place of headers that were hidden before, for
   * it to be named as if it had never been hidden.
   *
   * @param live the same rule as read
   * @param names of placeholders for what was hidden
   */
  static Rule shown(Rule rule, Rule live, Set<SecretName> names) {
    if (names.isEmpty()) {
      return rule;
    }
    Set<String> tags = new HashSet<>();
    names.forEach(name -> tags.add(Tag.secret(name.value()).toString()));
    return new Rule(
        rule.id(),
        Leaves.map(
            rule.fields(),
            (at, text) -> {
              String there = tags.contains(text) ? live.fields().at(at).asText() : "";
              return SiteMasks.isMask(there) ? text : PlaceholderText.literal(there).source();
            }));
  }

  /**
   * {@code rule} with placeholders for what is hidden; the rule itself where nothing is.
   *
   * @param taken names that mean something already; receives those of the placeholders
   * @param named receives the names of the placeholders
   * @param emptyIsHidden whether an empty value was left out, as by the UI export, or is really
   *     empty
   */
  static Rule name(Rule rule, Set<SecretName> taken, Set<SecretName> named, boolean emptyIsHidden) {
    if (!hides(rule, emptyIsHidden)) {
      return rule;
    }
    Set<SecretName> fresh = new TreeSet<>();
    ObjectNode fields = rule.fields().deepCopy();
    fill(fields, rule.name(), taken, fresh, emptyIsHidden);
    named.addAll(fresh);
    return fresh.isEmpty() ? rule : new Rule(rule.id(), fields);
  }

  /** Whether {@link #name} changes {@code rule}: most rules hide nothing. */
  static boolean hides(Rule rule, boolean emptyIsHidden) {
    return hides(rule.fields(), emptyIsHidden);
  }

  private static boolean hides(JsonNode node, boolean emptyIsHidden) {
    if (node instanceof ObjectNode object && isHiddenHeader(object, emptyIsHidden)) {
      return true;
    }
    for (JsonNode child : node) {
      if (hides(child, emptyIsHidden)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHiddenHeader(ObjectNode object, boolean emptyIsHidden) {
    return object.path("headerSecure").asBoolean(false)
        && object.has("name")
        && isHidden(object.path("value"), emptyIsHidden);
  }

  private static void fill(
      JsonNode node,
      String ruleName,
      Set<SecretName> taken,
      Set<SecretName> named,
      boolean emptyIsHidden) {
    if (node instanceof ObjectNode object && isHiddenHeader(object, emptyIsHidden)) {
      SecretName name = nameOf(ruleName, object.path("name").asText(), taken);
      object.put("value", Tag.secret(name.value()).toString());
      named.add(name);
    }
    node.forEach(child -> fill(child, ruleName, taken, named, emptyIsHidden));
  }

  private static boolean isHidden(JsonNode value, boolean emptyIsHidden) {
    boolean empty = value.isMissingNode() || value.isNull() || value.asText().isEmpty();
    return empty ? emptyIsHidden : value.isTextual() && SiteMasks.isMask(value.asText());
  }

  /** One name each, since nobody can know whether two hidden values are the same. */
  private static SecretName nameOf(String ruleName, String header, Set<SecretName> taken) {
    String words =
        (ruleName + "-" + header)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    String wanted = PREFIX + words.substring(0, Math.min(LONGEST, words.length()));
    SecretName name = new SecretName(wanted);
    for (int number = 2; !taken.add(name); number++) {
      name = new SecretName(wanted + "-" + number);
    }
    return name;
  }
}
