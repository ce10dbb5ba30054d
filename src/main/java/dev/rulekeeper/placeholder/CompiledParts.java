package dev.rulekeeper.placeholder;

import com.github.mustachejava.Code;
import com.github.mustachejava.TemplateContext;
import com.github.mustachejava.codes.DefaultMustache;
import java.util.List;

/** What {@link PartsVisitor} hands back through mustache: the parts, and how they were spelled. */
final class CompiledParts extends DefaultMustache {
  private final List<Part> parts;
  private final String spelling;

  CompiledParts(TemplateContext context, List<Part> parts, String spelling) {
    super(context, null, new Code[0], context.file());
    this.parts = List.copyOf(parts);
    this.spelling = spelling;
  }

  /** The parts in order; texts not yet joined. */
  List<Part> parts() {
    return parts;
  }

  /** The source text that has exactly these parts: what was understood of the source that was. */
  String spelling() {
    return spelling;
  }
}
