package dev.rulekeeper.ruleset;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.ids.SiteTranslation;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.yaml.InvalidFileException;
import dev.rulekeeper.yaml.Yaml;
import dev.rulekeeper.yaml.YamlParser;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** A rule file as it was read. */
public final class RuleFile {
  private final String path;
  private final Rule rule;
  private final Supplier<String> text;
  private final RuleFileSource origin;
  private final SiteSpelling spelling;

  private RuleFile(
      String path, Rule rule, Supplier<String> text, RuleFileSource origin, SiteSpelling spelling) {
    this.path = path;
    this.rule = rule;
    this.text = text;
    this.origin = origin;
    this.spelling = spelling;
  }

  /** A file that is written as its rule is: no template, no fragments, the ids of its site. */
  public RuleFile(String path, Rule rule, String text) {
    this(path, rule, text, new RuleFileSource(rule.fields(), TemplateFiles.NONE));
  }

  /** A file with the ids of its site. */
  public RuleFile(String path, Rule rule, String text, RuleFileSource origin) {
    this(path, rule, () -> text, origin, SiteSpelling.NONE);
  }

  /** The file of a text that was read before: it makes the rule that it made then. */
  static RuleFile known(String path, ParsedFiles.Known known, TemplateFiles templates) {
    return new RuleFile(
        path,
        known.rule(),
        known.text(),
        RuleFileSource.plain(known.rule(), templates),
        SiteSpelling.NONE);
  }

  /** Its path relative to the root of the repository, with {@code /}. */
  public String path() {
    return path;
  }

  /**
   * The rule that it stands for, templates and fragments filled in; string leaves are valid
   * template texts of secrets and variables.
   */
  public Rule rule() {
    return rule;
  }

  /** Its exact text. */
  public String text() {
    return text.get();
  }

  /** What it says as it is written. */
  public RuleFileSource origin() {
    return origin;
  }

  /** Whether it holds the ids of another site than the one it was read for. */
  public boolean isForeign() {
    return spelling.ids() != SiteTranslation.NONE;
  }

  /** {@code changed}, the rule of this file on its site, as the file says it. */
  Rule written(Rule changed) {
    return spelling.written(changed, path);
  }

  /** The same file; its rule has the numbers of projects where it gives their keys. */
  RuleFile numbered(Function<String, Optional<String>> numbers) {
    ScopeSpelling spelt = ScopeSpelling.of(rule, numbers);
    return spelt == ScopeSpelling.NUMBERS
        ? this
        : new RuleFile(
            path, spelt.numbered(rule), text, origin, new SiteSpelling(spelling.ids(), spelt));
  }

  /** The same file, with its rule as another site knows it. */
  RuleFile translated(SiteTranslation there, Rule translated) {
    return new RuleFile(path, translated, text, origin, new SiteSpelling(there, spelling.scopes()));
  }

  /**
   * Reads the text of one rule file, from the work tree or from a commit. An instance of a template
   * is refused: {@link RuleRepository#ruleFiles} reads those.
   *
   * @throws InvalidFileException with every problem of the file: not YAML, no id, a required field
   *     missing, a bad tag
   */
  public static RuleFile read(String path, String text) {
    return RuleFileReader.read(path, text, TemplateFiles.NONE, PlaceholderText::parse);
  }

  /** Whether its text alone says everything: it uses neither template nor fragment. */
  public boolean isPlain() {
    return origin.isPlain();
  }

  /** The path of the template that this is an instance of. */
  public Optional<String> templatePath() {
    return origin.template().map(TemplateFiles::path);
  }

  /**
   * {@code path:line} of a leaf of the rule, or the path alone where the leaf has no line. For an
   * instance the line in its file, then {@code , path:line} in the template.
   */
  public String where(JsonPointer pointer) {
    return origin.where(path, YamlParser.parse(path, text(), true), pointer);
  }

  /**
   * The text as {@code fmt} leaves it: fields in file order, in the one style that files have, with
   * the comments that people wrote.
   */
  public String formatted() {
    return Yaml.format(path, text(), ordered(origin.fields()));
  }

  private static ObjectNode ordered(ObjectNode fields) {
    return KeyOrder.ofRuleFile(FileForm.ordered(fields));
  }

  /** Names the file and nothing of its content. */
  @Override
  public String toString() {
    return "RuleFile[" + path + "]";
  }
}
