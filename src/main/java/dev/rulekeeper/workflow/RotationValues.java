package dev.rulekeeper.workflow;

import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.map.SecretMap;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The values of one rotation.
 *
 * @param map the secret map as it was given
 * @param young the new value of each secret that is rotated
 * @param old what those secrets had before, as far as it is known
 */
record RotationValues(
    SecretMap map, SortedMap<SecretName, SecretValue> young, Map<SecretName, SecretValue> old) {
  /** Copies the maps. */
  RotationValues {
    young = Collections.unmodifiableSortedMap(new TreeMap<>(young));
    old = Collections.unmodifiableMap(new TreeMap<>(old));
  }

  /** The secrets that are rotated. */
  Set<SecretName> names() {
    return young.keySet();
  }

  /** The secrets whose new value the secret map has not. */
  Set<SecretName> unknownToMap() {
    Set<SecretName> names = new TreeSet<>();
    young.forEach(
        (name, value) -> {
          if (!map.value(name).equals(Optional.of(value))) {
            names.add(name);
          }
        });
    return names;
  }

  /** The secret map from here on. */
  SecretMap now() {
    return map.with(SecretMap.of(young));
  }

  /** The secret map until now: of what is rotated only what is known of the values before. */
  SecretMap before() {
    return map.without(young.keySet()).with(SecretMap.of(old));
  }

  /** The value that must be gone of each secret, where it is known. */
  Map<SecretName, Optional<SecretValue>> gone() {
    Map<SecretName, Optional<SecretValue>> gone = new TreeMap<>();
    young.keySet().forEach(name -> gone.put(name, Optional.ofNullable(old.get(name))));
    return gone;
  }
}
