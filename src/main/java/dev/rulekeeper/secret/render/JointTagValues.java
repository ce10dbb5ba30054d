package dev.rulekeeper.secret.render;

import dev.rulekeeper.placeholder.Tag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Which of their known values several tags may have at once, some of them none. */
final class JointTagValues {
  /** A text with more secrets and older values than that is read without them. */
  private static final int MOST = 512;

  private JointTagValues() {}

  /**
   * Every assignment of known values, those that say most first; the empty one is not among them.
   */
  static List<Map<Tag, String>> of(
      Collection<Tag> tags, Function<Tag, ? extends Collection<String>> known) {
    List<Map<Tag, String>> all = new ArrayList<>();
    all.add(Map.of());
    for (Tag tag : tags) {
      Collection<String> values = known.apply(tag);
      if ((long) all.size() * (values.size() + 1) > MOST) {
        return new ArrayList<>();
      }
      for (Map<Tag, String> assignment : List.copyOf(all)) {
        for (String value : values) {
          Map<Tag, String> more = new LinkedHashMap<>(assignment);
          more.put(tag, value);
          all.add(more);
        }
      }
    }
    all.remove(0);
    all.sort(Comparator.<Map<Tag, String>>comparingInt(Map::size).reversed());
    return all;
  }
}
