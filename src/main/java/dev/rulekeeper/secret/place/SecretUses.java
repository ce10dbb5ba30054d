package dev.rulekeeper.secret.place;

import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.rule.SecretName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds placeholders in the places of a rule, and where they end up. */
final class SecretUses {
  private SecretUses() {}

  /**
   * The uses in {@code places}, the places of one rule.
   *
   * @param keys the keys of the rule, in which a smart value may stand too
   */
  static List<SecretUse> of(List<Place> places, Set<String> keys) {
    var flow = new SmartValueFlow(places, keys);
    var uses = new LinkedHashSet<SecretUse>();
    for (Place place : places) {
      for (SecretName name : names(place.text())) {
        for (SmartValueFlow.Destination end : flow.of(place)) {
          uses.add(new SecretUse(name, place.pointer(), place.field(), end.host(), end.publish()));
        }
      }
    }
    return List.copyOf(uses);
  }

  private static Set<SecretName> names(String text) {
    var names = new LinkedHashSet<SecretName>();
    for (Tag tag : PlaceholderText.parse(text).tags()) {
      if (tag.kind() == Tag.Kind.SECRET) {
        names.add(new SecretName(tag.name()));
      }
    }
    return names;
  }
}
