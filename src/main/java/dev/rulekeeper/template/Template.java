package dev.rulekeeper.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One string with placeholders, parsed. Immutable; the same text always gives the same template.
 */
public final class Template {
  private final List<Part> parts;

  private Template(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Parses the text of a leaf as it stands in a file.
   *
   * @throws TemplateException if anything but a known tag follows a {@code <<}
   */
  public static Template parse(String text) {
    throw new IllegalStateException("stub");
  }

  /** The template that renders to {@code text}, whatever it holds: every {@code <<} is escaped. */
  public static Template literal(String text) {
    return of(List.of(new Part.Text(text)));
  }

  /** The template of these parts, adjacent texts joined and empty ones dropped. */
  public static Template of(List<Part> parts) {
    return new Template(parts);
  }

  /** The parts in order. */
  public List<Part> parts() {
    return parts;
  }

  /** The tags at any depth, in order of first appearance. */
  public Set<Tag> tags() {
    throw new IllegalStateException("stub");
  }

  /**
   * The text with every tag replaced.
   *
   * @param values gives the value of a tag; asked once for each place
   * @throws TemplateException if a tag has no value; use {@link #tags()} first to collect them all
   */
  public String render(Function<Tag, Optional<String>> values) {
    throw new IllegalStateException("stub");
  }

  /**
   * The values of the tags under which this template renders to exactly {@code live}, the shortest
   * for the first tag first; nothing where there are none, or where one tag would need two values.
   */
  public Optional<Map<Tag, String>> unify(String live) {
    throw new IllegalStateException("stub");
  }

  /**
   * The template for {@code live} that keeps the placeholders which can still be located by the
   * text around them; nothing where that is not certain.
   */
  public Optional<Template> adapt(String live) {
    throw new IllegalStateException("stub");
  }

  /** The text as it stands in a file: {@code parse(source())} equals this template. */
  public String source() {
    throw new IllegalStateException("stub");
  }
}
