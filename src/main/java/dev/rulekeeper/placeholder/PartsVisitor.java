package dev.rulekeeper.placeholder;

import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheVisitor;
import com.github.mustachejava.TemplateContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Takes what the mustache parser finds and makes parts of it. The tags have passed {@link
 * TagSyntax} before, so those that rule files do not know cannot come here.
 */
final class PartsVisitor implements MustacheVisitor {
  private final UnaryOperator<String> undo;
  private final List<Part> parts = new ArrayList<>();
  private final StringBuilder spelling = new StringBuilder();

  /** {@code undo} gives the text that {@link LineEndHidingReader} changed back. */
  PartsVisitor(UnaryOperator<String> undo) {
    this.undo = undo;
  }

  @Override
  public Mustache mustache(TemplateContext context) {
    return new CompiledParts(context, parts, spelling.toString());
  }

  @Override
  public void write(TemplateContext context, String text) {
    String original = undo.apply(text);
    add(new Part.Text(original), original);
  }

  @Override
  public void value(TemplateContext context, String variable, boolean encoded) {
    Part part =
        switch (variable) {
          case TagSyntax.OPEN -> new Part.Text("<<");
          case TagSyntax.LESS_THAN -> new Part.Text("<");
          default -> new Part.Hole(Tag.of(variable).orElseThrow(PartsVisitor::unreachable));
        };
    add(part, "<<" + variable + ">>");
  }

  @Override
  public void partial(TemplateContext context, String variable, String indent) {
    var tag = new Tag(Tag.Kind.FRAGMENT, variable);
    add(new Part.Hole(tag), tag.toString());
  }

  @Override
  public void iterable(TemplateContext context, String variable, Mustache mustache) {
    var inside = (CompiledParts) mustache;
    Encoding encoding = Encoding.of(variable).orElseThrow(PartsVisitor::unreachable);
    add(
        new Part.Encoded(encoding, inside.parts()),
        "<<#" + variable + ">>" + inside.spelling() + "<</" + variable + ">>");
  }

  private void add(Part part, String spelled) {
    parts.add(part);
    spelling.append(spelled);
  }

  @Override
  public void eof(TemplateContext context) {}

  @Override
  public void notIterable(TemplateContext context, String variable, Mustache mustache) {
    throw unreachable();
  }

  @Override
  public void dynamicPartial(TemplateContext context, String variable, String indent) {
    throw unreachable();
  }

  @Override
  public void pragma(TemplateContext context, String pragma, String args) {
    throw unreachable();
  }

  @Override
  public void extend(TemplateContext context, String variable, Mustache mustache) {
    throw unreachable();
  }

  @Override
  public void name(TemplateContext context, String variable, Mustache mustache) {
    throw unreachable();
  }

  @Override
  public void checkName(TemplateContext context, String variable, Mustache mustache) {
    throw unreachable();
  }

  @Override
  public void comment(TemplateContext context, String comment) {
    throw unreachable();
  }

  private static IllegalStateException unreachable() {
    return new IllegalStateException("a tag that the syntax check should have refused");
  }
}
