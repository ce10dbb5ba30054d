package dev.rulekeeper.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.adopt.Doubt;
import dev.rulekeeper.adopt.Doubts;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.lint.LintFinding;
import dev.rulekeeper.lint.LintResult;
import dev.rulekeeper.yaml.InvalidFileException.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What lint found, for people, for programs and for the log of a workflow. */
public final class LintOutput {
  private LintOutput() {}

  /** The lines that warn a person of what may be wrong, the doubts in groups. */
  public static List<String> warnings(LintResult result) {
    List<String> lines = new ArrayList<>(Doubts.lines(result.doubts()));
    result.warnings().forEach(warning -> lines.add(warning.where() + "  " + warning.message()));
    return lines;
  }

  /** {@code {"files": 53, "problems": [{"kind", "file", "line", "message"}]}}. */
  public static String json(LintResult result) {
    ObjectNode document = ExactJson.object().put("files", result.files());
    ArrayNode problems = document.putArray("problems");
    for (LintFinding finding : all(result)) {
      problems
          .addObject()
          .put("kind", finding.error() ? "error" : "warning")
          .put("file", finding.file())
          .put("line", finding.line())
          .put("message", finding.message());
    }
    return ExactJson.writePretty(document) + "\n";
  }

  /**
   * Workflow commands of GitHub, by which it shows each finding at its line.
   *
   * @param inGit gives the path in the Git repository for one in the rule repository
   */
  public static String github(LintResult result, UnaryOperator<String> inGit) {
    StringBuilder text = new StringBuilder();
    for (LintFinding finding : all(result)) {
      text.append(IntendedControlMark.TEXT)
          .append(finding.error() ? "::error" : "::warning")
          .append(" file=")
          .append(CiLogText.property(inGit.apply(finding.file())));
      if (finding.line() > 0) {
        text.append(",line=").append(finding.line());
      }
      text.append(",title=rulekeeper::").append(CiLogText.message(finding.message())).append('\n');
    }
    return text.toString();
  }

  private static List<LintFinding> all(LintResult result) {
    List<LintFinding> all = new ArrayList<>(result.leaks());
    result.problems().forEach(p -> all.add(new LintFinding(true, p.where(), text(p))));
    all.addAll(result.warnings());
    result.doubts().forEach(d -> all.add(new LintFinding(false, d.where(), text(d))));
    return all;
  }

  /** What is wrong and what to do about it, in one line. */
  public static String text(Problem problem) {
    return problem.what() + (problem.hint().isEmpty() ? "" : ". " + problem.hint());
  }

  private static String text(Doubt doubt) {
    return doubt.pointer()
        + "  "
        + doubt.kind()
        + " ("
        + doubt.shape()
        + ") may be a credential in clear; if it is: rulekeeper secrets adopt --doubt "
        + doubt.mark()
        + " --secrets-out FILE, if not: rulekeeper secrets ignore "
        + doubt.mark();
  }
}
