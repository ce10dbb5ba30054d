package dev.rulekeeper.report;

import static dev.rulekeeper.report.ReportSamples.name;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.adopt.UnnamedCredential;
import dev.rulekeeper.export.Export;
import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.lint.LintFinding;
import dev.rulekeeper.lint.LintResult;
import dev.rulekeeper.secret.Secrets;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.yaml.InvalidFileException.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@code export}, {@code lint}, {@code doctor} and {@code rotate} print. */
class ShortOutputsTest {
  private static final SecretMap NONE = Secrets.map(Map.of());

  @Test
  void an_export_says_what_it_wrote_and_which_secrets_it_named_and_never_a_value() {
    SecretMap adopted = Secrets.map(Map.of("bot", "EXAMPLE-1", "pager", "EXAMPLE-2"));
    SecretMap recovered = Secrets.map(Map.of("old-one", "EXAMPLE-3"));
    Export export = export(adopted, recovered, "bot", "bot", "pager");
    String text = ExportOutput.of(export, Optional.of("0123456789abcdef"), true, OutputFormat.TEXT);
    assertThat(text)
        .isEqualTo(
            """
            3 rules on the site, 2 files written, commit 0123456789.
            2 secrets named:
              bot  in 2 places
              pager  in 1 place
            The site's own value for 1 placeholder that had none:
              old-one
            """);
    assertThat(ExportOutput.of(export, Optional.empty(), false, OutputFormat.TEXT))
        .startsWith("3 rules on the site, 2 files written.\n")
        .doesNotContain("old-one");
    assertThat(ExportOutput.of(export, Optional.of("0123456789abcdef"), true, OutputFormat.JSON))
        .isEqualTo(
            """
            {
              "rules" : 3,
              "commit" : "0123456789abcdef",
              "files" : [
                "rules/a.yaml",
                "rules/gone.yaml"
              ],
              "adopted" : [
                "bot",
                "pager"
              ]
            }
            """);
  }

  @Test
  void an_export_that_found_nothing_new_is_one_line() {
    assertThat(ExportOutput.of(export(NONE, NONE), Optional.empty(), true, OutputFormat.TEXT))
        .isEqualTo("3 rules on the site, 2 files written.\n");
  }

  private static Export export(SecretMap adopted, SecretMap recovered, String... found) {
    List<UnnamedCredential> unknown =
        java.util.Arrays.stream(found)
            .map(
                text ->
                    new UnnamedCredential(ReportSamples.id(1), "Tell", "/x", "header", name(text)))
            .toList();
    FileChanges files =
        FileChanges.builder().write("rules/a.yaml", "").remove("rules/gone.yaml").build();
    return new Export(
        files, Map.of(), adopted, recovered, unknown, List.of(), List.of(), "message", Map.of(), 3);
  }

  @Test
  void findings_are_json_for_programs_and_commands_for_a_workflow() {
    LintResult result =
        new LintResult(
            53,
            List.of(),
            List.of(new Problem("rules/a,b.yaml:7", "50 % wrong\nand: more", "")),
            List.of(new LintFinding(false, "secrets.yaml", "may be wrong")),
            List.of(),
            List.of());
    assertThat(LintOutput.json(result))
        .isEqualTo(
            """
            {
              "files" : 53,
              "problems" : [
                {
                  "kind" : "error",
                  "file" : "rules/a,b.yaml",
                  "line" : 7,
                  "message" : "50 % wrong\\nand: more"
                },
                {
                  "kind" : "warning",
                  "file" : "secrets.yaml",
                  "line" : 0,
                  "message" : "may be wrong"
                }
              ]
            }
            """);
    assertThat(
            LintOutput.github(result, path -> "sub/" + path).replace(IntendedControlMark.TEXT, ""))
        .isEqualTo(
            """
            ::error file=sub/rules/a%2Cb.yaml,line=7,title=rulekeeper::50 %25 wrong%0Aand: more
            ::warning file=sub/secrets.yaml,title=rulekeeper::may be wrong
            """);
  }

  @Test
  void an_examination_is_a_line_for_each_step_and_below_it_what_to_do() {
    DoctorReport report =
        new DoctorReport(
            List.of(
                new DoctorReport.Step(
                    "configuration", DoctorReport.State.OK, "rulekeeper.yaml", ""),
                new DoctorReport.Step("remote", DoctorReport.State.NOTE, "none", "add one"),
                new DoctorReport.Step(
                    "token", DoctorReport.State.WRONG, "refused with 401", "make another"),
                new DoctorReport.Step("rules", DoctorReport.State.SKIPPED, "not asked", "")));
    assertThat(report.well()).isFalse();
    assertThat(report.text(new TextStyle(80, false, false)))
        .isEqualTo(
            """
            ok     configuration rulekeeper.yaml
            note   remote        none
                                 add one
            WRONG  token         refused with 401
                                 make another
            -      rules         not asked

            1 thing to mend. Nothing was written.
            """);
    assertThat(ExactJson.write(report.json()))
        .startsWith("{\"well\":false,\"steps\":[{\"step\":\"configuration\",\"state\":\"ok\",")
        .contains(
            "{\"step\":\"token\",\"state\":\"wrong\",\"found\":\"refused with 401\",\"hint\":\"make"
                + " another\"}");
  }

  @Test
  void an_examination_without_fault_says_so() {
    DoctorReport report =
        new DoctorReport(
            List.of(new DoctorReport.Step("remote", DoctorReport.State.NOTE, "none", "")));
    assertThat(report.well()).isTrue();
    assertThat(report.text(TextStyle.plain())).endsWith("\nAll is well. Nothing was written.\n");
  }

  @Test
  void who_rotates_is_told_which_secret_of_ci_to_change() {
    Set<String> known = Set.of("RULEKEEPER_SECRETS", "RULEKEEPER_SECRET_CI_BOT_2");
    assertThat(CiSecretAdvice.variables(List.of(name("ci-bot.2"), name("pager")), known))
        .containsExactly("RULEKEEPER_SECRETS", "RULEKEEPER_SECRET_CI_BOT_2");
    assertThat(CiSecretAdvice.variables(List.of(name("pager")), Set.of()))
        .containsExactly("RULEKEEPER_SECRETS");
    assertThat(CiSecretAdvice.text(Set.of("RULEKEEPER_SECRETS")))
        .startsWith("Change the secret of CI now")
        .contains(
            "  GitHub     gh secret set RULEKEEPER_SECRETS      # asks for the whole map, with the"
                + " new value\n")
        .contains("  GitLab     glab variable update RULEKEEPER_SECRETS < FILE");
    assertThat(CiSecretAdvice.commands("RULEKEEPER_SECRET_PAGER"))
        .hasSize(3)
        .allMatch(command -> command.contains("RULEKEEPER_SECRET_PAGER"))
        .noneMatch(command -> command.contains("whole map"));
  }
}
