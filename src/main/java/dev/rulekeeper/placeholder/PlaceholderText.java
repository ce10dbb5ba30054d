package dev.rulekeeper.placeholder;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One string with placeholders, parsed. Immutable; the same text always gives the same template.
 */
public final class PlaceholderText {
  private final List<Part> parts;

  private PlaceholderText(List<Part> parts) {
    this.parts = parts;
  }

  /**
   * Parses the text of a leaf as it stands in a file.
   *
   * @throws PlaceholderException if anything but a known tag follows a {@code <<}
   */
  public static PlaceholderText parse(String text) {
    return holdsTags(text) ? of(PlaceholderParser.parse(text)) : literal(text);
  }

  /**
   * Whether {@code text} is more than its own literal: it holds a tag, or is no template at all.
   */
  public static boolean holdsTags(String text) {
    return text.contains("<<");
  }

  /** The template that renders to {@code text}, whatever it holds: every {@code <<} is escaped. */
  public static PlaceholderText literal(String text) {
    return new PlaceholderText(text.isEmpty() ? List.of() : List.of(new Part.Text(text)));
  }

  /** The template of these parts, adjacent texts joined and empty ones dropped, at any depth. */
  public static PlaceholderText of(List<Part> parts) {
    return new PlaceholderText(joined(parts));
  }

  private static List<Part> joined(List<Part> parts) {
    var joined = new ArrayList<Part>(parts.size());
    var text = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Part.Text t) {
        text.append(t.text());
      } else {
        flush(text, joined);
        joined.add(
            part instanceof Part.Encoded e
                ? new Part.Encoded(e.encoding(), joined(e.parts()))
                : part);
      }
    }
    flush(text, joined);
    return List.copyOf(joined);
  }

  private static void flush(StringBuilder text, List<Part> joined) {
    if (!text.isEmpty()) {
      joined.add(new Part.Text(text.toString()));
      text.setLength(0);
    }
  }

  /** The parts in order; no two texts are neighbours and none is empty. */
  public List<Part> parts() {
    return parts;
  }

  /** The tags at any depth, in order of first appearance. */
  public Set<Tag> tags() {
    var tags = new LinkedHashSet<Tag>();
    collect(parts, tags);
    return Collections.unmodifiableSet(tags);
  }

  private static void collect(List<Part> parts, Set<Tag> tags) {
    for (Part part : parts) {
      if (part instanceof Part.Hole hole) {
        tags.add(hole.tag());
      } else if (part instanceof Part.Encoded encoded) {
        collect(encoded.parts(), tags);
      }
    }
  }

  /**
   * The text with every tag replaced.
   *
   * @param values gives the value of a tag; asked once for each place
   * @throws PlaceholderException if a tag has no value; use {@link #tags()} first to collect them
   *     all
   */
  public String render(Function<Tag, Optional<String>> values) {
    return render(parts, values);
  }

  /**
   * This template with those tags that have a value as text; {@code render} gives the same as
   * before. What is encoded becomes text too where no tag is left in it.
   */
  public PlaceholderText fill(Function<Tag, Optional<String>> values) {
    return of(PartialRendering.fill(parts, values));
  }

  static String render(List<Part> parts, Function<Tag, Optional<String>> values) {
    var text = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Part.Text t) {
        text.append(t.text());
      } else if (part instanceof Part.Hole hole) {
        text.append(
            values
                .apply(hole.tag())
                .orElseThrow(
                    () ->
                        new PlaceholderException(
                            "no value for " + hole.tag(), "supply one, or correct the name")));
      } else if (part instanceof Part.Encoded encoded) {
        text.append(encoded.encoding().encode(render(encoded.parts(), values)));
      }
    }
    return text.toString();
  }

  /**
   * This template with every {@code <<>name>>} replaced by the fragment of that name, at any depth.
   *
   * @param fragments gives a fragment by name
   * @throws PlaceholderException if there is no such fragment, or one holds itself
   */
  public PlaceholderText expand(Function<String, Optional<PlaceholderText>> fragments) {
    return tags().stream().anyMatch(tag -> tag.kind() == Tag.Kind.FRAGMENT)
        ? new FragmentExpansion(fragments).expand(this)
        : this;
  }

  /**
   * The values of the tags under which this template renders to exactly {@code live}, the shortest
   * for the first tag first; nothing where there are none, or where one tag would need two values.
   *
   * <p>A secret is never empty, except where this template is a single part and {@code live} is
   * empty: a site masks a hidden field so. Other tags may be empty. The effort is bounded: nothing
   * is also the answer for thousands of parts, or when a second's work has found no values, as can
   * happen where three and more holes stand side by side.
   */
  public Optional<Map<Tag, String>> unify(String live) {
    return Unification.of(parts, live, live.isEmpty() && parts.size() == 1);
  }

  /**
   * As {@link #unify}, but nothing also where this template renders to {@code live} with other
   * values too, or where a second's work does not tell.
   */
  public Optional<Map<Tag, String>> unifyOnly(String live) {
    return unify(live)
        .filter(
            values -> Unification.isOnly(parts, live, live.isEmpty() && parts.size() == 1, values));
  }

  /**
   * The template for {@code live}, a text that was rendered from this one with values of another
   * time and then edited: what was edited is text, and as many of the holes and encoded parts stay
   * as can be found by the text around them. This template itself where it {@link #unify unifies}
   * and no value would reach over a delimiter that stands after its hole. A mask, {@code ***}, in
   * the place of a value, of encoded text or of the whole text stands for any value. Nothing where
   * no hole can be found, or one tag would need two values.
   */
  public Optional<PlaceholderText> adapt(String live) {
    return EditedTextAlignment.of(this, live);
  }

  /**
   * The text as it stands in a file: {@code parse(source())} equals this template. A {@code <<} in
   * a text is written {@code <<open>>}, a {@code <} directly before a tag {@code <<lt>>}.
   */
  public String source() {
    var source = new StringBuilder();
    write(parts, false, source);
    return source.toString();
  }

  private static void write(List<Part> parts, boolean tagFollows, StringBuilder source) {
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (part instanceof Part.Text t) {
        source.append(t.text().replace("<<", "<<open>>"));
        int last = source.length() - 1;
        // Neighbours of a text are never texts, so a tag follows unless this is the end.
        if ((tagFollows || i + 1 < parts.size()) && source.charAt(last) == '<') {
          source.replace(last, last + 1, "<<lt>>");
        }
      } else if (part instanceof Part.Hole hole) {
        source.append(hole.tag());
      } else if (part instanceof Part.Encoded encoded) {
        String tag = encoded.encoding().tag();
        source.append("<<#").append(tag).append(">>");
        write(encoded.parts(), true, source);
        source.append("<</").append(tag).append(">>");
      }
    }
  }

  /** Same parts. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PlaceholderText template && parts.equals(template.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }

  /** The tags, no text: a text that was just read from a site may hold a secret. */
  @Override
  public String toString() {
    return "Template" + tags();
  }
}
