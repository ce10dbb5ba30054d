package dev.rulekeeper.ruleset;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.ruleset.RuleRepository.Reading;
import dev.rulekeeper.work.WorkQueue;
import dev.rulekeeper.yaml.InvalidFileException;
import dev.rulekeeper.yaml.InvalidFileException.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Reads many rule files, on all processors. */
final class RuleFilesReading {
  private static final JsonPointer ID = JsonPointer.compile("/id");

  private final RepositoryFiles files;
  private final Consumer<String> leaves;
  private final ParsedFiles parsed;
  private final SeenFiles seen;

  /**
   * Reads those among {@code files}.
   *
   * @param leaves checks each text in a rule
   * @param parsed files that need not be parsed again
   * @param seen files that need not be read again
   */
  RuleFilesReading(
      RepositoryFiles files, Consumer<String> leaves, ParsedFiles parsed, SeenFiles seen) {
    this.seen = seen;
    this.files = files;
    this.leaves = leaves;
    this.parsed = parsed;
  }

  /** Reads the files at {@code paths}, with the templates there are. */
  Reading read(List<String> paths, BiConsumer<RuleFile, FileText> look) {
    List<RuleFile> read = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    Map<RuleId, RuleFile> byId = new HashMap<>();
    for (Reading one : each(paths, look)) {
      problems.addAll(one.problems());
      for (RuleFile file : one.files()) {
        read.add(file);
        RuleFile other = byId.putIfAbsent(file.rule().id(), file);
        if (other != null) {
          problems.add(sameId(file, other));
        }
      }
    }
    return new Reading(List.copyOf(read), List.copyOf(problems));
  }

  private List<Reading> each(List<String> paths, BiConsumer<RuleFile, FileText> look) {
    TemplateFiles templates = TemplateFiles.in(files);
    SchemaCheck schemas = new SchemaCheck();
    try (WorkQueue<Reading> work = new WorkQueue<>()) {
      paths.forEach(path -> work.add(() -> one(path, templates, schemas, look)));
      return work.finish();
    }
  }

  private Reading one(
      String path,
      TemplateFiles templates,
      SchemaCheck schemas,
      BiConsumer<RuleFile, FileText> look) {
    try {
      FileText text = files.text(path, seen);
      RuleFile file = read(path, text, templates);
      look.accept(file, text);
      return new Reading(
          List.of(file),
          file.templatePath().isPresent()
              ? schemas.problems(Schema.RULE, file.rule().fields(), file::where)
              : List.of());
    } catch (InvalidFileException e) {
      return new Reading(List.of(), e.problems());
    }
  }

  private RuleFile read(String path, FileText text, TemplateFiles templates) {
    Optional<ParsedFiles.Known> known = parsed.of(text);
    if (known.isPresent()) {
      return RuleFile.known(path, known.get(), templates);
    }
    RuleFile file = RuleFileReader.read(path, text.text(), templates, leaves);
    Rule rule = file.rule();
    if (!rule.fields().equals(file.origin().fields())) {
      return file;
    }
    return RuleFile.known(path, parsed.learn(text, rule), templates);
  }

  private static Problem sameId(RuleFile file, RuleFile other) {
    return new Problem(
        file.where(ID),
        "the id " + file.rule().id() + " stands in " + other.where(ID) + " already",
        "remove one of the two files; for a copy that shall be a rule of its own, change the id");
  }
}
