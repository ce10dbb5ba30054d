package dev.rulekeeper.workflow;

import dev.rulekeeper.json.Leaves;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.plan.Change;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.render.Rendering;
import dev.rulekeeper.secret.render.SiteMasks;
import dev.rulekeeper.sync.Outcome;
import dev.rulekeeper.sync.WriteObserver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The values that a rotation overwrites, rule by rule, so that it can put them back. They are kept
 * in memory only, and cost no request: the rule is read before it is written anyway.
 */
final class OverwrittenValues implements WriteObserver {
  private final SecretMap known;
  private final boolean goesOn;
  private final Map<RuleId, Optional<SecretMap>> overwritten = new ConcurrentSkipListMap<>();

  /**
   * @param known the values from before the rotation, as far as they are known: what a site hides
   *     can be told by them only
   * @param goesOn whether the run goes on where a rule fails
   */
  OverwrittenValues(SecretMap known, boolean goesOn) {
    this.known = known;
    this.goesOn = goesOn;
  }

  @Override
  public void overwriting(Change.Update change, Rule live) {
    overwritten.put(change.id(), values(change.live().rule(), live));
  }

  @Override
  public boolean goesOnAfter(Outcome failed) {
    return goesOn;
  }

  /** How many rules were, or may have been, written. */
  int size() {
    return overwritten.size();
  }

  /** Those of which nobody can tell what stood in them. */
  Set<RuleId> unknown() {
    Set<RuleId> ids = new TreeSet<>();
    overwritten.forEach(
        (id, values) -> {
          if (values.isEmpty()) {
            ids.add(id);
          }
        });
    return ids;
  }

  /** Rules in which the same values stood. */
  record Alike(SecretMap values, Set<RuleId> rules) {}

  /** The rules of which it is known what stood in them; mostly they are all alike. */
  List<Alike> alike() {
    Map<Map<SecretName, SecretValue>, Alike> groups = new HashMap<>();
    overwritten.forEach(
        (id, values) ->
            values.ifPresent(
                map ->
                    groups
                        .computeIfAbsent(listed(map), same -> new Alike(map, new TreeSet<>()))
                        .rules()
                        .add(id)));
    return new ArrayList<>(groups.values());
  }

  private static Map<SecretName, SecretValue> listed(SecretMap map) {
    Map<SecretName, SecretValue> values = new TreeMap<>();
    map.names().forEach(name -> values.put(name, map.value(name).orElseThrow()));
    return values;
  }

  /** The map with which {@code template} becomes {@code live}; nothing where there is not one. */
  private Optional<SecretMap> values(Rule template, Rule live) {
    Map<SecretName, SecretValue> found = new TreeMap<>();
    Set<SecretName> hidden = new TreeSet<>();
    boolean[] unclear = {false};
    Leaves.forEach(
        template.fields(),
        PlaceholderText::holdsTags,
        (at, text) -> {
          PlaceholderText place = PlaceholderText.parse(text);
          String shown = live.fields().at(at).asText("");
          if (SiteMasks.isMask(shown) || isAsKnown(place, shown)) {
            hidden.addAll(Rendering.secretsIn(text));
            return;
          }
          Optional<Map<Tag, String>> holes = place.unifyOnly(shown);
          unclear[0] |= holes.isEmpty();
          holes
              .orElse(Map.of())
              .forEach(
                  (tag, value) -> {
                    if (tag.kind() == Tag.Kind.SECRET) {
                      SecretValue now = SecretValue.of(value);
                      SecretValue other = found.putIfAbsent(new SecretName(tag.name()), now);
                      unclear[0] |= other != null && !other.equals(now);
                    }
                  });
        });
    SecretMap standing = known.with(SecretMap.of(found));
    return unclear[0] || !standing.names().containsAll(hidden)
        ? Optional.empty()
        : Optional.of(standing);
  }

  /** Whether the known values give {@code shown}, of which a text with two holes may not tell. */
  private boolean isAsKnown(PlaceholderText place, String shown) {
    return place.tags().stream()
            .allMatch(
                tag ->
                    tag.kind() == Tag.Kind.SECRET
                        && known.value(new SecretName(tag.name())).isPresent())
        && place
            .render(tag -> known.value(new SecretName(tag.name())).map(SecretValue::reveal))
            .equals(shown);
  }
}
