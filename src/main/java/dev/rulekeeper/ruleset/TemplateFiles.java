package dev.rulekeeper.ruleset;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.placeholder.PlaceholderException;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.template.Fragments;
import dev.rulekeeper.template.RuleTemplate;
import dev.rulekeeper.template.RuleTemplates;
import dev.rulekeeper.template.TemplateException;
import dev.rulekeeper.yaml.InvalidFileException;
import dev.rulekeeper.yaml.InvalidFileException.Problem;
import dev.rulekeeper.yaml.Yaml;
import dev.rulekeeper.yaml.YamlParser;
import dev.rulekeeper.yaml.YamlSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The templates and fragments of a repository, with their texts for line numbers. */
record TemplateFiles(RuleTemplates families, Map<String, String> texts) {
  static final String FOLDER = "templates";
  static final String FRAGMENTS = "templates/fragments";
  static final String FRAGMENT = ".txt";
  static final String TEMPLATE = ".yaml";

  /** No templates. */
  static final TemplateFiles NONE = new TemplateFiles(RuleTemplates.NONE, Map.of());

  /**
   * Reads {@code templates/NAME.yaml} and {@code templates/fragments/NAME.txt}.
   *
   * @throws InvalidFileException with every problem of every one
   */
  static TemplateFiles in(RepositoryFiles files) {
    return read(texts(files, FOLDER, TEMPLATE), texts(files, FRAGMENTS, FRAGMENT));
  }

  /**
   * The files of templates as {@code fmt} leaves them: path relative to the root, to the text.
   *
   * @throws InvalidFileException if one is not YAML
   */
  static SortedMap<String, String> formatted(RepositoryFiles files) {
    SortedMap<String, String> formatted = new TreeMap<>();
    texts(files, FOLDER, TEMPLATE)
        .forEach(
            (name, text) -> {
              String path = path(name);
              formatted.put(
                  path, Yaml.format(path, text, KeyOrder.ofTemplate(Yaml.read(path, text))));
            });
    return formatted;
  }

  /** The texts of the files directly in {@code folder}, by their name without {@code ending}. */
  private static SortedMap<String, String> texts(
      RepositoryFiles files, String folder, String ending) {
    SortedMap<String, String> texts = new TreeMap<>();
    for (String path : files.in(folder, 1, name -> name.endsWith(ending))) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      if (!name.startsWith(".")) {
        texts.put(name.substring(0, name.length() - ending.length()), files.text(path));
      }
    }
    return texts;
  }

  /**
   * Reads templates.
   *
   * @param texts the templates by their name
   * @param fragments the fragments by their name
   * @throws InvalidFileException with every problem of every one
   */
  static TemplateFiles read(Map<String, String> texts, Map<String, String> fragments) {
    List<Problem> problems = new ArrayList<>();
    Map<String, PlaceholderText> parsed = new HashMap<>();
    fragments.forEach(
        (name, text) -> {
          try {
            parsed.put(name, PlaceholderText.parse(withoutLastLineBreak(text)));
          } catch (PlaceholderException e) {
            problems.add(fragmentProblem(name, text, e));
          }
        });
    Map<String, RuleTemplate> families = new HashMap<>();
    Fragments known = new Fragments(parsed);
    texts.forEach(
        (name, text) -> {
          try {
            families.put(name, RuleTemplate.read(name, Yaml.read(path(name), text), known));
          } catch (TemplateException e) {
            e.problems().forEach(p -> problems.add(problem(name, text, p)));
          } catch (InvalidFileException e) {
            problems.addAll(e.problems());
          }
        });
    if (!problems.isEmpty()) {
      throw new InvalidFileException(problems);
    }
    return new TemplateFiles(new RuleTemplates(families, known), Map.copyOf(texts));
  }

  private static Problem fragmentProblem(String name, String text, PlaceholderException e) {
    String path = FRAGMENTS + "/" + name + FRAGMENT;
    String where =
        e.offset().isPresent() ? path + ":" + YamlSource.lineOf(text, e.offset().getAsInt()) : path;
    return new Problem(where, String.valueOf(e.getMessage()), e.hint());
  }

  private static Problem problem(
      String name, String text, dev.rulekeeper.template.TemplateProblem problem) {
    return new Problem(
        where(name, text, problem.places().get(0).at()), problem.what(), problem.hint());
  }

  /** Editors end a file with a line break, which nobody means to be in the text. */
  private static String withoutLastLineBreak(String text) {
    if (text.endsWith("\r\n")) {
      return text.substring(0, text.length() - 2);
    }
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  /** The path of the template {@code name}. */
  static String path(String name) {
    return FOLDER + "/" + name + TEMPLATE;
  }

  /** {@code path:line} of a node of the template {@code name}, or of what is nearest around it. */
  String where(String name, JsonPointer at) {
    return where(name, texts.getOrDefault(name, ""), at);
  }

  private static String where(String name, String text, JsonPointer at) {
    YamlSource source = YamlParser.parse(path(name), text, true);
    JsonPointer nearest = at;
    while (!nearest.matches() && source.line(nearest).isEmpty()) {
      nearest = nearest.head();
    }
    return source.where(path(name), nearest);
  }
}
