package dev.rulekeeper.template;

import dev.rulekeeper.placeholder.PlaceholderException;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The shared texts of a repository.
 *
 * @param texts by name, with tags
 */
public record Fragments(Map<String, PlaceholderText> texts) {
  /** Copies the map. */
  public Fragments {
    texts = Map.copyOf(texts);
  }

  /**
   * The template of {@code leaf} with fragments in the place of their tags.
   *
   * @throws PlaceholderException if it is no template, names no fragment, or goes in a circle
   */
  PlaceholderText expand(String leaf) {
    return PlaceholderText.parse(leaf).expand(name -> Optional.ofNullable(texts.get(name)));
  }

  /** The text of {@code leaf} without fragment tags; {@code leaf} itself where it has none. */
  String text(String leaf) {
    return names(leaf).isEmpty() ? leaf : expand(leaf).source();
  }

  private static List<String> names(String leaf) {
    return leaf.contains("<<")
        ? PlaceholderText.parse(leaf).tags().stream()
            .filter(tag -> tag.kind() == Tag.Kind.FRAGMENT)
            .map(Tag::name)
            .toList()
        : List.of();
  }

  /**
   * What to write for {@code target}, a text without fragment tags, where {@code own} stood: {@code
   * own} itself where it means the same, else {@code target} with those fragments of {@code own}
   * that are still in it.
   */
  String restore(String own, String target) {
    if (text(own).equals(target)) {
      return own;
    }
    String restored = target;
    List<String> longestFirst =
        names(own).stream()
            .sorted(Comparator.comparing((String name) -> source(name).length()).reversed())
            .toList();
    for (String name : longestFirst) {
      String source = source(name);
      restored = source.isEmpty() ? restored : restored.replace(source, tag(name));
    }
    return means(restored, target) ? restored : target;
  }

  private static String tag(String name) {
    return new Tag(Tag.Kind.FRAGMENT, name).toString();
  }

  private String source(String name) {
    return expand(tag(name)).source();
  }

  private boolean means(String text, String target) {
    try {
      return expand(text).equals(PlaceholderText.parse(target));
    } catch (PlaceholderException e) {
      // A piece of a tag was taken for a fragment.
      return false;
    }
  }
}
