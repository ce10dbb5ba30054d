package dev.rulekeeper.adopt;

import dev.rulekeeper.rule.Count;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Places that may hold a credential, for a person to work through. */
public final class Doubts {
  /** What to do about them. */
  private static final String HELP =
      "If one is a credential: rulekeeper secrets adopt --doubt MARK --secrets-out FILE. If not,"
          + " never ask again: rulekeeper secrets ignore MARK";

  private Doubts() {}

  /**
   * The number first, then a line for each in groups of a kind and a field, the largest group
   * first, then what to do; nothing where there is none.
   */
  public static List<String> lines(List<Doubt> doubts) {
    if (doubts.isEmpty()) {
      return List.of();
    }
    Map<String, List<Doubt>> groups = new TreeMap<>();
    doubts.forEach(
        doubt -> groups.computeIfAbsent(group(doubt), g -> new ArrayList<>()).add(doubt));
    List<String> lines = new ArrayList<>();
    lines.add(Count.of(doubts.size(), "place") + " may hold a credential in clear");
    groups.entrySet().stream()
        .sorted(
            Comparator.comparingInt(
                (Map.Entry<String, List<Doubt>> group) -> -group.getValue().size()))
        .forEach(
            group -> {
              lines.add(group.getKey() + ": " + group.getValue().size());
              group.getValue().forEach(doubt -> lines.add("  " + doubt.line()));
            });
    lines.add(HELP);
    return lines;
  }

  private static String group(Doubt doubt) {
    String at = doubt.at();
    return doubt.kind() + " in " + at.substring(at.lastIndexOf('/') + 1);
  }
}
