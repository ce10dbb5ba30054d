package dev.rulekeeper.ids;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** Which id of the files is which one of a site, both ways. Immutable. */
final class IdTable {
  /** The one in which no id of the files is on the site. */
  static final IdTable EMPTY = new IdTable(Map.of(), Set.of());

  private final Map<IdKind, SortedMap<String, String>> there;
  private final Map<IdKind, Map<String, String>> back = new EnumMap<>(IdKind.class);
  private final Set<IdKind> same;

  /**
   * Takes what the ids of the files are on the site.
   *
   * @param same the kinds of ids that are the same there
   */
  IdTable(Map<IdKind, SortedMap<String, String>> there, Set<IdKind> same) {
    this.there = there;
    this.same = same;
    there.forEach(
        (kind, entries) -> {
          Map<String, String> origins = new HashMap<>();
          entries.forEach((from, to) -> origins.put(to, from));
          back.put(kind, origins);
        });
  }

  /** Whether ids of this kind are the same on the site. */
  boolean isSame(IdKind kind) {
    return same.contains(kind);
  }

  /** What {@code id} of the files is on the site. */
  Optional<String> target(IdKind kind, String id) {
    return found(kind, id, there.getOrDefault(kind, Collections.emptySortedMap()));
  }

  /** What {@code id} of the site is in the files. */
  Optional<String> origin(IdKind kind, String id) {
    return found(kind, id, back.getOrDefault(kind, Map.of()));
  }

  private Optional<String> found(IdKind kind, String id, Map<String, String> entries) {
    return isSame(kind) ? Optional.of(id) : Optional.ofNullable(entries.get(id));
  }
}
