package dev.rulekeeper.template;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Puts fragments in the place of their tags. */
final class Expansion {
  /** Twenty fragments that each hold the next one twice would make a million parts. */
  private static final int MOST_PARTS = 10_000;

  private static final int DEEPEST = 32;

  private final Function<String, Optional<Template>> fragments;
  private final Set<String> path = new LinkedHashSet<>();
  private int parts;

  Expansion(Function<String, Optional<Template>> fragments) {
    this.fragments = fragments;
  }

  Template expand(Template template) {
    return Template.of(expand(template.parts()));
  }

  private List<Part> expand(List<Part> source) {
    var expanded = new ArrayList<Part>();
    for (Part part : source) {
      if (++parts > MOST_PARTS || path.size() > DEEPEST) {
        throw new TemplateException(
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
      throw new TemplateException(
          "the fragment "
              + tag
              + " holds itself"
              + (path.size() == 1 ? "" : ", by way of " + String.join(", ", path)),
          "break the circle in templates/fragments/" + tag.name() + ".txt");
    }
    Template fragment =
        fragments
            .apply(tag.name())
            .orElseThrow(
                () ->
                    new TemplateException(
                        "no fragment for " + tag,
                        "add templates/fragments/" + tag.name() + ".txt, or correct the name"));
    List<Part> inside = expand(fragment.parts());
    path.remove(tag.name());
    return inside;
  }
}
