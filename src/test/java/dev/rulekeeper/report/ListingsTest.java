package dev.rulekeeper.report;

import static dev.rulekeeper.report.ReportSamples.name;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.Secrets;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.sync.PastRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What {@code secrets list}, {@code secrets where}, {@code secrets rename} and {@code runs} print.
 */
class ListingsTest {
  private static final SecretMap NONE = Secrets.map(Map.of());
  private static final TextStyle SCREEN = new TextStyle(80, false, false);
  private static final Ledger LEDGER =
      ReportSamples.ledger(
          """
          secrets:
            jira-bot:
              owner: platform@acme.example
              expires: 2027-01-31
              hosts: [ci.acme.example]
            pager:
              hosts: [pager.example]
          """);

  @Test
  void every_secret_is_listed_with_what_is_odd_about_it() {
    SecretListing listing =
        SecretListing.of(
            List.of(rule(1, "project/10001", "jira-bot"), rule(2, "site", "nobody")),
            LEDGER,
            names -> NONE);
    assertThat(listing.in(OutputFormat.TEXT, TextStyle.plain()))
        .isEqualTo(
            """
            SECRET    RULES  PLACES  OWNER                  EXPIRES     HOSTS            NOTE
            jira-bot  1      1       platform@acme.example  2027-01-31  ci.acme.example
            nobody    1      1                                                           undeclared
            pager     0      0                                          pager.example    unused
            """);
  }

  @Test
  void secrets_that_share_a_value_are_told_by_their_names_and_never_by_the_value() {
    SecretMap values = Secrets.map(Map.of("jira-bot", "EXAMPLE-shared", "pager", "EXAMPLE-shared"));
    SecretListing listing = SecretListing.of(List.of(), LEDGER, names -> values);
    assertThat(listing.in(OutputFormat.MARKDOWN, TextStyle.plain()))
        .contains("unused\\; same value as pager", "unused\\; same value as jira\\-bot")
        .doesNotContain("EXAMPLE");
    String json = listing.in(OutputFormat.JSON, TextStyle.plain());
    assertThat(ExactJson.read(json).get(0).path("sharesValueWith")).hasToString("[\"pager\"]");
    assertThat(ExactJson.read(json).get(0).path("note").asText()).isEqualTo("unused");
    assertThat(json).doesNotContain("EXAMPLE");
  }

  @Test
  void the_places_of_a_secret_say_rule_field_host_and_line() {
    SecretPlaces places = places(rule(1, "project/10001", "jira-bot"));
    assertThat(places.in(OutputFormat.TEXT, Names.NONE, TextStyle.plain()))
        .isEqualTo(
            """
            RULE    STATE    SCOPE          OWNER         FIELD                 HOST             FILE
            Rule 1  ENABLED  project/10001  5f0e-example  header Authorization  ci.acme.example  rules/rule-1.yaml:16
            jira-bot: 1 place in 1 rule
            """);
    assertThat(
            ExactJson.read(places.in(OutputFormat.JSON, Names.NONE, TextStyle.plain()))
                .at("/uses/0/pointer")
                .asText())
        .isEqualTo("/components/0/value/headers/0/value");
  }

  @Test
  void on_a_screen_many_places_are_told_by_project_and_every_one_where_that_is_asked_for() {
    List<RuleFile> files = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      files.add(rule(i, i < 20 ? "project/10001" : "project/" + (20000 + i), "jira-bot"));
    }
    SecretPlaces places = places(files.toArray(RuleFile[]::new));
    assertThat(places.in(OutputFormat.TEXT, Names.NONE, SCREEN))
        .startsWith(
            """
            SCOPE          RULES  PLACES  SUCH AS
            project/10001  20     20      Rule 0
            project/20020  1      1       Rule 20
            """)
        .endsWith("jira-bot: 30 places in 30 rules\n-v lists every place.\n");
    assertThat(places.in(OutputFormat.TEXT, Names.NONE, new TextStyle(80, false, true)).lines())
        .as("a line for each place, a head and a count")
        .hasSize(32);
    assertThat(places.in(OutputFormat.MARKDOWN, Names.NONE, SCREEN).lines())
        .as("what is no screen gets everything")
        .hasSizeGreaterThan(30);
  }

  @Test
  void who_renames_a_secret_is_told_every_name_that_rulekeeper_cannot_change() {
    assertThat(RenameOutput.text(name("jira-bot"), name("jira.bot2"), 3, false))
        .isEqualTo(
            """
            jira-bot is now jira.bot2 in 3 files. Rename it in the secret map and among the CI secrets too:
              jira-bot  ->  jira.bot2
              RULEKEEPER_SECRET_JIRA_BOT  ->  RULEKEEPER_SECRET_JIRA_BOT2
              RULEKEEPER_SECRET_JIRA_BOT_AT_<SITE>  ->  RULEKEEPER_SECRET_JIRA_BOT2_AT_<SITE>
            """);
    assertThat(RenameOutput.text(name("old"), name("pager"), 1, true)).startsWith("old is pager");
  }

  @Test
  void runs_are_listed_with_how_their_attempts_ended() {
    PastRun run =
        new PastRun(
            "20261130-120000-1a2b",
            Instant.parse("2026-11-30T12:00:00.250Z"),
            "sync",
            "acme",
            4,
            List.of(
                attempt(1, Optional.of("applied")),
                attempt(2, Optional.of("failed")),
                attempt(3, Optional.empty())),
            false);
    RunListing listing = new RunListing(List.of(run), Set.of(run.run()), any -> "at work, 1 open");
    assertThat(listing.in(OutputFormat.TEXT, TextStyle.plain()))
        .isEqualTo(
            """
            RUN                   WHEN                  COMMAND  CHANGES  APPLIED  SKIPPED  FAILED  ENDED
            20261130-120000-1a2b  2026-11-30T12:00:00Z  sync     4        1        0        1       at work, 1 open
            """);
    assertThat(ExactJson.read(listing.in(OutputFormat.JSON, TextStyle.plain())).at("/runs/0"))
        .hasToString(
            "{\"run\":\"20261130-120000-1a2b\",\"at\":\"2026-11-30T12:00:00.250Z\",\"command\":\"sync\","
                + "\"site\":\"acme\",\"changes\":4,\"applied\":1,\"skipped\":0,\"failed\":1,\"open\":1,"
                + "\"ended\":false,\"atWork\":true}");
  }

  @Test
  void text_of_people_is_no_command_in_the_log_of_a_workflow() {
    assertThat(CiLogText.message("100%\r\n::add-mask::x")).isEqualTo("100%25%0D%0A::add-mask::x");
    assertThat(CiLogText.property("a:b,c%")).isEqualTo("a%3Ab%2Cc%25");
  }

  private static PastRun.Attempt attempt(int number, Optional<String> status) {
    return new PastRun.Attempt(
        ReportSamples.id(number),
        "update",
        "Rule " + number,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        status);
  }

  private static SecretPlaces places(RuleFile... files) {
    return new SecretPlaces(
        name("jira-bot"),
        Objects.requireNonNull(SecretUsage.in(List.of(files)).get(name("jira-bot"))));
  }

  private static RuleFile rule(int number, String scope, String secret) {
    String text =
        """
        id: 019ab7c0-1111-7222-8333-%012d
        name: Rule %d
        state: ENABLED
        scope: %s
        authorAccountId: 5f0e-example
        trigger:
          component: TRIGGER
          type: jira.manual.trigger.issue
        components:
          - component: ACTION
            type: jira.issue.outgoing.webhook
            value:
              url: https://ci.acme.example/hooks
              headers:
                - name: Authorization
                  value: Bearer <<secret:%s>>
        """
            .formatted(number, number, scope, secret);
    return RuleFile.read("rules/rule-" + number + ".yaml", text);
  }
}
