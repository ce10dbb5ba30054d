package dev.rulekeeper.placeholder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Renders those parts of a template whose text is known. */
final class PartialRendering {
  private PartialRendering() {}

  static List<Part> fill(List<Part> parts, Function<Tag, Optional<String>> values) {
    List<Part> filled = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Part.Hole hole) {
        filled.add(values.apply(hole.tag()).<Part>map(Part.Text::new).orElse(hole));
      } else if (part instanceof Part.Encoded encoded) {
        filled.addAll(encode(encoded.encoding(), fill(encoded.parts(), values)));
      } else {
        filled.add(part);
      }
    }
    return filled;
  }

  private static List<Part> encode(Encoding encoding, List<Part> parts) {
    List<Part> inside = PlaceholderText.of(parts).parts();
    boolean text = inside.stream().allMatch(Part.Text.class::isInstance);
    if (!text && !encoding.isByCharacter()) {
      return List.of(new Part.Encoded(encoding, inside));
    }
    return inside.stream().map(part -> encode(encoding, part)).toList();
  }

  private static Part encode(Encoding encoding, Part part) {
    return part instanceof Part.Text text
        ? new Part.Text(encoding.encode(text.text()))
        : new Part.Encoded(encoding, List.of(part));
  }
}
