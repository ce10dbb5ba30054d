package dev.rulekeeper.secret.map;

import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Secret names and their values, and values that are for somewhere else: those of another site, and
 * those in whose place a later source has another one. Values of the second kind are hidden and
 * guarded like the others, and never written in the place of a name. Immutable; prints names only.
 */
public final class SecretMap {
  private final SortedMap<SecretName, SecretValue> values;
  private final Map<SecretValue, SecretName> elsewhere;

  private SecretMap(Map<SecretName, SecretValue> values, Map<SecretValue, SecretName> elsewhere) {
    this.values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    this.elsewhere = Collections.unmodifiableMap(new LinkedHashMap<>(elsewhere));
  }

  /** The map of {@code values}. */
  public static SecretMap of(Map<SecretName, SecretValue> values) {
    return new SecretMap(values, Map.of());
  }

  /** The value of {@code name}, where there is one. */
  public Optional<SecretValue> value(SecretName name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The names in order. */
  public SortedSet<SecretName> names() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(values.keySet()));
  }

  /** The values that are for somewhere else, each with a name that it has there. */
  public Map<SecretValue, SecretName> elsewhere() {
    return elsewhere;
  }

  /** This map with the entries of {@code later} over its own. */
  public SecretMap with(SecretMap later) {
    var all = new TreeMap<>(values);
    all.putAll(later.values);
    return new SecretMap(all, union(elsewhere, later.elsewhere));
  }

  /** This map without {@code names}. */
  public SecretMap without(Collection<SecretName> names) {
    var rest = new TreeMap<>(values);
    rest.keySet().removeAll(names);
    return new SecretMap(rest, elsewhere);
  }

  /** This map with {@code names} for somewhere else. */
  public SecretMap reserving(Collection<SecretName> names) {
    var reserved = new LinkedHashMap<SecretValue, SecretName>();
    names.forEach(name -> value(name).ifPresent(value -> reserved.put(value, name)));
    return new SecretMap(without(names).values, union(elsewhere, reserved));
  }

  /** The values, each with the first of its names. */
  Map<SecretValue, SecretName> byValue() {
    var byValue = new LinkedHashMap<SecretValue, SecretName>();
    values.forEach((name, value) -> byValue.putIfAbsent(value, name));
    return byValue;
  }

  /** This map, which also knows {@code others} to be for somewhere else. */
  SecretMap knowing(Map<SecretValue, SecretName> others) {
    return new SecretMap(values, union(elsewhere, others));
  }

  /** This map, which also hides and guards {@code older}, values that some of its names had. */
  public SecretMap guarding(Map<SecretValue, SecretName> older) {
    return knowing(older);
  }

  private static Map<SecretValue, SecretName> union(
      Map<SecretValue, SecretName> left, Map<SecretValue, SecretName> right) {
    var all = new LinkedHashMap<>(left);
    right.forEach(all::putIfAbsent);
    return all;
  }

  /** The names, no values. */
  @Override
  public String toString() {
    return "SecretMap" + values.keySet();
  }
}
