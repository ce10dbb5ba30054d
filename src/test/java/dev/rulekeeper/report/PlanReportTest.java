package dev.rulekeeper.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.Draws;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.plan.Change;
import dev.rulekeeper.plan.ChangeKind;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.rule.SiteName;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** What a reviewer sees of a plan, and in which order. */
final class PlanReportTest {
  private static final PlanContext CONTEXT =
      new PlanContext(
          Optional.of("0123456789abcdef0123456789abcdef01234567"),
          Optional.of(Instant.parse("2026-11-29T14:03:21Z")));
  private static final TextStyle NARROW = new TextStyle(80, false, false);

  @Test
  void a_plan_of_every_kind_reads_like_the_golden_files() throws IOException {
    Plan plan = PlanFixture.oneOfEach();
    GoldenFile.holds("plan-80.txt", PlanText.of(plan, CONTEXT, NARROW));
    GoldenFile.holds("plan.txt", PlanText.of(plan));
    GoldenFile.holds(
        "plan-verbose.txt", PlanText.of(plan, CONTEXT, new TextStyle(100, false, true)));
    GoldenFile.holds(
        "plan-colour.txt",
        PlanText.of(plan, CONTEXT, new TextStyle(80, true, false))
            .replace(IntendedControlMark.TEXT, ""));
    GoldenFile.holds("plan.md", PlanMarkdown.of(plan, CONTEXT));
    GoldenFile.holds("plan.json", ExactJson.writePretty(PlanJson.of(plan)) + "\n");
  }

  @Test
  void an_empty_plan_is_one_sentence() throws IOException {
    Plan plan = new Plan(new SiteName("acme"), List.of(), 1, List.of());
    GoldenFile.holds("plan-empty.txt", PlanText.of(plan, CONTEXT, NARROW));
    GoldenFile.holds("plan-empty.md", PlanMarkdown.of(plan, CONTEXT));
  }

  @Test
  void four_hundred_rotations_hide_nothing_and_take_at_most_thirty_lines() throws IOException {
    String text = PlanText.of(PlanFixture.rotationDay(), CONTEXT, NARROW);
    assertThat(text.lines()).hasSizeLessThanOrEqualTo(30);
    assertThat(text)
        .containsSubsequence("blocked", "delete", "disable", "drift", "rotate", "404 rules");
    GoldenFile.holds("rotation-day.txt", text);
    String markdown = PlanMarkdown.of(PlanFixture.rotationDay(), CONTEXT);
    assertThat(markdown)
        .containsSubsequence(
            "1 rule BLOCKED, 1 rule to be DELETED, 1 rule to be DISABLED",
            "Ship to partner",
            "Old reminder",
            "Update the public status page",
            "- ENABLED",
            "+ DISABLED",
            "Publish the changelog",
            "+ Every morning",
            "Rotations",
            "404 rules");
    GoldenFile.holds("rotation-day.md", markdown);
  }

  @Test
  void everything_is_listed_where_that_is_asked_for() {
    String text = PlanText.of(PlanFixture.rotationDay(), CONTEXT, new TextStyle(120, false, true));
    assertThat(text.lines().filter(line -> line.contains("Build a preview (team "))).hasSize(404);
  }

  @Property(seed = Draws.SEED, tries = 40)
  void no_line_is_wider_than_the_terminal(
      @ForAll @IntRange(min = 40, max = 200) int width,
      @ForAll @StringLength(max = 120) String name,
      @ForAll boolean everything) {
    PlanFixture made = new PlanFixture();
    Plan plan =
        new Plan(
            new SiteName("acme"),
            List.of(
                made.change(
                    ChangeKind.UPDATE,
                    "名" + name,
                    "{'op':'test','path':'/description','value':'before'}",
                    "{'op':'replace','path':'/description','value':'" + "語é".repeat(70) + "'}"),
                made.rotate("名" + name, "site", "ci-bot"),
                made.change(ChangeKind.UPDATE, name)
                    .waiting(ChangeKind.BLOCKED, "because of " + name)),
            3,
            List.of("a note on " + name));
    String text = PlanText.of(plan, CONTEXT, new TextStyle(width, false, everything));
    assertThat(text.lines()).isNotEmpty().allMatch(line -> DisplayWidth.of(line) <= width);
  }

  @Property(seed = Draws.SEED, tries = 8)
  void a_comment_is_never_too_long_and_names_everything_grave(
      @ForAll @IntRange(max = 300) int grave,
      @ForAll @IntRange(max = 1500) int rotations,
      @ForAll @IntRange(max = 900) int updates) {
    PlanFixture made = new PlanFixture();
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < grave; i++) {
      changes.add(
          made.change(
              ChangeKind.DELETE,
              "Gone " + i + ".",
              "{'op':'test','path':'','value':{'name':'Gone'}}",
              "{'op':'remove','path':''}"));
    }
    for (int i = 0; i < rotations; i++) {
      changes.add(made.rotate("Turned " + i, "project/" + i, "secret-" + i % 40));
    }
    for (int i = 0; i < updates; i++) {
      changes.add(
          made.change(
              ChangeKind.UPDATE,
              "Edited " + i,
              "{'op':'replace','path':'/description','value':'" + "x".repeat(150) + "'}"));
    }
    Plan plan = new Plan(new SiteName("acme"), changes, 0, List.of());
    String comment = PlanMarkdown.of(plan, CONTEXT);
    assertThat(comment).hasSizeLessThanOrEqualTo(PlanMarkdown.MOST_CHARACTERS);
    assertThat(comment.split("<details>", -1)).hasSameSizeAs(comment.split("</details>", -1));
    for (int i = 0; i < grave; i++) {
      assertThat(comment).contains("Gone " + i + ".");
    }
  }

  @Test
  void wide_characters_take_two_columns_and_marks_none() {
    assertThat(DisplayWidth.of("リリース通知")).isEqualTo(12);
    assertThat(DisplayWidth.of("e\u0301t\u00e9")).isEqualTo(3);
    assertThat(DisplayWidth.of("إشعار")).isEqualTo(5);
    assertThat(DisplayWidth.of("🚀 ship")).isEqualTo(7);
    assertThat(DisplayWidth.cut("リリース通知", 7)).isEqualTo("リリー…");
  }
}
