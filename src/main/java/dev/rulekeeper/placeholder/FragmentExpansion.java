package dev.rulekeeper.placeholder;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Puts fragments in the place of their tags. */
final class FragmentExpansion {
  /** Twenty fragments that each hold the next one twice would make a million parts. */
  private static final int MOST_PARTS = 10_000;

  private static final int DEEPEST = 32;

  private final Function<String, Optional<PlaceholderText>> fragments;
  private final Set<String> path = new LinkedHashSet<>();
  private int parts;

  FragmentExpansion(Function<String, Optional<PlaceholderText>> fragments) {
    this.fragments = fragments;
  }

  PlaceholderText expand(PlaceholderText template) {
    return PlaceholderText.of(expand(template.parts()));
  }

  private List<Part> expand(List<Part> source) {
    var expanded = new ArrayList<Part>();
    for (Part part : source) {
      if (++parts > MOST_PARTS || path.size() > DEEPEST) {
        throw new PlaceholderException(
            "fragments are more than " + DEEPEST + " deep, or more than " + MOST_PARTS + " parts",
            "write fewer fragments inside fragments");
      }
      if (part instanceof Part.Hole hole && hole.tag().kind() == Tag.Kind.FRAGMENT) {
        expanded.addAll(fragment(hole.tag()));
      } else if (part instanceof Part.Encoded encoded) {
        expanded.add(new Part.Encoded(encoded.encoding(), expand(encoded.parts())));
      } else {
        expanded.add(part);
      }
    }
    return expanded;
  }

  private List<Part> fragment(Tag tag) {
    if (!path.add(tag.name())) {
      throw new PlaceholderException(
          "the fragment "
              + tag
              + " holds itself"
              + (path.size() == 1 ? "" : ", by way of " + String.join(", ", path)),
          "break the circle in templates/fragments/" + tag.name() + ".txt");
    }
    PlaceholderText fragment =
        fragments
            .apply(tag.name())
            .orElseThrow(
                () ->
                    new PlaceholderException(
                        "no fragment for " + tag,
                        "add templates/fragments/" + tag.name() + ".txt, or correct the name"));
    List<Part> inside = expand(fragment.parts());
    path.remove(tag.name());
    return inside;
  }
}
