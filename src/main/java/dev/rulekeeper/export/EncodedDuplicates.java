package dev.rulekeeper.export;

import dev.rulekeeper.placeholder.Part;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.search.KnownValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Values that are others in an encoding, and need no name of their own. */
final class EncodedDuplicates {
  private EncodedDuplicates() {}

  /**
   * {@code names} without the values that only are another one of them in an encoding: that one's
   * placeholder takes their place.
   */
  static Map<SecretValue, SecretName> distinct(Map<SecretValue, SecretName> names) {
    Map<SecretName, SecretValue> values = new TreeMap<>();
    names.forEach((value, name) -> values.put(name, value));
    KnownValues all = KnownValues.of(SecretMap.of(values));
    Map<SecretValue, SecretName> distinct = new LinkedHashMap<>();
    names.forEach(
        (value, name) -> {
          boolean alone =
              all.find(value.reveal()).stream().allMatch(hit -> hit.name().equals(name));
          if (alone || !isEncoded(value, SecretMap.of(values).without(Set.of(name)))) {
            distinct.put(value, name);
          } else {
            values.remove(name);
          }
        });
    return distinct;
  }

  private static boolean isEncoded(SecretValue value, SecretMap others) {
    List<Part> parts =
        KnownValues.of(others).substitute(PlaceholderText.literal(value.reveal())).parts();
    return parts.size() == 1 && parts.get(0) instanceof Part.Encoded;
  }
}
