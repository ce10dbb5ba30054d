package dev.rulekeeper.lint;

import dev.rulekeeper.adopt.EncodingAssignment;
import dev.rulekeeper.adopt.FoundCredential;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.ruleset.FileText;
import dev.rulekeeper.ruleset.RuleAcceptance;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.SchemaCheck;
import dev.rulekeeper.secret.detection.Detector;
import dev.rulekeeper.secret.detection.UnreadTexts;
import dev.rulekeeper.yaml.InvalidFileException.Problem;
import java.util.List;
import java.util.function.BiPredicate;

/** Looks at one rule file after the other, on any thread. */
final class FileInspector {
  private final BiPredicate<RuleId, String> onSite;
  private final CleanFiles clean;
  private final Detector detector = new Detector();
  private final UnreadTexts texts = new UnreadTexts();
  private final SchemaCheck schemas;

  /**
   * Looks at files that are not known to be clean.
   *
   * @param onSite whether a site itself is known to have a key in a rule
   */
  FileInspector(BiPredicate<RuleId, String> onSite, SchemaCheck schemas, CleanFiles clean) {
    this.schemas = schemas;
    this.onSite = onSite;
    this.clean = clean;
  }

  /** Everything about {@code file}, which has this text. */
  FileInspection everything(RuleFile file, FileText text) {
    // What a template or a fragment brings in, the text does not tell.
    if (!file.isPlain()) {
      return inspected(file, text);
    }
    if (clean.has(text)) {
      return FileInspection.CLEAN;
    }
    List<Problem> strict = RuleAcceptance.problems(file, key -> false);
    FileInspection inspection = inspected(file, text, strict);
    if (inspection.isClean()) {
      clean.learn(text);
    }
    return strict.isEmpty() ? inspection : inspected(file, text);
  }

  private FileInspection inspected(RuleFile file, FileText text) {
    return inspected(
        file, text, RuleAcceptance.problems(file, key -> isOnSite(file.rule().id(), key)));
  }

  private FileInspection inspected(RuleFile file, FileText text, List<Problem> refused) {
    return new FileInspection(
        FoundCredential.in(file, detector),
        texts.in(file.rule().fields()),
        refused,
        schemas.problems(file),
        bare(file),
        HiddenText.in(file.path(), text.text()));
  }

  /** Only credentials in clear, and what no detection looks into. */
  FileInspection credentials(RuleFile file) {
    return new FileInspection(
        FoundCredential.in(file, detector),
        texts.in(file.rule().fields()),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private synchronized boolean isOnSite(RuleId id, String key) {
    return onSite.test(id, key);
  }

  /** A rotation to some values would go wrong there; nothing is wrong with the rule today. */
  private static List<LintFinding> bare(RuleFile file) {
    return file.rule().tagged().isEmpty()
        ? List.of()
        : EncodingAssignment.bare(file.rule().fields()).stream()
            .map(bare -> new LintFinding(false, file.where(bare.pointer()), text(bare)))
            .toList();
  }

  private static String text(EncodingAssignment.Bare bare) {
    return bare.pointer()
        + "  "
        + bare.placeholder().present()
        + " stands in "
        + bare.placeholder().syntax().title()
        + " without its encoding; write "
        + bare.placeholder().wanted()
        + ", as rulekeeper fmt --encodings does";
  }
}
