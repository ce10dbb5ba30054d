package dev.rulekeeper.report;

import static dev.rulekeeper.report.ReportSamples.file;
import static dev.rulekeeper.report.ReportSamples.ledger;
import static dev.rulekeeper.report.ReportSamples.name;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.ledger.Ledger;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What stops working when. */
class ExpiryReportTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);
  private static final Ledger LEDGER =
      ledger(
          """
          secrets:
            late: {expires: 2027-06-01}
            pager: {expires: 2026-12-02, owner: on-call, expires-from: value}
            bot: {expires: 2026-11-29, owner: platform}
            today: {expires: 2026-11-30}
            dateless: {}
          """);
  private static final RuleFile[] FILES = {
    file(1, "Tell the build server", "project/10001", "Bearer <<secret:bot>>"),
    file(2, "Start the build", "site", "<<secret:bot>> and <<secret:bot>>"),
    file(3, "Page the on-call", "project/10002", "Bearer <<secret:pager>>"),
  };

  @Test
  void the_earliest_is_first_and_below_it_what_stops() {
    assertThat(report(30, Map.of()).text(new TextStyle(100, false, false)))
        .isEqualTo(
            """
            SECRET  EXPIRES     DAYS LEFT  SOURCE               RULES  PROJECTS             OWNER
            bot     2026-11-29  expired    written by a person  2      project/10001, site  platform
            today   2026-11-30  0          written by a person  0
            pager   2026-12-02  2          the value says so    1      project/10002        on-call

            bot has stopped 2 rules of project/10001, site:
              Tell the build server
              Start the build

            pager will stop 1 rule of project/10002:
              Page the on-call
            """);
  }

  @Test
  void only_what_expires_by_the_last_day_is_in_it() {
    assertThat(report(1, Map.of()).rows())
        .extracting(ExpiryReport.Row::name)
        .containsExactly(name("bot"), name("today"));
    assertThat(report(2, Map.of()).rows()).hasSize(3);
    assertThat(report(365, Map.of()).rows()).hasSize(4);
  }

  @Test
  void what_else_is_wrong_is_named_also_where_no_day_is_known() {
    ExpiryReport report =
        report(-30, Map.of(name("dateless"), "never used, says the organization"));
    assertThat(report.text(new TextStyle(100, false, false)))
        .endsWith("\nWarning: dateless: never used, says the organization\n");
    assertThat(report.markdown()).endsWith("\n- dateless: never used\\, says the organization\n");
  }

  @Test
  void of_many_rules_the_first_are_named_and_all_where_that_is_asked_for() {
    RuleFile[] many = new RuleFile[7];
    for (int i = 0; i < many.length; i++) {
      many[i] = file(i, "Rule " + i, "site", "<<secret:bot>>");
    }
    ExpiryReport report =
        ExpiryReport.of(LEDGER, ReportSamples.uses(many), Map.of(), TODAY, TODAY.minusDays(1));
    assertThat(report.text(new TextStyle(100, false, false)))
        .contains("  Rule 4\n  and 2 more (-v names them)\n")
        .doesNotContain("Rule 5");
    assertThat(report.text(new TextStyle(100, false, true)))
        .contains("  Rule 6\n")
        .doesNotContain("more (-v");
  }

  @Test
  void projects_have_the_names_that_are_known() {
    Names names =
        new Names(
            new TreeMap<>(Map.of("10001", "SHOP")),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            false);
    assertThat(report(0, Map.of()).calling(names).text(new TextStyle(120, false, false)))
        .contains("has stopped 2 rules of SHOP (project/10001), site:");
  }

  @Test
  void programs_get_all_of_it() {
    assertThat(ExactJson.writePretty(report(-1, Map.of(name("bot"), "not used")).json()))
        .isEqualTo(
            """
            [
              {
                "name" : "bot",
                "expires" : "2026-11-29",
                "source" : "person",
                "daysLeft" : -1,
                "places" : 2,
                "owner" : "platform",
                "warning" : "not used",
                "projects" : [
                  "project/10001",
                  "site"
                ],
                "rules" : [
                  {
                    "id" : "019ab7c0-1111-7222-8333-000000000001",
                    "name" : "Tell the build server"
                  },
                  {
                    "id" : "019ab7c0-1111-7222-8333-000000000002",
                    "name" : "Start the build"
                  }
                ]
              }
            ]\
            """);
  }

  private static ExpiryReport report(int days, Map<SecretName, String> warnings) {
    return ExpiryReport.of(
        LEDGER, ReportSamples.uses(FILES), warnings, TODAY, TODAY.plusDays(days));
  }
}
