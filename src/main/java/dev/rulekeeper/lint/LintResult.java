package dev.rulekeeper.lint;

import dev.rulekeeper.adopt.Doubt;
import dev.rulekeeper.yaml.InvalidFileException.Problem;
import java.util.List;

/**
 * What the files of a repository say about themselves.
 *
 * @param files how many rule files were read
 * @param leaks credentials that stand in clear
 * @param problems what a site would refuse, or no command could use
 * @param warnings what is right today and will not be for every value
 * @param doubts texts that may be credentials, and of which no person said that they are none
 * @param unread lines that name what no detection looks into
 */
public record LintResult(
    int files,
    List<LintFinding> leaks,
    List<Problem> problems,
    List<LintFinding> warnings,
    List<Doubt> doubts,
    List<String> unread) {}
