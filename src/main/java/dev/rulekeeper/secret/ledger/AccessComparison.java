package dev.rulekeeper.secret.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.ledger.AccessRisk.Kind;
import dev.rulekeeper.secret.place.Audience;
import dev.rulekeeper.secret.place.Place;
import dev.rulekeeper.secret.place.RuleWalk;
import dev.rulekeeper.secret.place.SecretUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares who may see and start a rule before and after a change. */
public final class AccessComparison {
  private final ObjectNode before;
  private final ObjectNode after;
  private final List<SecretUse> uses;
  private final SortedSet<SecretName> held;
  private final List<AccessRisk> risks = new ArrayList<>();

  private AccessComparison(ObjectNode before, ObjectNode after) {
    this.before = before;
    this.after = after;
    this.uses = SecretUse.in(after);
    this.held = names(uses);
  }

  /**
   * What the change from {@code before} to {@code after}, a rule in file form with template texts,
   * opens to more people; nothing where {@code after} holds no secret.
   *
   * @param before nothing where the site has no such rule: a new rule takes nothing from anybody
   */
  public static List<AccessRisk> between(Optional<ObjectNode> before, ObjectNode after) {
    if (before.isEmpty()) {
      return List.of();
    }
    var comparison = new AccessComparison(before.get(), after);
    if (!comparison.held.isEmpty()) {
      comparison.compare();
    }
    return List.copyOf(comparison.risks);
  }

  private void compare() {
    var fresh = new TreeSet<>(held);
    SortedSet<SecretName> known = names(SecretUse.in(before));
    fresh.removeAll(known);
    firstUse(fresh);
    audience();
    editors();
    headers(known);
    owner();
    scope();
    trigger();
    if (text(before, "state").equals("DISABLED") && text(after, "state").equals("ENABLED")) {
      risk(Kind.ENABLED, held, "the rule is switched on, and will send what it holds");
    }
  }

  private void firstUse(SortedSet<SecretName> fresh) {
    if (!fresh.isEmpty()) {
      risk(
          Kind.FIRST_USE,
          fresh,
          "used here for the first time; who may edit the rule ("
              + text(after, "writeAccessType")
              + ", scope "
              + String.join(", ", texts(after.path("scope")))
              + ") can read it");
    }
  }

  private void audience() {
    Set<Audience> there = Audience.in(before);
    Set<String> kinds =
        Audience.in(after).stream()
            .filter(audience -> !there.contains(audience))
            .map(Audience::publish)
            .collect(Collectors.toCollection(TreeSet::new));
    for (String kind : kinds) {
      SortedSet<SecretName> shown =
          names(uses.stream().filter(use -> use.publish().equals(kind)).toList());
      if (!shown.isEmpty()) {
        risk(Kind.AUDIENCE, shown, "another audience for a " + kind);
      }
    }
  }

  private void editors() {
    String now = text(after, "writeAccessType");
    String then = text(before, "writeAccessType");
    Set<String> collaborators = texts(after.path("collaborators"));
    boolean narrower =
        now.equals("OWNER_ONLY")
            || (now.equals("SPECIFIED_USERS")
                && then.equals("UNRESTRICTED")
                && collaborators.isEmpty());
    if (!now.equals(then) && !narrower) {
      risk(Kind.EDITORS, held, "writeAccessType changes from " + then + " to " + now);
    }
    collaborators.removeAll(texts(before.path("collaborators")));
    if (!collaborators.isEmpty()) {
      risk(Kind.EDITORS, held, "new among the collaborators: " + String.join(", ", collaborators));
    }
  }

  /** What was hidden everywhere, or a header of the same name that was. */
  private void headers(Set<SecretName> known) {
    var shown = visible(after);
    shown.retainAll(known);
    shown.removeAll(visible(before));
    if (!shown.isEmpty()) {
      risk(Kind.HEADER, shown, "no longer in hidden headers only");
      return;
    }
    Map<String, Integer> hidden = headers(before, Place.Role.HIDDEN_HEADER);
    Map<String, Integer> open = headers(before, Place.Role.HEADER);
    headers(after, Place.Role.HEADER)
        .forEach(
            (name, count) -> {
              if (hidden.containsKey(name) && count > open.getOrDefault(name, 0)) {
                risk(Kind.HEADER, held, "the header " + name + " is no longer hidden");
              }
            });
  }

  private static SortedSet<SecretName> visible(ObjectNode rule) {
    Set<String> hidden =
        RuleWalk.places(rule).stream()
            .filter(place -> place.role() == Place.Role.HIDDEN_HEADER)
            .map(place -> place.pointer().toString())
            .collect(Collectors.toSet());
    return names(
        SecretUse.in(rule).stream()
            .filter(use -> !hidden.contains(use.pointer().toString()))
            .toList());
  }

  /** How many headers of each name hold a placeholder or a smart value. */
  private static Map<String, Integer> headers(ObjectNode rule, Place.Role role) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Place place : RuleWalk.places(rule)) {
      if (place.role() == role && (place.text().contains("<<") || place.text().contains("{{"))) {
        counts.merge(place.label().toLowerCase(Locale.ROOT), 1, Integer::sum);
      }
    }
    return counts;
  }

  private void owner() {
    if (!before.path("authorAccountId").equals(after.path("authorAccountId"))) {
      risk(Kind.OWNER, held, "the rule gets the owner " + text(after, "authorAccountId"));
    }
  }

  private void scope() {
    Set<String> then = texts(before.path("scope"));
    Set<String> added = texts(after.path("scope"));
    added.removeAll(then);
    if (!added.isEmpty() && !then.contains("site")) {
      risk(Kind.SCOPE, held, "the scope gets wider by " + String.join(", ", added));
    }
  }

  private void trigger() {
    if (!isTrue(before, "canOtherRuleTrigger") && isTrue(after, "canOtherRuleTrigger")) {
      risk(Kind.TRIGGER, held, "other rules may start the rule (canOtherRuleTrigger)");
    }
    String type = after.at("/trigger/type").asText();
    if (Audience.isStartedFromOutside(after) && !type.equals(before.at("/trigger/type").asText())) {
      risk(Kind.TRIGGER, held, "whoever knows an address may start the rule (" + type + ")");
    }
  }

  private static boolean isTrue(ObjectNode rule, String key) {
    return rule.path(key).asText().equals("true");
  }

  private void risk(Kind kind, SortedSet<SecretName> secrets, String what) {
    risks.add(new AccessRisk(kind, secrets, what));
  }

  private static SortedSet<SecretName> names(List<SecretUse> uses) {
    return uses.stream().map(SecretUse::name).collect(Collectors.toCollection(TreeSet::new));
  }

  private static String text(ObjectNode rule, String key) {
    return rule.path(key).asText();
  }

  /** The elements of a list, or the one text; another kind of value as JSON. */
  private static Set<String> texts(JsonNode node) {
    Set<String> texts = new TreeSet<>();
    if (node.isArray()) {
      node.forEach(
          element -> texts.add(element.isTextual() ? element.textValue() : element.toString()));
    } else if (!node.isMissingNode() && !node.isNull()) {
      texts.add(node.isTextual() ? node.textValue() : node.toString());
    }
    return texts;
  }
}
