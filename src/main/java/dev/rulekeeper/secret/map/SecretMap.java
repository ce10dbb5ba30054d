package dev.rulekeeper.secret.map;

import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.SecretValue;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Secret names and their values. Immutable; prints names only. */
public final class SecretMap {
  private final SortedMap<SecretName, SecretValue> values;

  private SecretMap(Map<SecretName, SecretValue> values) {
    this.values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** The map of {@code values}. */
  public static SecretMap of(Map<SecretName, SecretValue> values) {
    return new SecretMap(values);
  }

  /** The value of {@code name}, where there is one. */
  public Optional<SecretValue> value(SecretName name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The names in order. */
  public SortedSet<SecretName> names() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(values.keySet()));
  }

  /** This map with the entries of {@code later} over its own. */
  public SecretMap with(SecretMap later) {
    var all = new TreeMap<>(values);
    all.putAll(later.values);
    return new SecretMap(all);
  }

  /** This map without {@code names}. */
  public SecretMap without(Collection<SecretName> names) {
    var rest = new TreeMap<>(values);
    rest.keySet().removeAll(names);
    return new SecretMap(rest);
  }

  /** The names, no values. */
  @Override
  public String toString() {
    return "SecretMap" + values.keySet();
  }
}
