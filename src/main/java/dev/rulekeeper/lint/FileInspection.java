package dev.rulekeeper.lint;

import dev.rulekeeper.adopt.FoundCredential;
import dev.rulekeeper.secret.detection.UnreadTexts;
import dev.rulekeeper.yaml.InvalidFileException.Problem;
import java.util.List;

/**
 * What one rule file says about itself, without any other file.
 *
 * @param found texts that are credentials, or may be
 * @param unread what no detection looks into
 * @param refused what a site would refuse
 * @param schema what the JSON Schema says
 * @param bare placeholders that lack the encoding of their place
 * @param hidden characters that nobody sees
 */
record FileInspection(
    List<FoundCredential> found,
    List<UnreadTexts.Unread> unread,
    List<Problem> refused,
    List<Problem> schema,
    List<LintFinding> bare,
    List<LintFinding> hidden) {
  /** Of a file in which there is nothing to find. */
  static final FileInspection CLEAN =
      new FileInspection(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  /** Whether nothing was found. */
  boolean isClean() {
    return equals(CLEAN);
  }
}
