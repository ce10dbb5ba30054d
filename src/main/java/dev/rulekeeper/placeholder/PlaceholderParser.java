package dev.rulekeeper.placeholder;

import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import com.github.mustachejava.MustacheFactory;
import com.github.mustachejava.MustacheParser;
import com.github.mustachejava.MustacheVisitor;
import com.github.mustachejava.ObjectHandler;
import java.io.Reader;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * One text on its way through the mustache parser, with {@code <<} and {@code >>} for delimiters.
 * The parser is lenient where rule files must not be (white space in tags, unclosed tags, changed
 * delimiters), so every tag is checked to the letter as it comes by, and at the end what was
 * understood must spell the whole text.
 */
final class PlaceholderParser implements MustacheFactory {
  private static final int DEEPEST = 8;

  private final String text;
  private final LineEndHidingReader reader;
  private final Deque<Section> open = new ArrayDeque<>();

  private record Section(String name, int offset) {}

  private PlaceholderParser(String text) {
    this.text = text;
    this.reader = new LineEndHidingReader(text);
  }

  /** The parts of {@code text}. */
  static List<Part> parse(String text) {
    return new PlaceholderParser(text).parts();
  }

  private List<Part> parts() {
    CompiledParts compiled;
    try {
      compiled = (CompiledParts) new StrictParser(this).compile(reader, "template", "<<", ">>");
    } catch (MustacheException e) {
      // Its message quotes the text; what is left after the syntax check is an open section.
      throw misunderstood();
    }
    if (!compiled.spelling().equals(text)) {
      throw misunderstood();
    }
    return compiled.parts();
  }

  private PlaceholderException misunderstood() {
    Section section = open.peek();
    return section == null
        ? new PlaceholderException("not a template", TagSyntax.LITERAL)
        : new PlaceholderException(
            "the section <<#" + section.name() + ">> is not closed",
            "close it with <</" + section.name() + ">>",
            section.offset());
  }

  /** Called by the parser with the inside of every tag, in order, before it acts on it. */
  @Override
  public String translate(String command) {
    String inside = reader.undo(command);
    boolean closed = reader.endsWith(">>");
    int offset = reader.offset() - inside.length() - (closed ? 4 : 2);
    if (!closed) {
      throw TagSyntax.unclosed(inside, offset);
    }
    if (!TagSyntax.isTag(inside)) {
      throw TagSyntax.unknown(inside, offset);
    }
    switch (inside.charAt(0)) {
      case '#' -> enter(new Section(inside.substring(1), offset));
      case '/' -> leave(inside.substring(1), offset);
      default -> {}
    }
    return inside;
  }

  private void enter(Section section) {
    if (open.size() == DEEPEST) {
      throw new PlaceholderException(
          "sections are nested more than " + DEEPEST + " deep",
          "encode in fewer steps",
          section.offset());
    }
    open.push(section);
  }

  private void leave(String name, int offset) {
    Section section = open.peek();
    if (section == null) {
      throw new PlaceholderException(
          "<</" + name + ">> closes a section that is not open",
          "write <<#" + name + ">> before it",
          offset);
    }
    if (!section.name().equals(name)) {
      throw new PlaceholderException(
          "<</" + name + ">> stands where <<#" + section.name() + ">> has to be closed",
          "write <</" + section.name() + ">>",
          offset);
    }
    open.pop();
  }

  @Override
  public MustacheVisitor createMustacheVisitor() {
    return new PartsVisitor(reader::undo);
  }

  @Override
  public Reader getReader(String resourceName) {
    throw new UnsupportedOperationException("templates are not read by name");
  }

  @Override
  public void encode(String value, Writer writer) {
    throw new UnsupportedOperationException("mustache parses here, it does not render");
  }

  @Override
  public ObjectHandler getObjectHandler() {
    throw new UnsupportedOperationException("mustache parses here, it does not render");
  }

  @Override
  public Mustache compile(String name) {
    throw new UnsupportedOperationException("templates are not read by name");
  }

  @Override
  public Mustache compile(Reader source, String name) {
    throw new UnsupportedOperationException("one parser reads one text");
  }

  private static final class StrictParser extends MustacheParser {
    StrictParser(MustacheFactory factory) {
      super(factory);
      setAllowChangingDelimeters(false);
    }
  }
}
