package dev.rulekeeper.workflow;

import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.map.SecretMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** The values that secrets have before a rotation. */
final class ValuesBeforeRotation {
  private ValuesBeforeRotation() {}

  /** The old values as they were given, else those of the secret map that are not the new ones. */
  static SortedMap<SecretName, SecretValue> of(
      Environment environment,
      SortedSet<SecretName> names,
      List<String> given,
      SecretMap map,
      Map<SecretName, SecretValue> fresh) {
    SortedMap<SecretName, SecretValue> old = new TreeMap<>();
    for (SecretName name : names) {
      map.value(name)
          .filter(value -> !isFresh(value, name, fresh))
          .ifPresent(value -> old.put(name, value));
    }
    for (String text : given) {
      int equals = text.indexOf('=');
      if (equals < 0 && names.size() != 1) {
        throw new WorkflowException(
            WorkflowException.Kind.USAGE,
            "'" + text + "' does not say which secret had the value",
            "with several secrets write --old-from-env NAME=VAR");
      }
      SecretName name = equals < 0 ? names.first() : new SecretName(text.substring(0, equals));
      SecretValue value =
          ValuesFromOptions.fromEnvironment(environment, "old", text.substring(equals + 1));
      if (isFresh(value, name, fresh)) {
        throw new WorkflowException(
            WorkflowException.Kind.USAGE,
            "the old value of '" + name + "' is its new value; nothing was sent",
            "give the new value, or leave the old one out");
      }
      old.put(name, value);
    }
    environment.redactor().learn(SecretMap.of(old));
    return old;
  }

  private static boolean isFresh(
      SecretValue value, SecretName name, Map<SecretName, SecretValue> fresh) {
    return Optional.ofNullable(fresh.get(name)).equals(Optional.of(value));
  }
}
